"""Which open deals a change of a rule touches, and which stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.rules.kinds import Beyond, Kind, Touch
from handlers.rules.shapes import Document
from storage.open_deals import OpenDeals
from storage.values import Money

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Touched:
    """So many open deals, the first of them by number."""

    key: str
    count: int
    references: Sequence[str]


def touched(kind: Kind, value: Document, deals: OpenDeals) -> list[Touched]:
    return [_touched(touch, value, deals) for touch in kind.touches]


def _touched(touch: Touch, value: Document, deals: OpenDeals) -> Touched:
    count, named = 0, []
    for limits in _limits(touch, value):
        found, some = deals.some(touch.states, MOST_NAMED, **limits)
        count, named = count + found, [*named, *some]
    return Touched(touch.key, count, named[:MOST_NAMED])


def _limits(touch: Touch, value: Document) -> Iterator[Mapping[str, Any]]:
    if touch.beyond is None:
        yield {}
        return
    amounts = value if touch.beyond is Beyond.BELOW else value["above"]
    for currency, amount in amounts.items():
        yield {touch.beyond.value: Money.of(amount, currency)}
