"""The first page's top: who, which period, which version, and the sums."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.conversation.text import Text
from handlers.incentives.documents import totals
from handlers.incentives.documents.paper.faces import Face, plain, shrunk, wrapped
from handlers.incentives.documents.paper.marks import (
    ACCENT,
    GREY,
    INK,
    TINT,
    WARN,
    WARN_TINT,
    WHITE,
    Align,
    Box,
    Mark,
    Stroke,
    Words,
)
from handlers.incentives.documents.paper.sheet import EDGE, ROOM, Sheet
from handlers.incentives.documents.rows import Rows
from handlers.incentives.documents.values import StatementDocument
from storage.standing import Status
from storage.values import Money

RIGHT = EDGE + ROOM
ISSUER, TITLE, WHO = Face(8.5, True), Face(21, True), Face(13, True)
PERIOD, BODY, SMALL, PILL = Face(13, True), Face(8.5), Face(7), Face(7.4, True)
TOTAL, SUM = Face(20, True), Face(10.5, True)
LEFT_ROOM = 320.0
IN_A_ROW = 5  #: sums beside each other


def put(sheet: Sheet, document: StatementDocument, rows: Rows) -> None:
    text = rows.text
    sheet.y = 40
    _named(sheet, document, text)
    sheet.y = max(sheet.y, 118)
    _band(sheet, document, rows)


def _named(sheet: Sheet, document: StatementDocument, text: Text) -> None:
    """The earner on the left, the period and its version on the right."""
    sheet.put(Words(EDGE, 44, _short(document.issuer, ISSUER), ISSUER, ACCENT))
    sheet.put(Words(EDGE, 68, text("title"), TITLE))
    sheet.y = 78
    for line in wrapped(document.who, WHO, LEFT_ROOM, 2):
        sheet.y += WHO.leading
        sheet.put(Words(EDGE, sheet.y - 2, line, WHO))
    for line in wrapped(document.company, BODY, LEFT_ROOM, 2):
        sheet.y += BODY.leading
        sheet.put(Words(EDGE, sheet.y, line, BODY, GREY))
    sheet.y += 12
    sheet.put(*_issued(document, text))


def _issued(document: StatementDocument, text: Text) -> Iterator[Mark]:
    issue = document.issue
    period = text.period(document.period)
    version = text("version", version=issue.version, day=text.short_day(issue.day))
    face = shrunk(period, PERIOD, ROOM - LEFT_ROOM - 10)
    yield from _pill(text("final" if issue.is_final else "provisional"), issue.is_final)
    yield Words(RIGHT, 68, period, face, INK, Align.RIGHT)
    yield Words(RIGHT, 82, version, BODY, GREY, Align.RIGHT)
    if issue.version > 1:
        before = text("takes_place", before=issue.version - 1)
        yield Words(RIGHT, 94, before, SMALL, GREY, Align.RIGHT)


def _pill(words: str, is_final: bool) -> Iterator[Mark]:
    width = PILL.width(words) + 14
    yield Box(RIGHT - width, 35, width, 13.5, ACCENT if is_final else WARN_TINT, 6.7)
    yield Words(RIGHT - width / 2, 44.4, words, PILL, WHITE if is_final else WARN, Align.CENTRE)


def _band(sheet: Sheet, document: StatementDocument, rows: Rows) -> None:
    """All that was earned, and below it where that money is: the parts add up to it."""
    text = rows.text
    parts = list(totals.by_status(document).items())
    beside = [parts[n : n + IN_A_ROW] for n in range(0, len(parts), IN_A_ROW)]
    top, height = sheet.y, 52.0 + 34 * len(beside)
    sheet.put(Box(EDGE, top, ROOM, height, TINT, 8))
    label = text("earned_in", period=document.period)
    sheet.put(Words(EDGE + 16, top + 18, label, BODY, GREY))
    total = totals.total(document)
    shown, ink = rows.money(total), WARN if total.minor < 0 else ACCENT
    sheet.put(Words(EDGE + 16, top + 40, shown, shrunk(shown, TOTAL, ROOM - 32), ink))
    for place, row in enumerate(beside):
        sheet.put(*_sums(row, top + 52 + 34 * place, rows))
    sheet.y = top + height + 12
    _printed_below(sheet, document, text)


def _sums(sums: list[tuple[Status, Money]], top: float, rows: Rows) -> Iterator[Mark]:
    step = (ROOM - 32) / IN_A_ROW
    yield Stroke(EDGE + 16, top, ROOM - 32)
    for place, (status, amount) in enumerate(sums):
        left, shown = EDGE + 16 + place * step, rows.money(amount)
        label = rows.text(f"status_{status}")
        yield Words(left, top + 12.5, label, shrunk(label, SMALL, step - 8), GREY)
        ink = WARN if amount.minor < 0 else INK
        yield Words(left, top + 25.5, shown, shrunk(shown, SUM, step - 8), ink)


def _printed_below(sheet: Sheet, document: StatementDocument, text: Text) -> None:
    """The hash by which anybody can check that this is what was issued."""
    line = f"{text('fingerprint')}: {plain(document.issue.hash)}"
    sheet.put(Words(EDGE, sheet.y, line, shrunk(line, SMALL, ROOM), GREY))
    if not document.issue.is_final:
        sheet.y += 12
        sheet.put(Words(EDGE, sheet.y, text("provisional_note"), BODY, WARN))


def _short(name: str, face: Face) -> str:
    return (wrapped(name, face, LEFT_ROOM, 1) or [""])[0]
