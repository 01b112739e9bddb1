"""Finds three wrong options beside a right one: of its own kind, and never equal to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from zlib import crc32

from handlers.training.course import LETTERS
from handlers.training.facts import Fact, Kind

WRONG = len(LETTERS) - 1
FACTORS = tuple(Decimal(factor) for factor in ("0.5", "2", "1.5", "0.75", "3", "0.25", "4"))
STEPS = (-1, 1, 2, -2, 3, -3, 4, 5)
SHARES = (-5, 5, -10, 10, -2, -20)
GRIDS = (100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 50, 12, 10, 5)
FEW = 12  #: below this, neighbours are more alike than multiples
LARGEST = {Kind.SHARE: Decimal(100), Kind.DAY: Decimal(28), Kind.TIME: Decimal(23)}


def options(
    right: Fact, known: Iterable[Fact], beside: Sequence[Fact]
) -> tuple[list[Decimal], int]:
    """Four values in order and the place of the right one; the same for the same sentence.

    `known` are facts of the document and of others, `beside` those of the same sentence,
    which may be just as right.
    """
    wrong = _values(right, known, beside)
    smaller = sorted((value for value in wrong if value < right.value), reverse=True)
    larger = sorted(value for value in wrong if value > right.value)
    below = crc32(f"{right.raw}:{right.start}".encode()) % len(LETTERS)
    below = max(min(below, len(smaller)), WRONG - len(larger))
    chosen = [*smaller[:below], right.value, *larger[: WRONG - below]]
    return sorted(chosen), sorted(chosen).index(right.value)


def names(
    right: Fact, known: Iterable[Fact], beside: Sequence[Fact]
) -> tuple[list[str], int] | None:
    """Four names and the place of the right one; None where too few others are known."""
    taken = {fact.raw.casefold() for fact in (right, *beside)}
    others = {fact.raw.casefold(): fact.raw for fact in known if fact.kind is Kind.NAME}
    free = sorted(raw for plain, raw in others.items() if _differs(plain, taken))
    if len(free) < WRONG:
        return None
    seed = crc32(right.raw.encode())
    chosen = [free[(seed + n * (len(free) // WRONG)) % len(free)] for n in range(WRONG)]
    place = seed % len(LETTERS)
    return [*chosen[:place], right.raw, *chosen[place:]], place


def _values(right: Fact, known: Iterable[Fact], beside: Sequence[Fact]) -> list[Decimal]:
    """First what the documents say of other things, then what is near to the right one."""
    taken = {right.value, *(fact.value for fact in beside if fact.kind is right.kind)}
    said = [fact.value for fact in known if _alike(fact, right)]
    fitting = dict.fromkeys(value for value in said if value not in taken and _near(value, right))
    neighbours = [value for value in _neighbours(right) if value not in taken]
    return list(dict.fromkeys([*list(fitting)[:WRONG], *neighbours]))


def _neighbours(right: Fact) -> list[Decimal]:
    if right.kind is Kind.SHARE and right.value >= FEW:
        near = [right.value + step for step in SHARES]
    elif right.value < FEW or right.kind in (Kind.DAY, Kind.TIME):
        near = [right.value + step for step in STEPS]
    else:
        near = [_rounded(right.value * factor, right.value) for factor in FACTORS]
    return [value for value in near if _is_possible(value, right)]


def _is_possible(value: Decimal, right: Fact) -> bool:
    limit = max(LARGEST.get(right.kind, value), right.value)
    return 0 < value <= limit or (value > 0 and right.kind not in LARGEST)


def _rounded(value: Decimal, like: Decimal) -> Decimal:
    """As round as the right one is."""
    grid = next((Decimal(grid) for grid in GRIDS if like % grid == 0 and like > 2 * grid), None)
    if grid is None:
        exponent = min(int(like.as_tuple().exponent), 0)
        return value.quantize(Decimal(1).scaleb(exponent))
    return max((value / grid).quantize(Decimal(1)), Decimal(1)) * grid


def _alike(fact: Fact, right: Fact) -> bool:
    return fact.kind is right.kind and fact.unit.casefold() == right.unit.casefold()


def _near(value: Decimal, right: Fact) -> bool:
    """A hundred times as much would be seen to be wrong."""
    return value > 0 and right.value / 20 < value < right.value * 20


def _differs(plain: str, taken: set[str]) -> bool:
    return not any(plain in other or other in plain for other in taken)
