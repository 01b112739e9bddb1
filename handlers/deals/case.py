"""What a channel manager needs to decide about a deal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.conversation.turn import Happening
from handlers.deals import desk
from handlers.deals.matching.similar import Similar, similar
from storage.customer_grants import CustomerGrant
from storage.deals import Deal, DealState
from storage.partners import Tier
from storage.values import Money
from storage.walltime import local_day

UNDECIDED = frozenset({DealState.SUBMITTED, DealState.RETURNED})


class Policy(StrEnum):
    MINIMUM = "minimum"
    CLOSING = "closing"
    CONTACT = "contact"
    IDENTIFIED = "identified"
    UNIQUE = "unique"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the programme asks of a deal; `source` names its rule, if it has one."""

    policy: Policy
    is_met: bool
    source: str = ""
    least: Money | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A deal as it stands; `alike` and `checks` while it is undecided."""

    deal: Deal
    tier: Tier | None
    before: Mapping[DealState, int]  #: what became of the partner's other deals
    alike: Sequence[Similar] = ()
    checks: Sequence[Check] = ()
    granted: Sequence[CustomerGrant] = ()

    @classmethod
    def of(cls, happening: Happening, deal: Deal) -> Case:
        tier = desk.tier(happening, deal.partner)
        others = [each for each in happening.records.deals.of(deal.partner_id) if each != deal]
        before = Counter(each.state for each in others)
        granted = happening.records.customer_grants.about(deal)
        if deal.state not in UNDECIDED:
            return cls(deal, tier, before, granted=granted)
        alike = similar(happening.records, deal.customer, deal.country, besides=deal.partner_id)
        checks = tuple(_checks(happening, deal, alike))
        return cls(deal, tier, before, alike, checks, granted)


def _checks(happening: Happening, deal: Deal, alike: Sequence[Similar]) -> Iterator[Check]:
    yield _minimum(happening, deal)
    yield Check(Policy.CLOSING, deal.closing >= desk.today(happening, deal.partner))
    yield Check(Policy.CONTACT, bool(deal.contact_phone or deal.contact_email))
    yield Check(Policy.IDENTIFIED, bool(deal.tax_id or deal.domain))
    yield Check(Policy.UNIQUE, not alike)


def _minimum(happening: Happening, deal: Deal) -> Check:
    """By the rule of the day it was registered."""
    rule = happening.records.rules.on("deals.minimum", _registered(deal))
    currency = deal.value.currency
    least = Money.of(rule.value[currency], currency) if currency in rule.value else None
    is_met = least is not None and deal.value.minor >= least.minor
    return Check(Policy.MINIMUM, is_met, rule.source, least)


def _registered(deal: Deal) -> date:
    return local_day(deal.submitted_at, deal.partner.zone)
