"""How well names of companies are matched, beside rapidfuzz alone, on the pairs of the tests.

Then how long it takes to find who is like a new customer, among many that are registered.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from rapidfuzz import fuzz

from bench.registered import registered
from handlers.deals.matching import names
from handlers.deals.matching.compare import compare
from tests.handlers.deals.matching.labelled import Pair, f1, is_flagged, is_found, pairs, precision

FLAG, REVIEW = 95, 85
ROUNDS = 20
SIZES = (100_000, 1_000_000)
Says = Callable[[Pair], bool]


def main() -> None:
    print(f"{'':24}{'precision at flag':>18}{'F1 at review':>14}")
    for part in ("dev", "held"):
        among = pairs(part)
        _print(f"{part}, ours", among, is_flagged, is_found)
        _print(f"{part}, token_sort", among, partial(_like, FLAG), partial(_like, REVIEW))
    _print_speed(pairs("dev", "held"))
    for many in SIZES:
        registered(many)


def _print(name: str, among: Sequence[Pair], flags: Says, finds: Says) -> None:
    print(f"{name:24}{precision(among, flags):18.3f}{f1(among, finds):14.3f}")


def _like(least: int, pair: Pair) -> bool:
    """The names as rapidfuzz is usually given them: lower case, no legal form."""
    return fuzz.token_sort_ratio(names.normalised(pair.a), names.normalised(pair.b)) >= least


def _print_speed(among: Sequence[Pair]) -> None:
    ours = _rate(among, lambda pair: compare(pair.a, pair.b, pair.country))
    plain = _rate(among, lambda pair: fuzz.token_sort_ratio(pair.a.lower(), pair.b.lower()))
    print(f"{ours:,.0f} pairs a second; token_sort_ratio alone {plain / ours:.0f} times as many")


def _rate(among: Sequence[Pair], compared: Callable[[Pair], object]) -> float:
    started = time.perf_counter()
    for _ in range(ROUNDS):
        for pair in among:
            compared(pair)
    return ROUNDS * len(among) / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
