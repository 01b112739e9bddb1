"""What has been earned: the lines as posted, what they come to now, and their totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.earnings import Earning, EarningLine, LineKind
from storage.periods import SettlementPeriod
from storage.values import Money


@dataclass(frozen=True, slots=True)
class Slice:
    """Which earnings: all that agree with everything that is given."""

    period_id: int | None = None
    earner: str = ""
    partner_id: int | None = None
    windows: Sequence[str] = ()
    up_to: int | None = None  #: the last line, such as an issued statement's

    def tests(self) -> Iterator[ColumnElement[bool]]:
        if self.period_id is not None:
            yield Earning.period_id == self.period_id
        if self.earner:
            yield Earning.earner == self.earner
        if self.partner_id is not None:
            yield Earning.partner_id == self.partner_id
        if self.windows:
            yield Earning.window.in_(self.windows)
        if self.up_to is not None:
            yield EarningLine.id <= self.up_to


@dataclass(frozen=True, slots=True)
class Line:
    """A line as posted, or (see `current`) all lines of one key as one."""

    id: int
    earning_id: int
    period_id: int
    partner_id: int
    member_id: int | None
    plan: str
    version: int
    component: str
    window: str
    transaction_id: int | None
    amount: Money
    gross: Money
    held: Money
    kind: LineKind
    reason: str
    row: int | None
    before: int | None
    rate_id: int | None
    linked_id: int | None
    fund: str

    @property
    def key(self) -> tuple[object, ...]:
        """What its amount is the amount of, whenever it was posted."""
        rule = (self.plan, self.version, self.component, self.window, self.amount.currency)
        return (*rule, self.partner_id, self.member_id, self.transaction_id)


class Earned:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lines(self, some: Slice) -> list[Line]:
        """As they were posted, the oldest first."""
        query = select(*_COLUMNS).join(Earning, Earning.id == EarningLine.earning_id)
        rows = self._session.execute(query.where(*some.tests()).order_by(EarningLine.id))
        return [_line(row) for row in rows]

    def current(self, some: Slice) -> list[Line]:
        """What each key comes to; in all else it is its last line."""
        merged: dict[tuple[object, ...], Line] = {}
        for line in self.lines(some):
            before = merged.get(line.key)
            merged[line.key] = _after(before, line) if before else line
        return list(merged.values())

    def by_component(self, some: Slice) -> Mapping[str, list[Money]]:
        return self._totals(Earning.component, some)

    def by_partner(self, some: Slice) -> Mapping[int, list[Money]]:
        return self._totals(Earning.partner_id, some)

    def by_period(self, some: Slice) -> Mapping[str, list[Money]]:
        """By the month in which it was posted."""
        return self._totals(SettlementPeriod.code, some)

    def _totals(self, by: Any, some: Slice) -> Mapping[Any, list[Money]]:
        query = (
            select(by, Earning.currency, func.sum(EarningLine.minor))
            .select_from(Earning)
            .join(EarningLine, EarningLine.earning_id == Earning.id)
            .join(SettlementPeriod, SettlementPeriod.id == Earning.period_id)
            .where(*some.tests())
            .group_by(by, Earning.currency)
            .order_by(by, Earning.currency)
        )
        found: dict[Any, list[Money]] = defaultdict(list)
        for key, currency, minor in self._session.execute(query):
            found[key].append(Money(int(minor), currency))
        return dict(found)


_COLUMNS = (
    *(EarningLine.id, EarningLine.earning_id, Earning.period_id),
    *(Earning.partner_id, Earning.member_id, Earning.plan, Earning.version),
    *(Earning.component, Earning.window, EarningLine.transaction_id),
    *(Earning.currency, EarningLine.minor, EarningLine.gross_minor, EarningLine.held_minor),
    *(EarningLine.kind, EarningLine.reason, EarningLine.row, EarningLine.before),
    *(EarningLine.rate_id, EarningLine.linked_id, Earning.fund),
)
_FIRST = 10  #: columns before the currency
_AMOUNTS = 3


def _line(row: Sequence[Any]) -> Line:
    values = tuple(row)
    currency, rest = values[_FIRST], values[_FIRST + 1 + _AMOUNTS :]
    amounts = (Money(minor, currency) for minor in values[_FIRST + 1 : _FIRST + 1 + _AMOUNTS])
    return Line(*values[:_FIRST], *amounts, *rest)


def _after(before: Line, line: Line) -> Line:
    """A release, an adjustment and a reversal say nothing new about how it was worked out."""
    amount, held = before.amount + line.amount, before.held + line.held
    told = line if line.kind in _EXPLAINS else before
    return replace(told, id=line.id, amount=amount, held=held)


_EXPLAINS = {LineKind.EARNING, LineKind.PRIOR_PERIOD, LineKind.TRUE_UP, LineKind.CARRIED}
