"""Mends slips of the finger: a word nobody taught, one letter away from one that was taught."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

LENGTHS = range(4, 25)  #: letters; shorter words are too near to each other
DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")


class Spelling:
    """The words of the examples, each found also with any one letter left out."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = Counter(word for word in words if word.isalpha())
        self._near: dict[str, set[str]] = {}
        for word in self._known:
            for less in _shorter(word):
                self._near.setdefault(less, set()).add(word)

    def mended(self, word: str) -> str:
        """*stujui* as setujui, *halooo* as halo; a word that is near to none stays."""
        if word in self._known or len(word) not in LENGTHS or not word.isalpha():
            return word
        short = DRAWN_OUT.sub(r"\1", word)
        if short in self._known:
            return short
        near = {known for less in _shorter(word) for known in self._near.get(less, ())}
        alike = [known for known in near if _is_a_slip(word, known)]
        return max(alike, key=lambda known: self._known[known], default=word)


def _shorter(word: str) -> Iterable[str]:
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_a_slip(word: str, known: str) -> bool:
    """One letter too many, too few or another, or two that changed places; not the first.
    In a short word only one that was left out: *spif*."""
    if word[0] != known[0] or min(len(word), len(known)) < LENGTHS[0]:
        return False
    if len(word) != len(known) or len(word) == LENGTHS[0]:
        return len(word) != len(known)
    wrong = [
        at for at, letters in enumerate(zip(word, known, strict=True)) if len(set(letters)) > 1
    ]
    return len(wrong) == 1 or (len(wrong) == 2 and wrong[1] == wrong[0] + 1)
