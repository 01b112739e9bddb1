"""Which word of one name is which of the other: equal, abbreviated, misspelt, run together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.deals.matching.aliases import acronym_of
from handlers.deals.matching.evidence import Evidence, Level, Sign
from handlers.deals.matching.letters import sounds
from handlers.deals.matching.names import meanings
from handlers.deals.matching.vocabulary import KNOWN, SHORT

SURE_SLIP = 6  #: letters from which one slip is hardly another word
SHORT_SLIP = 4
LONG_SLIPS = 8  #: letters from which two slips are thought of
SHORTENED = 3  #: letters of an abbreviation that no table has


@dataclass(slots=True)
class Pairing:
    """`one` and `other` are the words still without a partner, in their order."""

    one: list[str]
    other: list[str]
    evidence: list[Evidence] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)

    def pair(self, find: Callable[[str, str], Evidence | None]) -> None:
        """Take every pair off that `find` sees evidence in."""
        for word in list(self.one):
            found = next(((o, e) for o in self.other if (e := find(word, o))), None)
            if found:
                self._take([word], [found[0]], found[1])

    def equal(self) -> None:
        for word in list(self.one):
            if word in self.other:
                self.one.remove(word)
                self.other.remove(word)
                self.shared.append(word)

    def run_together(self) -> None:
        for apart, words in list(_neighbours(self.one)):
            fitting = next((w for w in self.other if w == apart or slip(w, apart)), None)
            if fitting and _has(self.one, words):
                level = Level.SAME if fitting == apart else Level.REVIEW
                evidence = Evidence(Sign.SPACING, " ".join(words), fitting, level)
                self._take(words, [fitting], evidence)

    def acronyms(self) -> None:
        for word in list(self.one):
            if len(self.other) > 1 and acronym_of(word, tuple(self.other)):
                evidence = Evidence(Sign.ACRONYM, word, " ".join(self.other), Level.REVIEW)
                self._take([word], list(self.other), evidence)

    def turn(self) -> None:
        self.one, self.other = self.other, self.one
        self.evidence = [each.turned() for each in self.evidence]

    def _take(self, ours: list[str], theirs: list[str], evidence: Evidence) -> None:
        for word in ours:
            self.one.remove(word)
        for word in theirs:
            self.other.remove(word)
        self.evidence.append(evidence)
        self.shared.append(theirs[0])


def paired(one: tuple[str, ...], other: tuple[str, ...]) -> Pairing:
    """From the surest kind of pair to the least; each kind looks from both sides."""
    pairing = Pairing(list(one), list(other))
    pairing.equal()
    for find in (same_meaning, same_sound):
        pairing.pair(find)
    for _ in range(2):
        pairing.run_together()
        pairing.turn()
    for find in (slip, initial, shortened):
        pairing.pair(find)
    for _ in range(2):
        pairing.acronyms()
        pairing.turn()
    return pairing


def same_meaning(one: str, other: str) -> Evidence | None:
    if not meanings(one) & meanings(other):
        return None
    sign = Sign.ABBREVIATION if {one, other} & SHORT else Sign.MEANING
    return Evidence(sign, one, other, Level.FLAG)


def same_sound(one: str, other: str) -> Evidence | None:
    if min(len(one), len(other)) < SHORT_SLIP or both_known(one, other):
        return None
    return Evidence(Sign.SPELLING, one, other, Level.FLAG) if _alike(one, other) else None


@lru_cache(65_536)
def slip(one: str, other: str) -> Evidence | None:
    """A letter too many, too few, wrong or misplaced; two in long words, the first one right."""
    shorter = min(len(one), len(other))
    if shorter < SHORT_SLIP or has_number(one + other) or both_known(one, other):
        return None
    slips = OSA.distance(one, other, score_cutoff=2)
    is_first = one[0] == other[0] or one[:2] == other[1::-1]
    if slips == 1 and shorter >= SURE_SLIP and is_first:
        return Evidence(Sign.SLIP, one, other, Level.FLAG)
    if slips == 1 and (is_first or shorter >= SURE_SLIP):
        return Evidence(Sign.SLIP, one, other, Level.REVIEW)
    if slips == 2 and shorter >= LONG_SLIPS and is_first:
        return Evidence(Sign.SLIP, one, other, Level.REVIEW)
    return None


def initial(one: str, other: str) -> Evidence | None:
    """*J* for *Joko*."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) != 1 or shorter.isdigit() or not longer.startswith(shorter):
        return None
    return Evidence(Sign.INITIAL, one, other, Level.REVIEW)


def shortened(one: str, other: str) -> Evidence | None:
    """An abbreviation of an everyday word that no table has: *nstr*, *perk*."""
    shorter, longer = sorted((one, other), key=len)
    if longer not in KNOWN or shorter in KNOWN or len(shorter) < SHORTENED:
        return None
    if len(longer) < len(shorter) + 2 or shorter[0] != longer[0] or has_number(shorter):
        return None
    skeleton = not set(shorter[1:]) & set("aeiou") and _within(shorter, longer)
    if not (skeleton or longer.startswith(shorter)):
        return None
    return Evidence(Sign.ABBREVIATION, one, other, Level.REVIEW)


def both_known(one: str, other: str) -> bool:
    return one in KNOWN and other in KNOWN


def has_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _alike(one: str, other: str) -> bool:
    return bool(sounds(one) & sounds(other))


def _within(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _neighbours(words: list[str]) -> Iterator[tuple[str, list[str]]]:
    for length in (3, 2):
        for at in range(len(words) - length + 1):
            part = words[at : at + length]
            yield "".join(part), part


def _has(words: list[str], wanted: list[str]) -> bool:
    return all(words.count(word) >= wanted.count(word) for word in wanted)
