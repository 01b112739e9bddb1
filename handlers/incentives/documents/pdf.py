"""A statement as a PDF on A4: what was earned, why, and what to do when a line looks wrong."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.conversation.text import Text
from handlers.incentives.documents import head, words
from handlers.incentives.documents.paper.faces import Face, plain, shrunk, wrapped
from handlers.incentives.documents.paper.marks import GREY, INK, Align, Mark, Stroke, Words
from handlers.incentives.documents.paper.sheet import BOTTOM, EDGE, ROOM, About, Sheet, printed
from handlers.incentives.documents.rows import Rows
from handlers.incentives.documents.sections import Sections, disputing
from handlers.incentives.documents.values import StatementDocument
from storage.values import Language

RIGHT = EDGE + ROOM
SMALL, RUNNING = Face(7), Face(8, is_bold=True)
SHOWN = 12  #: of the hash's letters; the first page has them all


def as_pdf(document: StatementDocument, language: Language) -> bytes:
    """The same statement gives the same bytes, so that two can be compared."""
    text = Text.load(words.CATALOGUE, language)
    sections = Sections(Sheet(), document, text, Rows.of(document, text))
    head.put(sections.sheet, document, sections.rows)
    sections.write()
    title = text("file_title", who=plain(document.who), period=document.period)
    about = About(title, plain(document.issuer), document.issue.day, language)

    def frame(number: int, pages: int) -> Iterator[Mark]:
        if number > 1:
            yield from _above(sections)
        yield from _below(sections, number, pages)

    return printed(sections.sheet, frame, about)


def _above(sections: Sections) -> Iterator[Mark]:
    """Whose statement a loose page belongs to."""
    document, text = sections.document, sections.text
    period = text.period(document.period)
    yield Words(EDGE, 44, _whose(document, 300), RUNNING, INK)
    running = f"{text('running', version=document.issue.version)} · {period}"
    if not document.issue.is_final:
        running += f" · {text('provisional')}"
    yield Words(RIGHT, 44, running, shrunk(running, SMALL, 210), GREY, Align.RIGHT)
    yield Stroke(EDGE, 52, ROOM)


def _below(sections: Sections, number: int, pages: int) -> Iterator[Mark]:
    document, text = sections.document, sections.text
    y = BOTTOM + 16
    yield Stroke(EDGE, y, ROOM)
    how = disputing("footer", sections)
    yield Words(EDGE, y + 13, how, shrunk(how, SMALL, ROOM - 90), GREY)
    page = text("page", number=number, all=pages)
    yield Words(RIGHT, y + 13, page, SMALL, INK, Align.RIGHT)
    hash_ = plain(document.issue.hash)[:SHOWN]
    yield Words(EDGE, y + 23, f"{text('fingerprint')} {hash_}…", SMALL, GREY)


def _whose(document: StatementDocument, room: float) -> str:
    whose = " · ".join(filter(None, (document.who, document.company)))
    return (wrapped(whose, RUNNING, room, 1) or [""])[0]
