"""A plan's values and tests in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import format_decimal

from handlers.conversation.text import BABEL, Text
from handlers.incentives.drafting.document import MEASURES
from handlers.incentives.drafting.world import Document
from storage.values import Money, exponent


@dataclass(frozen=True, slots=True)
class Shown:
    """How this plan's values are written in the reader's language."""

    text: Text
    currency: str
    plan: Document

    def money(self, value: Any) -> str:
        amount = exact(value)
        if amount is None:
            return str(value)
        whole = amount == amount.quantize(Decimal(1).scaleb(-exponent(self.currency)))
        if whole:
            return self.text.money(Money.of(amount, self.currency))
        return f"{self.currency} {self.number(value)}"

    def number(self, value: Any) -> str:
        amount = exact(value)
        if amount is None:
            return str(value)
        return format_decimal(
            amount,
            "#,##0.##########",
            locale=BABEL[self.text.language],
            decimal_quantization=False,
        )

    def day(self, value: Any) -> str:
        try:
            return self.text.short_day(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)

    def word(self, group: str, key: str, **values: str) -> str:
        """The word for one of a closed set; the key itself for what has none."""
        name = f"{group}_{key}"
        return self.text(name, **values) if name in self.text.replies else key

    def per(self, key: str) -> str:
        """A period by its name: month, quarter."""
        if key == "period":
            return self.word("period", str(self.plan.get("period") or "month"))
        return self.word("per", key)

    def measure(self, name: Any) -> str:
        """What a measure is called: what it adds up, or the id of one of its own kind."""
        of = self._of(name)
        if of == "quantity" and str(name) in ("seats", "units"):
            return str(name) if name == "units" else "seat" + ("s" if self._english else "")
        if of == "field" and name != "other":
            return str(name)
        return self.word("measure", of) if of else str(name)

    def _of(self, measure: Any) -> str:
        """What a measure adds up; empty for one that is not known."""
        known = (each for each in self.plan.get("measures") or () if each.get("id") == measure)
        of = next((each.get("of") for each in known), "") or MEASURES.get(str(measure), "")
        return str(of)

    def amount_of(self, measure: Any, value: Any) -> str:
        """A value of that measure: money, or a number of things."""
        of = self._of(measure) or "amount"
        if of in ("quantity", "count"):
            return f"{self.number(value)} {self.measure(measure)}"
        return self.money(value) if of in ("amount", "margin", "collected") else self.number(value)

    def when(self, when: Mapping[str, Any] | None) -> str:
        """All tests, and one group of the alternatives."""
        said = [self.test(test) for test in (when or {}).get("all") or ()]
        groups = [
            self.joined([self.test(test) for test in group], "and")
            for group in (when or {}).get("any_of") or ()
        ]
        return self.joined([*said, *([self.joined(groups, "or")] if groups else [])], "and")

    def test(self, test: Mapping[str, Any]) -> str:
        field, op = str(test.get("field", "")), str(test.get("op", ""))
        named = self.word("field", field.replace(".", "_")) if self._has(field) else field
        value = self.joined(list(self._values(field, test.get("value"))), _linked(op))
        return self.word("op", op, field=named, value=value) if self._known(op) else named

    def joined(self, said: Sequence[str], word: str) -> str:
        """*a, b and c*"""
        *most, last = said or ("",)
        return f"{', '.join(most)}{self.text(word)}{last}" if most else last

    @property
    def _english(self) -> bool:
        return self.text.language == "en"

    def _has(self, field: str) -> bool:
        return f"field_{field.replace('.', '_')}" in self.text.replies

    def _known(self, op: str) -> bool:
        return f"op_{op}" in self.text.replies

    def _values(self, field: str, value: Any) -> Iterator[str]:
        """Amounts are money where the field is; names of tiers begin with a capital."""
        for each in value if isinstance(value, list | tuple) else [value]:
            if field == "amount":
                yield self.money(each)
            elif exact(each) is not None:
                yield self.number(each)
            else:
                yield str(each).capitalize() if field == "partner.tier" else str(each)


def exact(value: Any) -> Decimal | None:
    """The number that a plan's value is; None for what is none."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _linked(op: str) -> str:
    return "and" if op == "between" else "or"
