"""Mends slips of the finger in a question: a word that no document has, near to one that does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from knowledge.asked import Asked
from knowledge.index import Copy

SHORTEST = 4  #: letters; shorter words are too near to each other
ALIKE = 0.55  #: the least share of trigrams in common
MOST_APART = 2


class Spelling:
    """The words of all documents, by the groups of three letters in them."""

    def __init__(self) -> None:
        self._edition = ""
        self._words: Mapping[str, set[str]] = {}

    def mended(self, asked: Asked, copy: Copy) -> Asked:
        """The same question with its unknown words as they were meant. Names stay: a name
        that no document has is an answer in itself."""
        slips = [stem for stem in asked.stems - asked.named if _may_be_a_slip(stem, copy)]
        meant = {stem: self._nearest(stem, copy) for stem in slips}
        if not any(meant.values()):
            return asked
        return replace(asked, stems=frozenset(meant.get(each) or each for each in asked.stems))

    def _nearest(self, stem: str, copy: Copy) -> str | None:
        if self._edition != copy.edition:
            self._words, self._edition = _by_trigram(copy), copy.edition
        near = {word for group in _trigrams(stem) for word in self._words.get(group, ())}
        rated = [(word, _alike(stem, word)) for word in near if abs(len(word) - len(stem)) <= 2]
        good = [(share, word) for word, share in rated if share >= ALIKE]
        return max(good)[1] if good and _apart(stem, max(good)[1]) <= MOST_APART else None


def _may_be_a_slip(stem: str, copy: Copy) -> bool:
    return len(stem) >= SHORTEST and stem.isalpha() and not copy.knows(stem)


def _by_trigram(copy: Copy) -> dict[str, set[str]]:
    words: defaultdict[str, set[str]] = defaultdict(set)
    for word in copy.vocabulary():
        if len(word) >= SHORTEST and word.isalpha():
            for group in _trigrams(word):
                words[group].add(word)
    return words


def _trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _alike(one: str, other: str) -> float:
    ours, theirs = _trigrams(one), _trigrams(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _apart(one: str, other: str) -> int:
    """How many letters differ, are too many or too few."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, mine in enumerate(other, 1):
            replaced = before[column - 1] + (letter != mine)
            now.append(min(before[column] + 1, now[-1] + 1, replaced))
        before = now
    return before[-1]
