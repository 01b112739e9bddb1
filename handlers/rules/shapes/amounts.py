"""A rule that is an amount in each currency the programme takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from babel.numbers import is_currency

from handlers.conversation.form import Field, TextField
from handlers.conversation.slots.reading import choices
from handlers.conversation.text import Text
from handlers.rules.shapes.shape import Document, Fault, Heard, World
from storage.values import Money

MOST = 10**14  #: whole units; beyond it somebody mistyped
#: *dari Rp 50 juta jadi Rp 75 juta*: only the second amount is meant.
TO = re.compile(r"\b(?:jadi|menjadi|ke|to|into)\b", re.IGNORECASE)
FROM = re.compile(r"\b(?:dari|from)\b", re.IGNORECASE)
#: ISO 4217 for no currency: what an amount is read in that names none.
NONE = "XXX"


@dataclass(frozen=True, slots=True)
class Amounts:
    """`{"IDR": "50000000"}`."""

    def heard(self, sentence: str, before: Document, world: World) -> Heard:
        return amounts(_new(sentence), before, world)

    def fields(self, value: Document, text: Text, world: World) -> tuple[Field, ...]:
        shown = "; ".join(_shown(value, text))
        return (TextField("amounts", text("label_amounts"), shown, text("hint_amounts")),)

    def written(self, values: Mapping[str, str], before: Document, world: World) -> Heard:
        """Several are kept apart by a semicolon; each says its currency."""
        found: dict[str, str] = {}
        for each in values.get("amounts", "").split(";"):
            said = amounts(each, {}, world)
            if isinstance(said, Fault):
                return Fault(said.key, said.said, "amounts")
            if len(said) != 1:
                return Fault("no_amount", at="amounts")
            found |= said[0]
        return [found]

    def fault(self, value: Document) -> Fault | None:
        return fault(value)

    def shown(self, value: Document, text: Text, world: World) -> str:
        return " · ".join(_shown(value, text))


def amounts(sentence: str, before: Document, world: World) -> Heard:
    """`before` with the amount of a sentence in its currency; an amount that names none is in
    the only one there was."""
    only = next(iter(before)) if len(before) == 1 else NONE
    found = replace(world.read, currency=only).money(sentence)
    if len(found) != 1:
        return Fault("several_amounts") if found else []
    values = choices(found[0])
    if any(each.currency == NONE for each in values):
        return Fault("no_currency")
    return [{**before, each.currency: plain(each.amount)} for each in values]


def fault(self, value: Document) -> Fault | None:
        return fault(value)

    def shown(self, value: Document, text: Text, world: World) -> str:
        return " · ".join(_shown(value, text))


def amounts(sentence: str, before: Document, world: World) -> Heard:
    """`before` with the amount of a sentence in its currency; an amount that names none is in
    the only one there was."""
    found = world.read.money(sentence)
    if len(found) != 1:
        return Fault("several_amounts") if found else []
    named = _named(sentence[found[0].start : found[0].end])
    if not named and len(before) != 1:
        return Fault("no_currency")
    values = [
        Money.of(each.amount, each.currency if named else next(iter(before)))
        for each in choices(found[0])
    ]
    return [{**before, each.currency: plain(each.amount)} for each in values]


def fault(value: Document) -> Fault | None:
    if not value:
        return Fault("no_amount", at="amounts")
    for currency, amount in value.items():
        if not is_currency(currency):
            return Fault("no_currency", at="amounts")
        if Decimal(amount) <= 0:
            return Fault("not_positive", at="amounts")
        if Decimal(amount) > MOST:
            return Fault("too_large", at="amounts")
    return None


def plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _shown(value: Document, text: Text) -> list[str]:
    return [text.money(Money.of(amount, currency)) for currency, amount in value.items()]


def _new(sentence: str) -> str:
    to = list(TO.finditer(sentence))
    return sentence[to[-1].end() :] if to and FROM.search(sentence[: to[-1].start()]) else sentence
