"""The edge where everything unforeseen ends: logged once, under a reference to quote."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot import log

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Surprise:
    reference: str


def attempt(work: Callable[[], T]) -> T | Surprise:
    try:
        return work()
    except Exception as error:  # the edge: one piece of work never stops the others
        return _noted(error)


async def attempted(work: Awaitable[T]) -> T | Surprise:
    try:
        return await work
    except Exception as error:  # the edge: one piece of work never stops the others
        return _noted(error)


def _noted(error: Exception) -> Surprise:
    reference = log.new_reference()
    log.surprise(reference, error)
    return Surprise(reference)
