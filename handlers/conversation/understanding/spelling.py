"""Mends slips of the finger: a word nobody taught, one letter away from one that was taught."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

LENGTHS = range(4, 25)  #: letters; shorter words are too near to each other
DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")


class Spelling:
    """The words of the examples, by their first letter."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = Counter(words)
        self._initials: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._known:
            if word.isalpha():
                self._initials[word[0]].append(word)

    def mended(self, word: str) -> str:
        """*stujui* as setujui, *halooo* as halo; a word that is near to none stays."""
        if word in self._known or len(word) not in LENGTHS or not word.isalpha():
            return word
        short = DRAWN_OUT.sub(r"\1", word)
        if short in self._known:
            return short
        alike = [known for known in self._initials[word[0]] if _is_a_slip(word, known)]
        return max(alike, key=lambda known: self._known[known], default=word)


def _is_a_slip(word: str, known: str) -> bool:
    """One letter too many, too few or another, or two that changed places; not the first.
    In a short word only one that was left out: *spif*."""
    longer, shorter = sorted((word, known), key=len, reverse=True)
    if len(longer) - len(shorter) > 1 or len(shorter) < LENGTHS[0]:
        return False
    if len(longer) > len(shorter):
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)))
    return len(word) > LENGTHS[0] and _one_letter_or_swap(word, known)


def _one_letter_or_swap(word: str, known: str) -> bool:
    wrong = [at for at, two in enumerate(zip(word, known, strict=True)) if len(set(two)) > 1]
    if len(wrong) == 2:
        first, second = wrong
        return second == first + 1 and word[first] + word[second] == known[second] + known[first]
    return len(wrong) == 1
