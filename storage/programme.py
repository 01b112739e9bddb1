"""What the programme's figures are reckoned from: plain rows about every partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.certificates import Certificate
from storage.deals import Deal, DealState
from storage.earnings import Earning, EarningLine
from storage.partners import PartnerTier, Tier
from storage.people import Person
from storage.periods import SettlementPeriod
from storage.transactions import Transaction
from storage.values import Money, Period
from storage.walltime import local_day


@dataclass(frozen=True, slots=True)
class Grant:
    """A partner holds a tier from one day to another (None: until the next grant)."""

    partner_id: int
    tier: Tier
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Registered:
    """A deal's way: when it came, when a decision was due and made, the first sale that names
    it, and the day it ended without a sale."""

    partner_id: int
    submitted_at: datetime
    due: datetime
    decided_at: datetime | None
    sold: date | None
    expired: date | None


@dataclass(frozen=True, slots=True)
class Certified:
    """A member is certified in something, from one day to another."""

    partner_id: int
    person_id: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Incentive:
    """What a partner and its members earned by a plan for a window, such as 2026-Q3, by the
    month in which it was posted; money that goes into a fund is left out."""

    partner_id: int
    plan: str
    window: str
    month: date
    amount: Money


class Programme:
    def __init__(self, session: Session) -> None:
        self._session = session

    def grants(self) -> Sequence[Grant]:
        """In the order in which they count: the later one wins a day."""
        query = select(PartnerTier).order_by(PartnerTier.valid_from, PartnerTier.id)
        return [
            Grant(each.partner_id, each.tier, each.valid_from, each.valid_to)
            for each in self._session.scalars(query)
        ]

    def deals(self) -> Sequence[Registered]:
        """All but the withdrawn ones."""
        sold = (
            select(Transaction.deal, func.min(Transaction.day).label("day"))
            .where(Transaction.deal != "")
            .group_by(Transaction.deal)
            .subquery()
        )
        query = (
            select(Deal, sold.c.day)
            .outerjoin(sold, sold.c.deal == Deal.reference)
            .where(Deal.state != DealState.WITHDRAWN)
            .order_by(Deal.id)
        )
        return [
            Registered(
                deal.partner_id,
                deal.submitted_at,
                deal.decision_due,
                deal.decided_at,
                day,
                _without_sale(deal),
            )
            for deal, day in self._session.execute(query)
        ]

    def certified(self) -> Sequence[Certified]:
        query = (
            select(Person.partner_id, Person.id, Certificate.earned, Certificate.valid_to)
            .join(Certificate, Certificate.person_id == Person.id)
            .where(Person.partner_id.is_not(None), Person.active)
            .order_by(Certificate.id)
        )
        return [
            Certified(partner, person, first, last)
            for partner, person, first, last in self._session.execute(query)
            if partner is not None
        ]

    def members(self) -> dict[int, int]:
        """How many active members each partner has."""
        query = (
            select(Person.partner_id, func.count())
            .where(Person.partner_id.is_not(None), Person.active)
            .group_by(Person.partner_id)
        )
        return {partner: number for partner, number in self._session.execute(query) if partner}

    def spent(self) -> dict[tuple[str, str], int]:
        """All that was ever earned by each plan, funds included, in minor units by currency."""
        by = (Earning.plan, Earning.currency)
        query = (
            select(*by, func.sum(EarningLine.minor))
            .join(EarningLine, EarningLine.earning_id == Earning.id)
            .group_by(*by)
        )
        rows = self._session.execute(query)
        return {(plan, currency): int(minor) for plan, currency, minor in rows}

    def incentives(self, period: Period) -> Sequence[Incentive]:
        earning = (Earning.partner_id, Earning.plan, Earning.window)
        by = (*earning, SettlementPeriod.first, Earning.currency)
        query = (
            select(*by, func.sum(EarningLine.minor))
            .select_from(Earning)
            .join(EarningLine, EarningLine.earning_id == Earning.id)
            .join(SettlementPeriod, SettlementPeriod.id == Earning.period_id)
            .where(Earning.fund == "", SettlementPeriod.first >= period.first.replace(day=1))
            .where(SettlementPeriod.first <= period.last)
            .group_by(*by)
            .order_by(*by)
        )
        return [
            Incentive(partner, plan, window, month, Money(int(minor), currency))
            for partner, plan, window, month, currency, minor in self._session.execute(query)
        ]


def _without_sale(deal: Deal) -> date | None:
    """The day on which its protection ended, or on which it was lost."""
    if deal.state is DealState.LOST and deal.closed_at is not None:
        return local_day(deal.closed_at, deal.partner.zone)
    return deal.protected_until if deal.state is DealState.EXPIRED else None
