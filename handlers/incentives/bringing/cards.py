"""How a file of sales looks on its way in: being read, a preview, being taken, taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Style,
    Table,
)
from handlers.conversation.text import Text
from handlers.incentives.bringing.taking import SHOWN
from handlers.incentives.bringing.tally import KEPT, to_bad
from handlers.incentives.files.faults import UnreadableFile
from handlers.incentives.files.wording import complaint, correction, reason
from storage.base import Document
from storage.sales_files import FileState, SalesFile
from storage.values import Money, Period

COUNTED = ("new", "same", "revised", "refused")


def shown(file: SalesFile, text: Text) -> Reply:
    """As it is now, in the place of what it was."""
    return DRAWN[file.state](file, text)


def _looking(file: SalesFile, text: Text) -> Reply:
    return _card(text("looking", name=file.name))


def _preview(file: SalesFile, text: Text) -> Reply:
    seen = file.seen
    title = text.plural("preview", file.total, name=file.name)
    blocks: list[Block] = [Facts(tuple(_facts(seen, text)))]
    blocks += _refused(seen["refused"], seen["counts"].get("refused", 0), text)
    blocks += [Paragraph(said) for said in _warnings(seen, text)]
    if not _brings(seen):
        blocks.append(Paragraph(text("nothing_new")))
    return _card(title, *blocks, Buttons(tuple(_choices(file, text))))


def _choices(file: SalesFile, text: Text) -> Iterator[Button]:
    number = str(file.id)
    if _brings(file.seen):
        yield Button(text("button_take"), "sales.take", number, Style.PRIMARY)
    if file.seen["refused"]:
        yield Button(text("button_mend"), "sales.mend", number)
    yield Button(text("button_leave"), "sales.leave", number)


def _brings(seen: Document) -> bool:
    return any(seen["counts"].get(name) for name in ("new", "revised"))


def _going(file: SalesFile, text: Text) -> Reply:
    percent = file.done * 100 // max(file.total, 1)
    done, total = text.show(file.done), text.show(file.total)
    said = text("taking", percent=percent, done=done, total=total)
    return _card(text("taking_title", name=file.name), Paragraph(said))


def _result(file: SalesFile, text: Text) -> Reply:
    became = file.became
    counts = became["counts"]
    title = text("taken_title", name=file.name)
    blocks: list[Block] = [Facts(tuple(_counts(counts, text))), Paragraph(text("follows"))]
    blocks += _refused(became["refused"], counts.get("refused", 0), text)
    blocks += [Paragraph(said) for said in _warnings({**file.seen, **became}, text)]
    if file.mend is None:
        return _card(title, *blocks)
    mend = Button(text("button_mend"), "sales.mend", str(file.id), Style.PRIMARY)
    return _card(title, *blocks, Paragraph(text("mend_next")), Buttons((mend,)))


def _refusal(file: SalesFile, text: Text) -> Reply:
    fault = UnreadableFile(file.seen["reason"], **file.seen["facts"])
    key = "file_interrupted" if file.done else "file_refused"
    return _card(text(key, name=file.name), Paragraph(complaint(fault, text)))


def _left(file: SalesFile, text: Text) -> Reply:
    return _card(text("left", name=file.name))


DRAWN: Mapping[FileState, Callable[[SalesFile, Text], Reply]] = {
    FileState.WAITING: _looking,
    FileState.READY: _preview,
    FileState.ACCEPTED: _going,
    FileState.TAKEN: _result,
    FileState.REFUSED: _refusal,
    FileState.DISCARDED: _left,
}


def _facts(seen: Document, text: Text) -> Iterator[Fact]:
    yield from _counts(seen["counts"], text)
    for currency, total in seen["sums"].items():
        amount = text.money(Money.of(Decimal(total), currency))
        yield Fact(text("label_sum", currency=currency), amount)
    if seen["days"]:
        first, last = map(date.fromisoformat, seen["days"])
        days = text.short_day(first) if first == last else text.period(Period(first, last))
        yield Fact(text("label_days"), days)


def _counts(counts: Document, text: Text) -> Iterator[Fact]:
    for name in COUNTED:
        yield Fact(text(f"label_{name}"), text.show(counts.get(name, 0)))


def _refused(rows: Sequence[Document], count: int, text: Text) -> Iterator[Block]:
    """The first of them, by line."""
    if rows:
        bad = [to_bad(row) for row in rows[:SHOWN]]
        headers = (text("head_line"), text("head_column"), text("head_why"))
        cells = tuple((str(row.line), row.column or "-", reason(row, text)) for row in bad)
        yield Table(headers, cells, frozenset({0}), text("refused_rows"))
    if count > SHOWN:
        yield Paragraph(text("more_refused", count=text.show(count - SHOWN)))


def _warnings(seen: Document, text: Text) -> Iterator[str]:
    for code, count in seen["late"].items():
        month = text.period(Period.month(date.fromisoformat(f"{code}-01")))
        yield text.plural("late", count, month=month)
    yield from (correction(each, text) for each in seen["corrected"][:KEPT])


def _card(title: str, *blocks: Block) -> Reply:
    return Reply(title, blocks, private=True, replaces=True)
