"""What was true when: the tiers, certificates and deals of some partners, each with its days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.certificates import Certificate
from storage.deals import Deal, DealState
from storage.partners import PartnerTier
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Held:
    """A tier or a course's certificate, from one day to another (None: without end)."""

    name: str
    first: date
    last: date | None

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Protected:
    """An approved deal, and how long it protects its customer."""

    partner_id: int
    approved: datetime
    until: date


class History:
    def __init__(self, session: Session) -> None:
        self._session = session

    def tiers(self, partner_ids: Sequence[int]) -> Mapping[int, Sequence[Held]]:
        """The one that wins first."""
        query = select(PartnerTier).where(PartnerTier.partner_id.in_(partner_ids))
        order = (PartnerTier.valid_from.desc(), PartnerTier.id.desc())
        found: defaultdict[int, list[Held]] = defaultdict(list)
        for each in self._session.scalars(query.order_by(*order)):
            found[each.partner_id].append(Held(each.tier, each.valid_from, each.valid_to))
        return found

    def people(self, partner_ids: Sequence[int]) -> Sequence[Person]:
        """Everybody who works there or did."""
        query = select(Person).where(Person.partner_id.in_(partner_ids)).order_by(Person.id)
        return self._session.scalars(query).unique().all()

    def certificates(self, partner_ids: Sequence[int]) -> Mapping[int, Sequence[Held]]:
        """By member."""
        query = (
            select(Certificate)
            .join(Person, Person.id == Certificate.person_id)
            .where(Person.partner_id.in_(partner_ids))
            .order_by(Certificate.id)
        )
        found: defaultdict[int, list[Held]] = defaultdict(list)
        for each in self._session.scalars(query):
            found[each.person_id].append(Held(each.course, each.earned, each.valid_to))
        return found

    def deals(self, partner_ids: Sequence[int]) -> Mapping[str, Protected]:
        """Those that were approved and not withdrawn, by reference."""
        query = select(Deal).where(
            Deal.partner_id.in_(partner_ids),
            Deal.state.in_((DealState.APPROVED, DealState.EXPIRED)),
        )
        return {
            deal.reference: Protected(deal.partner_id, deal.decided_at, deal.protected_until)
            for deal in self._session.scalars(query)
            if deal.decided_at is not None and deal.protected_until is not None
        }
