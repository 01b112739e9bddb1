"""Writes differences into the books: lines under their headings, funds, and the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from handlers.incentives.calculating.accounting import Accounting, Entry
from handlers.incentives.calculating.calendar import Receiving
from handlers.incentives.calculating.differences import Difference
from handlers.incentives.engine.plan import Plan
from handlers.incentives.posting import Why
from storage.earnings import Delta, Heading
from storage.keys import Cause
from storage.store import Records


class Placed(NamedTuple):
    """A difference and the period that receives it; `day` is when it counts from, `late` whether
    that was before the period."""

    line: Difference
    period_id: int
    day: date
    late: bool

    @property
    def heading(self) -> Heading:
        head = self.line.head
        return Heading(
            self.period_id,
            head.partner_id,
            head.member_id,
            head.plan,
            head.version,
            head.component,
            head.window,
            head.currency,
            self.line.due_on or self.day,
            head.fund,
        )


class Booking:
    def __init__(self, records: Records, now: datetime, today: date, run_id: int | None) -> None:
        self._records, self._now, self._today, self._run_id = records, now, today, run_id
        self._receiving = Receiving(records)
        self._places: dict[date, tuple[int, date, bool]] = {}

    def post(self, reference: str, lines: Sequence[Difference], plans: Iterable[Plan]) -> None:
        """Sales first: what takes them back refers to their lines."""
        returns = [line for line in lines if line.sale is not None and line.is_new]
        others = [line for line in lines if line.sale is None or not line.is_new]
        entries = Accounting(self._records, self._now, self._today, plans)
        for kind, some in (("calculate", others), ("return", returns)):
            if some:
                cause = Cause(kind, reference, run_id=self._run_id)
                posted = self._posted(cause, [self._placed(line) for line in some])
                entries.add(Why(cause.key, self._today, self._run_id), posted)

    def _posted(self, cause: Cause, placed: Sequence[Placed]) -> list[Entry]:
        by_heading = _by_heading(placed)
        ids = self._records.earnings.headed(by_heading)
        sales = self._taken_back(placed)
        found = ((ids[heading], some) for heading, some in by_heading.items())
        deltas = (_delta(earning, each, sales) for earning, some in found for each in some)
        batch = self._records.earnings.post(cause, deltas, self._now)
        assert batch is not None, "these lines were compared with the books while nobody else may"
        return [_entry(heading, ids[heading], some) for heading, some in by_heading.items()]

    def _placed(self, line: Difference) -> Placed:
        day = line.day
        if day is None:
            assert line.was is not None, "only what was posted can be gone"
            day = self._receiving.again(line.was.period_id)
        elif line.transaction_id is None:
            day = min(day, self._today)
        return Placed(line, *self._place(day))

    def _place(self, day: date) -> tuple[int, date, bool]:
        if day not in self._places:
            period = self._receiving.on(day)
            self._places[day] = (period.id, day, day < period.first)
        return self._places[day]

    def _taken_back(self, placed: Sequence[Placed]) -> dict[tuple[object, ...], int]:
        sales = {each.line.sale for each in placed if each.line.sale is not None}
        partners = {each.line.head.partner_id for each in placed}
        return self._records.sums.firsts(partners, sales) if sales else {}


def _by_heading(placed: Iterable[Placed]) -> dict[Heading, list[Placed]]:
    """One heading for all lines of a key: what was due first stays."""
    found: defaultdict[tuple[object, ...], list[Placed]] = defaultdict(list)
    for each in placed:
        found[each.line.head, each.period_id].append(each)
    return {some[0].heading: some for some in found.values()}


def _delta(earning_id: int, placed: Placed, sales: dict[tuple[object, ...], int]) -> Delta:
    line = placed.line
    return Delta(
        earning_id,
        line.transaction_id,
        line.kind(late=placed.late).value,
        line.minor,
        line.gross,
        line.held,
        line.reason,
        _linked(line, sales),
    )


def _linked(line: Difference, sales: dict[tuple[object, ...], int]) -> int | None:
    """The line that this one corrects, or that of the sale which it takes back."""
    if line.was is not None:
        return line.was.line_id
    head = line.head
    rule = (head.plan, head.version, head.component, head.partner_id, head.member_id)
    return sales.get((*rule, line.sale)) if line.sale is not None else None


def _entry(heading: Heading, earning_id: int, placed: Sequence[Placed]) -> Entry:
    return Entry(
        heading,
        earning_id,
        sum(each.line.minor for each in placed),
        sum(each.line.held for each in placed),
        max(each.day for each in placed),
    )
