"""Tiers, kinds, regions and products as a form lists them, and such a list as tests again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.conversation.slots import Reader
from handlers.incentives.drafting.building import names_tests, tests_of
from handlers.incentives.drafting.hearing import whom as people
from handlers.incentives.drafting.hearing.said import Names
from handlers.incentives.drafting.hearing.sheet import Sheet
from handlers.incentives.drafting.hearing.vocabulary import pattern
from handlers.incentives.drafting.places import without
from handlers.incentives.drafting.world import World

CERTIFIED = ("partner.certified", "member.certified")
WHO = (*people.FIELDS.values(), *CERTIFIED)
GOODS = tuple(people.GOODS.values())
PLAIN = ("eq", "in", "is_true")
Tests = list[dict[str, Any]]


def listed(when: Mapping[str, Any] | None, *, goods: bool) -> str:
    """*Gold, reseller, Jakarta*; what a list cannot say is left out."""
    names = []
    for test in _mine(when, GOODS if goods else WHO):
        value = test.get("value")
        if test["op"] == "is_true":
            names.append("certified")
        else:
            names += [_shown(each, test["field"]) for each in _values(value)]
    return ", ".join(names)


def whom(words: str, when: Any, read: Reader, world: World) -> Any:
    """The condition with these names; None when a word is none of them."""
    sheet = Sheet.of(read, words, world)
    named = people.read(sheet)
    if _strange(sheet):
        return None
    return _with(when, list(tests_of(named, "")), WHO)


def goods(words: str, when: Any, read: Reader, world: World) -> Any:
    sheet = Sheet.of(read, words, world)
    named: dict[str, Names] = people.goods(sheet)
    if _strange(sheet):
        return None
    tests = [test for field, names in named.items() for test in names_tests(field, names)]
    return _with(when, tests, GOODS)


def _with(when: Any, tests: Tests, fields: tuple[str, ...]) -> Any:
    """Tests that a list cannot say stay."""
    mine = _mine(when, fields)
    kept = [test for test in (when or {}).get("all", ()) if test not in mine]
    rest = without(when or {}, "all")
    return rest | ({"all": [*kept, *tests]} if kept or tests else {})


def _mine(when: Mapping[str, Any] | None, fields: tuple[str, ...]) -> Tests:
    tests = (when or {}).get("all") or ()
    return [test for test in tests if test["field"] in fields and test["op"] in PLAIN]


def _values(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _shown(value: Any, field: str) -> str:
    return str(value).capitalize() if field == "partner.tier" else str(value)


def _strange(sheet: Sheet) -> bool:
    """Is there a word that is no name, no *and* and nothing else known here?"""
    text = pattern(r"<value>|{and}|{certified}|{everyone}|{everything}|{except}|{only}").sub(
        " ", sheet.text
    )
    return any(character.isalnum() for character in text)
