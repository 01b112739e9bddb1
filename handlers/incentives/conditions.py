"""The tests of a plan: which partners and products it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

OPERATORS: dict[str, Callable[[str, Any], bool]] = {
    "eq": lambda found, wanted: found == wanted,
    "ne": lambda found, wanted: found != wanted,
    "in": lambda found, wanted: found in wanted,
    "not_in": lambda found, wanted: found not in wanted,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """`field` compared with `value`; a field that nobody knows fails every test."""

    field: str
    op: str
    value: Any

    def holds(self, facts: Mapping[str, str]) -> bool:
        found = facts.get(self.field)
        return found is not None and OPERATORS[self.op](found, self.value)


def hold(tests: Iterable[Condition], facts: Mapping[str, str]) -> bool:
    return all(test.holds(facts) for test in tests)
