"""What is owed to whom now: earnings less what payouts have taken of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Executable, case, func, select
from sqlalchemy.orm import Session

from storage.batches import ItemState, PayoutItem, PayoutPart
from storage.earnings import Earning, EarningLine, LineKind
from storage.periods import SETTLED, Periods, SettlementPeriod
from storage.standing import Posted, Sent, Status, standing
from storage.values import Money

ON_THE_WAY = (ItemState.READY, ItemState.SENT)


@dataclass(frozen=True, slots=True)
class Due:
    """One earning, whatever periods it was posted in, and how much of it stands where.

    `earning_id` is the newest of its rows: what a payout's part points to.
    """

    earning_id: int
    earner: str
    partner_id: int
    member_id: int | None
    plan: str
    version: int
    component: str
    window: str
    currency: str
    amounts: Mapping[Status, Money]

    @property
    def minor(self) -> int:
        """What a payout made now pays of it, or recovers (below zero)."""
        none = Money(0, self.currency)
        payable = self.amounts.get(Status.PAYABLE, none)
        return (payable - self.amounts.get(Status.TO_RECOVER, none)).minor


class Owed:
    """What goes into a fund is not paid, and not here."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def to(self, earner: str) -> list[Due]:
        """All that an earner was ever owed, the oldest first."""
        return self._due(Earning.earner == earner)

    def at(self, partner_id: int) -> list[Due]:
        """To a company and those who sold for it."""
        return self._due(Earning.partner_id == partner_id)

    def now(self, currency: str) -> list[Due]:
        """To everybody, what is payable or to be recovered: a batch is made of it."""
        return [due for due in self._due(Earning.currency == currency) if due.minor]

    def _due(self, whose: ColumnElement[bool]) -> list[Due]:
        keyed: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for row in self._session.execute(_posted(whose)):
            keyed[tuple(row)[1:_KEY]].append(row)
        sent, settled_to = self._sent(whose), Periods(self._session).settled_to()
        return [_one(rows, sent, settled_to) for rows in keyed.values()]

    def _sent(self, whose: ColumnElement[bool]) -> Mapping[int, Sent]:
        way = PayoutItem.state.in_(ON_THE_WAY)
        settled = PayoutItem.state == ItemState.SETTLED
        query = (
            select(
                PayoutPart.earning_id,
                _sum(PayoutPart.minor, way),
                _sum(PayoutPart.minor, settled & (PayoutPart.minor > 0)),
                _sum(PayoutPart.minor, settled & (PayoutPart.minor < 0)),
            )
            .join(PayoutItem, PayoutItem.id == PayoutPart.item_id)
            .join(Earning, Earning.id == PayoutPart.earning_id)
            .where(whose)
            .group_by(PayoutPart.earning_id)
        )
        rows = self._session.execute(query)
        return {row[0]: Sent(*(int(minor) for minor in row[1:])) for row in rows}


_COLUMNS = (
    *(Earning.id, Earning.earner, Earning.partner_id, Earning.member_id, Earning.plan),
    *(Earning.version, Earning.component, Earning.window, Earning.currency),
)
_KEY = len(_COLUMNS)


def _one(rows: Sequence[Any], sent: Mapping[int, Sent], settled_to: date | None) -> Due:
    """The rows are those of one earning in each period it was posted in."""
    newest = rows[-1]
    gone = _together(sent, [row.id for row in rows])
    posted = [_sums(row) for row in rows]
    return Due(
        earning_id=newest.id,
        earner=newest.earner,
        partner_id=newest.partner_id,
        member_id=newest.member_id,
        plan=newest.plan,
        version=newest.version,
        component=newest.component,
        window=newest.window,
        currency=newest.currency,
        amounts=standing(posted, gone, settled_to, newest.currency),
    )


def _posted(whose: ColumnElement[bool]) -> Executable:
    """The sums of each earning's lines, and its period."""
    return (
        select(
            *_COLUMNS,
            func.sum(EarningLine.minor).label("minor"),
            func.sum(EarningLine.held_minor).label("held"),
            _sum(EarningLine.minor, EarningLine.kind == LineKind.REVERSAL).label("reversals"),
            Earning.due_on,
            SettlementPeriod.last,
            SettlementPeriod.state,
        )
        .join(EarningLine, EarningLine.earning_id == Earning.id)
        .join(SettlementPeriod, SettlementPeriod.id == Earning.period_id)
        .where(whose, Earning.fund == "")
        .group_by(Earning.id, SettlementPeriod.last, SettlementPeriod.state)
        .order_by(Earning.id)
    )


def _sum(column: Any, where: ColumnElement[bool]) -> Any:
    return func.sum(case((where, column), else_=0))


def _sums(row: Any) -> Posted:
    settled = row.state in SETTLED
    sums = int(row.minor), int(row.held), int(row.reversals)
    return Posted(*sums, row.due_on, row.last, settled)


def _together(parts: Mapping[int, Sent], earning_ids: list[int]) -> Sent:
    found = [parts.get(each, Sent()) for each in earning_ids]
    return Sent(
        on_the_way=sum(each.on_the_way for each in found),
        paid=sum(each.paid for each in found),
        recovered=sum(each.recovered for each in found),
    )
