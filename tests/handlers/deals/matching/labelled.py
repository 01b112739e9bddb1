"""Pairs of names that a person labelled; the part `held` was never looked at while building."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers.deals.matching.compare import compare
from handlers.deals.matching.evidence import Level

FILE = Path(__file__).with_name("pairs.csv")


@dataclass(frozen=True, slots=True)
class Pair:
    a: str
    b: str
    country: str
    same: bool


def pairs(*parts: str) -> list[Pair]:
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["part"] in parts]
    return [Pair(row["a"], row["b"], row["country"], row["same"] == "1") for row in rows]


def is_flagged(pair: Pair) -> bool:
    return compare(pair.a, pair.b, pair.country).level in (Level.SAME, Level.FLAG)


def is_found(pair: Pair) -> bool:
    return compare(pair.a, pair.b, pair.country).level is not Level.DIFFERENT


def precision(among: Sequence[Pair], says: Callable[[Pair], bool]) -> float:
    said = [pair for pair in among if says(pair)]
    return sum(pair.same for pair in said) / max(len(said), 1)


def f1(among: Sequence[Pair], says: Callable[[Pair], bool]) -> float:
    said = [pair for pair in among if says(pair)]
    right = sum(pair.same for pair in said)
    return 2 * right / (len(said) + sum(pair.same for pair in among))
