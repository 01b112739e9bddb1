"""How sure it is that two names are one company, and the evidence for it."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from handlers.deals.matching.aliases import KNOWN_ALIASES, Aliases
from handlers.deals.matching.evidence import ORDER, Evidence, Level, Match, Sign
from handlers.deals.matching.names import Name, meanings, parsed
from handlers.deals.matching.pairing import Pairing, has_number, paired
from handlers.deals.matching.vocabulary import COUNTRIES, EVERYDAY, KNOWN, SOFT

FLAGGED, REVIEWED = 95, 78  #: of 100, by rapidfuzz, where letters differ
BRANDED = 4  #: letters of a single word that is surely a name of its own


def compare(a: str, b: str, country: str = "", aliases: Aliases = KNOWN_ALIASES) -> Match:
    """The same whichever of the two comes first; `country` is where the customer is."""
    if (b.casefold(), b) < (a.casefold(), a):
        return _compared(b, a, country, aliases).turned()
    return _compared(a, b, country, aliases)


def _compared(a: str, b: str, country: str, aliases: Aliases) -> Match:
    found = [_match(one, other, country, aliases) for one in parsed(a) for other in parsed(b)]
    return min(found, key=_sureness)


def _match(one: Name, other: Name, country: str, aliases: Aliases) -> Match:
    if not one.words or not other.words:
        return Match.of(
            (Evidence(Sign.EMPTY, *_written(one.words, other.words), Level.DIFFERENT),)
        )
    if one.words == other.words:
        return Match.of((_evidence(Sign.EQUAL, one.words, other.words, Level.SAME),))
    if one.joined == other.joined and not has_number(one.joined):
        return Match.of((_evidence(Sign.SPACING, one.words, other.words, Level.SAME),))
    ours, theirs = aliases.read(one.words), aliases.read(other.words)
    alias = _evidence(Sign.ALIAS, one.words, other.words, Level.SAME)
    if ours == theirs:
        return Match.of((alias,))
    plain = Match.of(tuple(_about(one.words, other.words, country, aliases)))
    pairs = {(ours, theirs)}
    pairs |= {(name, other.words) for name in aliases.others(one.words)}
    pairs |= {(one.words, name) for name in aliases.others(other.words)}
    read = (
        Match.of((alias, *_about(*pair, country, aliases)))
        for pair in sorted(pairs - {(one.words, other.words)})
    )
    return min([plain, *read], key=_sureness)


def _sureness(match: Match) -> int:
    return ORDER.index(match.level)


def _about(
    one: tuple[str, ...], other: tuple[str, ...], country: str, aliases: Aliases
) -> Iterator[Evidence]:
    pairing = paired(one, other)
    yield from pairing.evidence
    acronyms = [each for each in pairing.evidence if each.sign is Sign.ACRONYM]
    if any(aliases.knows(word) for each in acronyms for word in (each.one, each.other)):
        yield _evidence(Sign.APART, one, other, Level.DIFFERENT)
    yield from _left(pairing, country)
    if not pairing.one and not pairing.other:
        yield from _order(one, other)
    if any(each.sign is Sign.SLIP for each in pairing.evidence):
        yield from _likeness(one, other)
    if pairing.evidence and not _is_named(pairing):
        yield _evidence(Sign.COMMON, one, other, Level.REVIEW)


def _left(pairing: Pairing, country: str) -> Iterator[Evidence]:
    """Words that only one name has; what tells companies apart decides."""
    for words, turned in ((pairing.one, False), (pairing.other, True)):
        for word in words:
            both = pairing.one and pairing.other
            found = _single(word, country, bool(both), pairing)
            yield found.turned() if turned else found


def _single(word: str, country: str, both: bool, pairing: Pairing) -> Evidence:
    home = COUNTRIES.get(country.upper(), "")
    if has_number(word):
        return Evidence(Sign.NUMBER, word, "", Level.DIFFERENT)
    named = any(each not in KNOWN for each in pairing.shared)
    if not both and named and word in home.split():
        return Evidence(Sign.COUNTRY, word, "", Level.REVIEW)
    if not both and named and meanings(word) & (SOFT | meanings("group") | {"holding"}):
        return Evidence(Sign.ADDITION, word, "", Level.REVIEW)
    if not both and word == "bank" and len(pairing.shared) > 1 and named:
        return Evidence(Sign.ADDITION, word, "", Level.REVIEW)
    return Evidence(Sign.APART, word, "", Level.DIFFERENT)


def _order(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[Evidence]:
    """Two everyday words turned round may be another company: *Jaya Makmur*, *Makmur Jaya*."""
    if sorted(one) == sorted(other) and one != other:
        common = all(word in EVERYDAY for word in one)
        level = Level.REVIEW if common else Level.FLAG
        yield _evidence(Sign.ORDER, one, other, level)


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[Evidence]:
    score = fuzz.token_sort_ratio(" ".join(one), " ".join(other))
    if score < REVIEWED:
        yield _evidence(Sign.APART, one, other, Level.DIFFERENT)
    elif score < FLAGGED:
        yield _evidence(Sign.SLIP, one, other, Level.REVIEW)


def _is_named(pairing: Pairing) -> bool:
    """Is there more than everyday words that they share?"""
    return any(word not in KNOWN for word in pairing.shared) or len(pairing.shared) > 1


def _evidence(sign: Sign, one: tuple[str, ...], other: tuple[str, ...], level: Level) -> Evidence:
    return Evidence(sign, *_written(one, other), level)


def _written(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str]:
    return " ".join(one), " ".join(other)
