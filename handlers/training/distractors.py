"""Finds three wrong options beside a right one: of its own kind, and never equal to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from zlib import crc32

from handlers.training.course import LETTERS
from handlers.training.facts import Fact, Kind

WRONG = len(LETTERS) - 1
FACTORS = tuple(Decimal(factor) for factor in ("0.5", "2", "1.5", "0.75", "3", "0.25", "4"))
STEPS = (-1, 1, 2, -2, 3, 4, 5)
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
    if right.value < FEW or right.kind in (Kind.DAY, Kind.TIME):
        stepped = [right.value + step for step in STEPS]
        return [value for value in stepped if _is_possible(value, right)]
    scaled = [_rounded(right.value * factor, right.value) for factor in FACTORS]
    found = [value for value in scaled if _is_possible(value, right)]
    more = [right.value + step for step in (-5, 5, -10, -2)]
    return found if len(found) > WRONG else [*found, *filter(_positive, more)]


def _is_possible(value: Decimal, right: Fact) -> bool:
    limit = LARGEST.get(right.kind)
    return value > 0 and (limit is None or right.value > limit or value <= limit)


def _positive(value: Decimal) -> bool:
    return value > 0


def _rounded(value: Decimal, like: Decimal) -> Decimal:
    """With no more decimals than the right one has."""
    exponent = min(int(like.as_tuple().exponent), 0)
    return value.quantize(Decimal(1).scaleb(exponent))


def _alike(fact: Fact, right: Fact) -> bool:
    return fact.kind is right.kind and fact.unit.casefold() == right.unit.casefold()


def _near(value: Decimal, right: Fact) -> bool:
    """A hundred times as much would be seen to be wrong."""
    return value > 0 and right.value / 20 < value < right.value * 20


def _differs(plain: str, taken: set[str]) -> bool:
    return not any(plain in other or other in plain for other in taken)
