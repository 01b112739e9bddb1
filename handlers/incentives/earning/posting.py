"""What the books say beside what is worked out: what came after closing, what was put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.incentives.calculating.earners import Earner
from handlers.incentives.earning.books import Books
from handlers.incentives.earning.values import Adjusted
from storage.earned import Line, Slice
from storage.earnings import LineKind
from storage.store import Records
from storage.values import Period

#: A line of the books: whose, plan, version, component, window, transaction.
Key = tuple[Earner, str, int, str, str, int | None]
KINDS = (LineKind.PRIOR_PERIOD, LineKind.ADJUSTMENT)


def kept(records: Records, books: Books) -> tuple[frozenset[Key], list[Adjusted]]:
    """The keys of what was added after closing, and the approved adjustments."""
    late: set[Key] = set()
    adjusted: list[Adjusted] = []
    partners = {whose.partner_id for part in books.result.parts for whose in part.earners.values()}
    for partner_id in sorted(partners):
        for line in records.earned.lines(Slice(partner_id=partner_id, kinds=KINDS)):
            if line.kind is LineKind.PRIOR_PERIOD:
                late.add(_key(line))
            else:
                adjusted.append(_adjusted(records, books, line))
    return frozenset(late), adjusted


def ends(window: str) -> date:
    """The last day of a window by its name; of a whole plan none is known."""
    year, _, part = window.partition("-")
    if not year.isdecimal():
        return date.max
    if not part:
        return date(int(year), 12, 31)
    if part.isdecimal():
        return Period.month(date(int(year), int(part), 1)).last
    months = {"Q": 3, "H": 6}[part[0]] * int(part[1:])
    return Period.month(date(int(year), months, 1)).last


def _key(line: Line) -> Key:
    whose = Earner(line.partner_id, line.member_id)
    rule = (line.plan, line.version, line.component, line.window)
    return (whose, *rule, line.transaction_id)


def _adjusted(records: Records, books: Books, line: Line) -> Adjusted:
    sale = books.sold.get(line.transaction_id or 0)
    found = _approved(records, line)
    return Adjusted(
        id=line.id,
        whose=Earner(line.partner_id, line.member_id),
        rule=(line.plan, line.component),
        day=sale.day if sale else ends(line.window),
        amount=line.amount,
        kind=found[0] if found else line.reason,
        reference=sale.source_id if sale else "",
        note=found[1] if found else "",
        approver=found[2] if found else "",
    )


def _approved(records: Records, line: Line) -> Sequence[str]:
    """Its kind, its note, and who agreed to it."""
    return next(_approvals(records, line), ())


def _approvals(records: Records, line: Line) -> Iterator[Sequence[str]]:
    for each in records.adjustments.of(line.linked_id or 0):
        if each.approved_by_id is not None and each.amount == line.amount:
            yield each.kind, each.note, records.people.get(each.approved_by_id).name
