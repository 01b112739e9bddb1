"""What reading a stretch of text comes to: one value, or several to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The one sensible reading of `text[start:end]`."""

    value: T
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unsure(Generic[T]):
    """People would read `text[start:end]` in more than one way, the likeliest first: ask."""

    choices: tuple[T, ...]
    start: int
    end: int


Reading: TypeAlias = Found[T] | Unsure[T]


def one_of(choices: Iterable[T], start: int, end: int) -> Reading[T]:
    """Found when the choices come to the same, Unsure when they differ."""
    different = tuple(dict.fromkeys(choices))
    if len(different) == 1:
        return Found(different[0], start, end)
    return Unsure(different, start, end)


def choices(reading: Reading[T]) -> tuple[T, ...]:
    """What a reading may mean, however sure."""
    return (reading.value,) if isinstance(reading, Found) else reading.choices


def overlap(one: Reading[Any], other: Reading[Any]) -> bool:
    return one.start < other.end and other.start < one.end


def apart(readings: Iterable[Reading[T]], *others: Reading[Any]) -> list[Reading[T]]:
    """Those that share no character with the others."""
    return [r for r in readings if not any(overlap(r, other) for other in others)]


def ranked(readings: Iterable[Reading[T]]) -> list[Reading[T]]:
    """In the order of the text; where two overlap the earlier given one stays."""
    kept: list[Reading[T]] = []
    for reading in readings:
        if not any(overlap(reading, other) for other in kept):
            kept.append(reading)
    return sorted(kept, key=lambda reading: reading.start)


def without(text: str, *found: Reading[Any]) -> str:
    """The text with those stretches cut out."""
    kept, position = [], 0
    for reading in sorted(found, key=lambda reading: reading.start):
        kept.append(text[position : max(position, reading.start)])
        position = max(position, reading.end)
    return " ".join(" ".join([*kept, text[position:]]).split())


def masked(text: str, *found: Reading[Any]) -> str:
    """The text with those stretches blotted out, every other character where it was."""
    characters = list(text)
    for reading in found:
        characters[reading.start : reading.end] = "#" * (reading.end - reading.start)
    return "".join(characters)
