"""What some partners and their members earned in a period, worked out once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.evaluated import Evaluated, EvaluatedLine, Part
from handlers.incentives.calculating.evaluating import Working, evaluated
from handlers.incentives.calculating.plans import alone, published, shared
from handlers.incentives.calculating.rows import Row
from handlers.incentives.documents.values import Sale
from handlers.incentives.earning import reaching
from handlers.incentives.engine.columns import windows
from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.reasons import REASONS, Reason
from handlers.incentives.engine.plan import Earner as Kind
from handlers.incentives.engine.plan import Plan
from storage.sales import TransactionKind
from storage.sold import SoldRow
from storage.store import Records
from storage.values import Money, Period

#: That a sale is not a rule's at all can be seen without; what came further is told.
UNTOLD = (Reason.OUTSIDE_PLAN, Reason.NOT_ELIGIBLE, Reason.NOT_MATCHED, Reason.NOT_MEASURED)
NOBODY = -2
NEVER = Period(date.min, date.min)
TOLD = np.array([reason not in UNTOLD and reason is not Reason.NOTHING for reason in REASONS])


@dataclass(frozen=True, slots=True, eq=False)
class Books:
    """`sold` is what was sold, by the number of the transaction."""

    period: Period
    plans: Sequence[Plan]
    result: Evaluated
    sold: dict[int, SoldRow]

    @classmethod
    def of(
        cls,
        records: Records,
        earners: Iterable[Earner],
        period: Period,
        extra: Iterable[Row] = (),
    ) -> Books:
        """Also what counts with it: the windows and the returned sales that it hangs on."""
        whose, since = set(earners), period.first
        ids = frozenset(each.partner_id for each in whose)
        while True:
            plans = published(records, Period(since, period.last))
            reach = Period(reaching.first(plans, since), date.max)
            working = Working(records, reach, list(extra), members=_members(whose, plans))
            sold = {row.id: row for row in working.sold(ids)}
            earliest = min((row.day for row in sold.values()), default=since)
            if earliest >= reach.first:
                return cls(period, plans, working.evaluated(plans, ids), sold)
            since = earliest

    @classmethod
    def imagined(cls, records: Records, partner_id: int, day: date, extra: Iterable[Row]) -> Books:
        """Of what nobody has sold alone, so that nothing else shows."""
        plans = published(records, Period(day, day))
        result = evaluated(records, plans, [partner_id], NEVER, extra)
        return cls(Period(day, day), plans, result, {})

    def within(self, earner: Earner) -> Iterator[EvaluatedLine]:
        """Lines whose day is in the period, of whatever came as far as a rule."""
        first, last = windows.number(self.period.first), windows.number(self.period.last)
        for part, name, block, paid in self._blocks(earner):
            days = (paid.day >= first) & (paid.day <= last)
            yield from _lines(part, name, block, _worth(paid) & days)

    def beyond(self, earner: Earner) -> Iterator[EvaluatedLine]:
        """Totals of windows that have begun in the period and end after it."""
        last = windows.number(self.period.last)
        for part, name, block, paid in self._blocks(earner):
            if paid.worked is None or not paid.worked.on_totals or not paid.cut.months:
                continue
            window = paid.cut.window(self.period.last)
            there = (paid.window == window) & (paid.day > last)
            yield from _lines(part, name, block, _worth(paid) & there)

    def current(self, earner: Earner, day: date) -> Iterator[EvaluatedLine]:
        """Lines of the windows that a day is in."""
        for part, name, block, paid in self._blocks(earner):
            yield from _lines(part, name, block, _worth(paid) & _there(paid, day))

    def standing(self, earner: Earner, day: date) -> Iterator[tuple[EvaluatedLine, Money]]:
        """Of each component its last line in the window that a day is in, and the sum there."""
        for part, name, block, paid in self._blocks(earner):
            mine = _mine(part, name, paid) & _worth(paid) & _there(paid, day)
            rows = np.flatnonzero(mine)
            if len(rows) and paid.id == paid.component.id:
                line = part.lines.line(block, int(rows[-1]))
                total = Money(int(paid.amount[rows].sum()), part.plan.currency)
                yield EvaluatedLine(part, line, part.earners[name]), total

    def furthest(self, member: Earner) -> dict[int, int]:
        """By transaction: how far the plans for members came with what this one sold."""
        found: dict[int, int] = {}
        for part, _, _, paid in self._blocks(member):
            mine = paid.entry[_of(part, paid, member)]
            ids, rows = part.lines.case.sales, part.lines.case.entries.row
            whys = paid.why[_of(part, paid, member)]
            for entry, why in zip(mine.tolist(), whys.tolist(), strict=True):
                if entry >= 0 and (named := ids.id(int(rows[entry]))).isdecimal():
                    came = why or len(REASONS)
                    found[int(named)] = max(found.get(int(named), 0), came)
        return found

    def sale(self, line: EvaluatedLine) -> Sale:
        """What a line was earned on; a total has its last day only."""
        row = self.sold.get(line.transaction_id or 0)
        return as_sale(row) if row else Sale(line.day)

    def _blocks(self, earner: Earner) -> Iterator[tuple[Part, str, int, Paid]]:
        kind = Kind.PARTNER if earner.member_id is None else Kind.MEMBER
        for part in self.result.parts:
            for name, whose in part.earners.items():
                if whose == earner:
                    for block, paid in enumerate(part.lines.paid):
                        if len(paid) and paid.component.earner is kind:
                            yield part, name, block, paid


def _members(earners: Iterable[Earner], plans: Iterable[Plan]) -> frozenset[int] | None:
    """Who they are, where no company is among them, and no plan looks at what others sold."""
    found = [each.member_id for each in earners]
    if None in found or any(shared(plan) or alone(plan) for plan in plans):
        return None
    return frozenset(each for each in found if each is not None)


def as_sale(row: SoldRow) -> Sale:
    back = -1 if row.kind == TransactionKind.REFUND else 1
    return Sale(
        row.day,
        row.source_id,
        row.customer,
        row.product,
        (back * Decimal(row.quantity)).scaleb(-6).normalize(),
        Money(back * row.amount, row.currency),
    )


def _worth(paid: Paid) -> Array:
    worth: Array = TOLD[paid.why] | (paid.amount != 0) | (paid.rounded != 0)
    return worth


def _of(part: Part, paid: Paid, earner: Earner) -> Array:
    names = part.lines.case.earner(paid.component.earner).values
    codes = [code for code, name in enumerate(names) if part.earners.get(name) == earner]
    mine: Array = np.isin(paid.earner, codes)
    return mine


def _there(paid: Paid, day: date) -> Array:
    there: Array = paid.window == (paid.cut.window(day) if paid.cut.months else 0)
    return there


def _mine(part: Part, name: str, paid: Paid) -> Array:
    names = part.lines.case.earner(paid.component.earner).values
    mine: Array = paid.earner == (names.index(name) if name in names else NOBODY)
    return mine


def _lines(part: Part, name: str, block: int, rows: Array) -> Iterator[EvaluatedLine]:
    whose = part.earners[name]
    for row in np.flatnonzero(rows & _mine(part, name, part.lines.paid[block])).tolist():
        yield EvaluatedLine(part, part.lines.line(block, row), whose)
