"""A company's name taken apart: without its legal form, as words that can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from handlers.deals.matching import letters
from handlers.deals.matching.forms import ATTACHED, EARLIER, LATER, without
from handlers.deals.matching.vocabulary import (
    BRANCHES,
    COUNTRIES,
    EITHER,
    LITTLE,
    MEANING,
    NUMBERS,
    SPELT_OUT,
)

#: What stands between a name and another one of the same company.
OTHERWISE = re.compile(
    r"\s[(\[]?(?:d/b/a|dba|t/a|trading as|a\.?k\.?a\.?|formerly(?: known as)?|d/h|dahulu|fka)\s",
    re.IGNORECASE,
)
DOMAIN = re.compile(r"(?<=\w)\.(?:com|co\.\w\w|net|org|id|io)\b", re.IGNORECASE)
BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")


@dataclass(frozen=True, slots=True)
class Name:
    """The words that are compared, in their order."""

    words: tuple[str, ...]

    @property
    def joined(self) -> str:
        return "".join(self.words)


@lru_cache(65_536)
def parsed(written: str) -> tuple[Name, ...]:
    """The name, and the other ones that are given with it (*formerly …*)."""
    parts = [part for part in OTHERWISE.split(f" {written}") if part.strip(" ()")]
    return tuple(dict.fromkeys(_parsed(part) for part in parts)) or (Name(()),)


@lru_cache(65_536)
def meanings(word: str) -> frozenset[str]:
    """What a word may stand for, in English where there is a word for it."""
    return frozenset(EITHER.get(word, ())) | {MEANING.get(word, COUNTRIES.get(word, word))}


def normalised(written: str) -> str:
    """The first name without legal form, case, accents and little words."""
    return " ".join(parsed(written)[0].words)


def _parsed(written: str) -> Name:
    for form in ATTACHED:
        written = written.replace(form, " ")
    written = DOMAIN.sub("", written)
    inside, outside = " ".join(BRACKETS.findall(written)), _words(BRACKETS.sub(" ", written))
    said = _words(inside)
    if not outside or _says_nothing(said, outside):
        return Name(tuple(outside or said))
    return Name((*outside, *said))


def _says_nothing(said: Sequence[str], name: Sequence[str]) -> bool:
    """A legal form or the name's own first letters, in brackets."""
    together = "".join(said)
    return together in LATER | EARLIER or together == "".join(word[0] for word in name)


def _words(written: str) -> list[str]:
    plain = letters.words(letters.latin(written))
    kept = without(plain, EARLIER, LATER)
    if len(kept) == 1 and kept == plain and kept[0] in LATER:
        return kept
    spelt = [part for word in _run_together(kept) for part in SPELT_OUT.get(word, word).split()]
    numbered = [_number(word, at) for at, word in enumerate(spelt)]
    return _without_little(_without_branch(numbered)) or numbered


def _number(word: str, at: int) -> str:
    """*II* and *dua* as 2; a lone V or X is a number where it ends a name."""
    if word in ("i", "v", "x") and at:
        return {"i": "1", "v": "5", "x": "10"}[word]
    return NUMBERS.get(word, word.lstrip("0") or word)


def _run_together(words: Sequence[str]) -> list[str]:
    """Single letters in a row are one word: *B C A*, *A.T.&T*."""
    joined: list[str] = []
    single = False
    for word in words:
        if single and len(word) == 1 and word.isalpha():
            joined[-1] += word
        else:
            joined.append(word)
            single = len(word) == 1 and word.isalpha()
    return joined


def _without_little(words: Sequence[str]) -> list[str]:
    last = len(words) - 1
    tied = frozenset({"e", "i", "y", "en", "ja"})  # words only between two others
    return [w for at, w in enumerate(words) if w not in LITTLE or (w in tied and at in (0, last))]


def _without_branch(words: Sequence[str]) -> list[str]:
    """A branch is the company whose branch it is."""
    at = next((n for n, word in enumerate(words) if n and word in BRANCHES), len(words))
    return list(words[:at])
