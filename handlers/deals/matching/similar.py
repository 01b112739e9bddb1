"""Open deals whose customer may be the same company under another name."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.deals.matching.aliases import KNOWN_ALIASES, Aliases
from handlers.deals.matching.compare import compare
from handlers.deals.matching.evidence import ORDER, Level, Match
from handlers.deals.matching.keys import keys
from storage.customers import Customers
from storage.deals import Deal

LOOKED_AT = 100  #: deals that share most keys
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Similar:
    deal: Deal
    match: Match


def similar(
    customers: Customers,
    customer: str,
    country: str,
    *,
    besides: int,
    aliases: Aliases = KNOWN_ALIASES,
) -> list[Similar]:
    """Open deals in the country, the most alike first, without those of the partner `besides`."""
    wanted = keys(customer, country, aliases)
    near = customers.candidates(wanted, LOOKED_AT, besides=besides)
    found = [Similar(deal, compare(customer, deal.customer, country, aliases)) for deal in near]
    alike = [each for each in found if each.match.level is not Level.DIFFERENT]
    return sorted(alike, key=lambda each: (ORDER.index(each.match.level), each.deal.id))[:SHOWN]
