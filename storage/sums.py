"""What has been posted for each key, added up where it lies: a recompute posts the difference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, select, text
from sqlalchemy.orm import Session

from storage.earnings import Earning, EarningLine, LineKind
from storage.transactions import Transaction

LARGEST = 2**63 - 1  #: no line has a larger number


class Head(NamedTuple):
    """What lines have in common, whenever they were posted."""

    plan: str
    version: int
    component: str
    window: str
    currency: str
    partner_id: int
    member_id: int | None
    fund: str = ""


class Sum(NamedTuple):
    """`minor` is what was worked out (without what people adjusted), `held` what of it waits;
    the newest line, and the period that it was posted in."""

    head: Head
    transaction_id: int | None
    minor: int
    held: int
    line_id: int
    period_id: int


class Current(NamedTuple):
    """What a key comes to, told without the numbers that our database gave."""

    plan: str
    version: int
    component: str
    window: str
    currency: str
    earner: str
    partner_id: int
    source: str
    source_id: str
    minor: int


class Key(NamedTuple):
    """A line's key, told without the numbers that our database gave."""

    plan: str
    version: int
    component: str
    window: str
    currency: str
    source: str
    source_id: str


class Posted(NamedTuple):
    """What was worked out for a key and what people adjusted, in one period."""

    period_id: int
    key: Key
    minor: int
    adjusted: int


class Sums:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, partner_ids: Collection[int], plans: Collection[str] = ()) -> Iterator[Sum]:
        """Of some plans, or of all."""
        query = _keyed(partner_ids, plans, *_SUMS)
        keys = len(Head._fields)
        for row in self._session.execute(query.order_by(func.max(EarningLine.id))):
            values = tuple(row)
            yield Sum(Head(*values[:keys]), values[keys], *map(int, values[keys + 1 :]))

    def current(
        self, partner_ids: Collection[int], plans: Collection[str] = ()
    ) -> Iterator[Current]:
        """What is not nothing; a sale's revisions are one."""
        sale = (Transaction.source, Transaction.source_id)
        columns = (
            *(Earning.plan, Earning.version, Earning.component, Earning.window),
            *(Earning.currency, Earning.earner, Earning.partner_id, *sale),
        )
        query = (
            select(*columns, func.sum(EarningLine.minor))
            .join_from(Earning, EarningLine, EarningLine.earning_id == Earning.id)
            .outerjoin(Transaction, Transaction.id == EarningLine.transaction_id)
            .where(Earning.partner_id.in_(sorted(partner_ids)))
            .where(EarningLine.kind != LineKind.ADJUSTMENT)
            .group_by(*columns)
            .having(func.sum(EarningLine.minor) != 0)
        )
        if plans:
            query = query.where(Earning.plan.in_(sorted(plans)))
        for row in self._session.execute(query):
            *named, source, source_id, minor = tuple(row)
            yield Current._make((*named, source or "", source_id or "", int(minor)))

    def firsts(
        self, partner_ids: Collection[int], transaction_ids: Iterable[int]
    ) -> dict[tuple[object, ...], int]:
        """The first line of each component, earner and sale: a return takes that back."""
        wanted = set(transaction_ids)
        key = (*_RULE, EarningLine.transaction_id)
        query = (
            select(*key, func.min(EarningLine.id))
            .join_from(Earning, EarningLine, EarningLine.earning_id == Earning.id)
            .where(Earning.partner_id.in_(sorted(partner_ids)))
            .where(EarningLine.transaction_id.is_not(None))
            .group_by(*key)
        )
        rows = self._session.execute(query)
        return {tuple(named): line for *named, line in rows if named[-1] in wanted}

    def by_period(self, earner: str, partner_id: int, up_to: int = LARGEST) -> Iterator[Posted]:
        """Everything posted for an earner, until a line where one is given, by period."""
        sale = (Transaction.source, Transaction.source_id)
        key = (Earning.plan, Earning.version, Earning.component, Earning.window, Earning.currency)
        columns = (Earning.period_id, *key, *sale)
        query = (
            select(*columns, *(func.sum(each) for each in (_CALCULATED, _BY_HAND)))
            .join_from(Earning, EarningLine, EarningLine.earning_id == Earning.id)
            .outerjoin(Transaction, Transaction.id == EarningLine.transaction_id)
            .where(Earning.earner == earner, Earning.partner_id == partner_id)
            .where(EarningLine.id <= up_to)
            .group_by(*columns)
        )
        for row in self._session.execute(query):
            period, *named, source, source_id, minor, adjusted = tuple(row)
            key_ = Key._make((*named, source or "", source_id or ""))
            yield Posted(period, key_, int(minor), int(adjusted))

    def earners(self, period_id: int) -> Sequence[tuple[str, int, int | None]]:
        """Whom anything was posted for in a period: name, partner, member."""
        columns = (Earning.earner, Earning.partner_id, Earning.member_id)
        query = select(*columns).filter_by(period_id=period_id).distinct()
        rows = self._session.execute(query.order_by(Earning.partner_id, Earning.earner))
        return [(earner, partner, member) for earner, partner, member in rows]

    def newest(self) -> tuple[int, int]:
        """The newest line of all, and the newest transaction; both stay so until the end."""
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(text("LOCK TABLE transactions, earning_lines IN SHARE MODE"))
        line = self._session.scalar(select(func.max(EarningLine.id)))
        sale = self._session.scalar(select(func.max(Transaction.id)))
        return line or 0, sale or 0


_HEAD = (
    *(Earning.plan, Earning.version, Earning.component, Earning.window, Earning.currency),
    *(Earning.partner_id, Earning.member_id, Earning.fund),
)
_RULE = (
    *(Earning.plan, Earning.version, Earning.component, Earning.partner_id, Earning.member_id),
)
_ADJUSTED = EarningLine.kind == LineKind.ADJUSTMENT
_CALCULATED = case((_ADJUSTED, 0), else_=EarningLine.minor)
_BY_HAND = case((_ADJUSTED, EarningLine.minor), else_=0)
_SUMS = (
    func.sum(_CALCULATED),
    func.sum(EarningLine.held_minor),
    func.max(EarningLine.id),
    func.max(Earning.period_id),
)


def _keyed(partner_ids: Collection[int], plans: Collection[str], *sums: Any) -> Select[Any]:
    columns = (*_HEAD, EarningLine.transaction_id)
    query = (
        select(*columns, *sums)
        .join_from(Earning, EarningLine, EarningLine.earning_id == Earning.id)
        .where(Earning.partner_id.in_(sorted(partner_ids)))
        .group_by(*columns)
    )
    return query.where(Earning.plan.in_(sorted(plans))) if plans else query
