"""Open deals whose customer may be the same company under another name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handlers.deals.matching.aliases import KNOWN_ALIASES, Aliases
from handlers.deals.matching.compare import compare
from handlers.deals.matching.evidence import ORDER, Level, Match
from handlers.deals.matching.keys import keys
from handlers.deals.matching.names import normalised, parsed
from storage.deals import Deal
from storage.store import Records

LOOKED_AT = 100  #: deals that share most keys
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Similar:
    deal: Deal
    match: Match


def keep(records: Records, deal: Deal) -> None:
    """Let the deal be found by its customer's name."""
    records.customers.keep(deal, keys(deal.customer, deal.country))


def similar(records: Records, customer: str, country: str, *, besides: int) -> list[Similar]:
    """Open deals in the country, the most alike first, without those of the partner `besides`.

    What channel managers said of two names counts more than how these are written.
    """
    aliases = _learned(tuple(records.name_verdicts.same()))
    others = records.name_verdicts.others(normalised(customer))
    wanted = frozenset(_wanted(customer, country, aliases))
    near = records.customers.candidates(wanted, LOOKED_AT, besides=besides)
    found = [
        Similar(deal, compare(customer, deal.customer, country, aliases))
        for deal in near
        if normalised(deal.customer) not in others
    ]
    alike = [each for each in found if each.match.level is not Level.DIFFERENT]
    return sorted(alike, key=lambda each: (ORDER.index(each.match.level), each.deal.id))[:SHOWN]


def _wanted(customer: str, country: str, aliases: Aliases) -> Iterator[int]:
    """The keys of every name of the customer."""
    yield from keys(customer, country, aliases)
    for name in parsed(customer):
        for other in aliases.others(name.words):
            yield from keys(" ".join(other), country)


@lru_cache(8)
def _learned(pairs: tuple[tuple[str, str], ...]) -> Aliases:
    return KNOWN_ALIASES.learned(pairs) if pairs else KNOWN_ALIASES
