"""Names added to the tests of a plan, taken out of them, or put in their place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.incentives.drafting.building import names_tests
from handlers.incentives.drafting.hearing.said import Names, Part


def retested(tests: Iterable[Part], field: str, names: Names) -> list[Part]:
    """*Silver too* adds, *not Silver* takes away, *Silver* alone comes instead."""
    kept = list(tests)
    allowed, refused = _listed(kept, field, ("eq", "in")), _listed(kept, field, ("ne", "not_in"))
    others = [test for test in kept if test["field"] != field or test["op"] not in OPS]
    wanted = _allowed(allowed, names)
    gone = (*refused, *(() if wanted else names.excluded))
    still = tuple(dict.fromkeys(name for name in gone if name not in names.named))
    return [*others, *names_tests(field, Names(wanted, still))]


def _allowed(known: tuple[str, ...], names: Names) -> tuple[str, ...]:
    """Where everyone was allowed, one name more changes nothing."""
    if names.named and not names.also:
        return names.named
    listed = (*known, *(name for name in names.named if known and name not in known))
    return tuple(name for name in listed if name not in names.excluded)


def _listed(tests: Iterable[Part], field: str, ops: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        name
        for test in tests
        if test["field"] == field and test["op"] in ops
        for name in _values(test["value"])
    )


def _values(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


OPS = ("eq", "in", "ne", "not_in")
