"""A question about a plan that is being made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.incentives.drafting.places import Place


@dataclass(frozen=True, slots=True)
class Question:
    """`key` names what is asked. Each choice has a value for each of the places; without
    choices the answer is a sentence. `said` are the words it is about."""

    key: str
    places: tuple[Place, ...] = ()
    choices: tuple[tuple[Any, ...], ...] = ()
    said: str = ""

    @classmethod
    def between(cls, key: str, place: Place, *values: Any, said: str = "") -> Question:
        """One of several values in one place."""
        return cls(key, (place,), tuple((value,) for value in values), said)

    def stored(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "places": [list(place) for place in self.places],
            "choices": [list(choice) for choice in self.choices],
            "said": self.said,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Question:
        return cls(
            kept["key"],
            tuple(tuple(place) for place in kept["places"]),
            tuple(tuple(choice) for choice in kept["choices"]),
            kept["said"],
        )
