"""What has been earned: the lines as posted, what they come to now, and their totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

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
    kinds: Sequence[LineKind] = ()

    def tests(self) -> Iterator[ColumnElement[bool]]:
        for column, wanted in ((Earning.period_id, self.period_id), *self._whose()):
            if wanted not in (None, ""):
                yield column == wanted
        for column, among in ((Earning.window, self.windows), (EarningLine.kind, self.kinds)):
            if among:
                yield column.in_(among)
        if self.up_to is not None:
            yield EarningLine.id <= self.up_to

    def _whose(self) -> tuple[tuple[Any, str | int | None], ...]:
        return (Earning.earner, self.earner), (Earning.partner_id, self.partner_id)


class Line(NamedTuple):
    """A line as posted, or (see `current`) all lines of one key as one. Made by the thousand,
    and so straight from a row."""

    id: int
    earning_id: int
    period_id: int
    partner_id: int
    member_id: int | None
    plan: str
    version: int
    component: str
    window: str
    fund: str
    currency: str
    transaction_id: int | None
    minor: int
    gross_minor: int
    held_minor: int
    kind: LineKind
    reason: str
    linked_id: int | None

    @property
    def amount(self) -> Money:
        return Money(self.minor, self.currency)

    @property
    def gross(self) -> Money:
        return Money(self.gross_minor, self.currency)

    @property
    def held(self) -> Money:
        return Money(self.held_minor, self.currency)

    @property
    def key(self) -> tuple[object, ...]:
        """What its amount is the amount of, whenever it was posted."""
        rule = (self.plan, self.version, self.component, self.window, self.currency)
        return (*rule, self.partner_id, self.member_id, self.transaction_id)


class Earned:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lines(self, some: Slice) -> list[Line]:
        """As they were posted, the oldest first."""
        query = select(*_COLUMNS).join(Earning, Earning.id == EarningLine.earning_id)
        rows = self._session.execute(query.where(*some.tests()).order_by(EarningLine.id))
        return [Line._make(row) for row in rows]

    def current(self, some: Slice) -> list[Line]:
        """What each key comes to; in all else it is its last line."""
        merged: dict[tuple[object, ...], Line] = {}
        for line in self.lines(some):
            key = line.key
            before = merged.get(key)
            merged[key] = _after(before, line) if before else line
        return list(merged.values())

    def by_component(self, some: Slice) -> Mapping[str, list[Money]]:
        return self._totals(Earning.component, some)

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


#: In the order of a Line.
_COLUMNS = (
    *(EarningLine.id, EarningLine.earning_id, Earning.period_id),
    *(Earning.partner_id, Earning.member_id, Earning.plan, Earning.version),
    *(Earning.component, Earning.window, Earning.fund, Earning.currency),
    *(EarningLine.transaction_id, EarningLine.minor, EarningLine.gross_minor),
    *(EarningLine.held_minor, EarningLine.kind, EarningLine.reason),
    EarningLine.linked_id,
)


def _after(before: Line, line: Line) -> Line:
    """A release, an adjustment and a reversal say nothing new about how it was worked out."""
    minor, held = before.minor + line.minor, before.held_minor + line.held_minor
    told = line if line.kind in _EXPLAINS else before
    return told._replace(id=line.id, minor=minor, held_minor=held)


_EXPLAINS = {LineKind.EARNING, LineKind.PRIOR_PERIOD, LineKind.TRUE_UP, LineKind.CARRIED}
