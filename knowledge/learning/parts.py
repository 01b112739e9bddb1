"""Cuts the data into what is learnt from, what is tuned on and what is reported on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Literal

Part = Literal["training", "tuning", "report"]
SHARES: Sequence[tuple[Part, int]] = (("training", 24), ("tuning", 8), ("report", 16))


def shuffled(names: Iterable[str]) -> list[str]:
    """In an order that depends on nothing but the names."""
    return sorted(set(names), key=lambda name: sha256(name.encode()).hexdigest())


def parts(names: Iterable[str]) -> dict[str, Part]:
    """The part of each article: 24 of 48 to learn from, 8 to tune on, 16 to report on."""
    order = shuffled(names)
    found: dict[str, Part] = {}
    begin = 0
    for part, share in SHARES:
        end = begin + round(len(order) * share / sum(share for _, share in SHARES))
        found.update(dict.fromkeys(order[begin:end], part))
        begin = end
    return found


def halved(name: str) -> Part:
    """The part of a paragraph of a set that has its own file to learn from."""
    return "tuning" if int(sha256(name.encode()).hexdigest(), 16) % 2 else "report"


def runs(known: Mapping[int, str], count: int) -> list[str | None]:
    """The article of each paragraph in a file that is ordered by article, of which only some
    paragraphs are known. Between two articles nobody can tell: those are None."""
    found: list[str | None] = [None] * count
    places = sorted(known)
    for before, after in pairwise(places):
        if known[before] == known[after]:
            found[before : after + 1] = [known[before]] * (after - before + 1)
    for place in places:
        found[place] = known[place]
    return found
