"""A rule in one sentence: its plan and version, how it pays, how long, and its limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from handlers.conversation.text import Text
from handlers.incentives.documents.words import number, percent
from handlers.incentives.earning.values import Rule
from handlers.incentives.engine.conditions import Op, When
from handlers.incentives.engine.paying.bases import measure_of
from handlers.incentives.engine.plan import Limit, Measure, Of, Per
from handlers.incentives.engine.rules import (
    Claim,
    Fixed,
    Guarantee,
    Multiplier,
    PerUnit,
    Rank,
    Rate,
    Row,
    Tiers,
)
from storage.values import Money, Period

CATALOGUE = "earning"
MONEY = {Of.AMOUNT, Of.COLLECTED, Of.MARGIN}


@dataclass(frozen=True, slots=True)
class Ruling:
    """The words of one component of a version, in one language."""

    rule: Rule
    text: Text

    def sentence(self) -> str:
        plan, text = self.rule.plan, self.text
        said = text(
            "the_rule",
            name=plan.name,
            version=plan.version,
            how=self.how(),
            since=self._in_force(),
        )
        return " ".join((said, *self.limits()))

    def version(self) -> str:
        plan = self.rule.plan
        return self.text("version", name=plan.name, version=plan.version)

    def how(self) -> str:
        text, pays = self.text, self.rule.component.rule
        match pays:
            case Rate():
                named = self.measure(pays.base)
                return text("how_rate", pct=percent(pays.pct, text), measure=named)
            case PerUnit():
                return self._per_unit(pays)
            case Fixed():
                per = text(f"once_{pays.once_per}", window=self.window())
                return text("how_fixed", amount=self.money(pays.amount), per=per)
            case Tiers():
                return text(f"how_{pays.mode}", rows=", ".join(self._rows(pays)))
            case Multiplier() | Guarantee() | Claim() | Rank():
                return self._on_others(pays)
            case other:
                assert_never(other)

    def limits(self) -> Iterator[str]:
        earner = self.text(f"each_{self.rule.component.earner}")
        for limit in self.rule.component.limits:
            for name, amount in (("at_least", limit.min), ("at_most", limit.max)):
                if amount is not None:
                    shown = self.money(amount)
                    yield self.text(name, cap=shown, earner=earner, per=self.per(limit))

    def per(self, limit: Limit) -> str:
        match limit.per:
            case Per.TRANSACTION:
                return self.text("per_sale")
            case Per.PERIOD:
                return self.text("per_window", window=self.window())
            case Per.PLAN:
                return self.text("per_plan")

    def window(self) -> str:
        return self.text(f"window_{self.rule.plan.period}")

    def money(self, amount: Decimal) -> str:
        return self.text.money(Money.of(amount, self.rule.plan.currency))

    def of(self, id: str, value: Decimal) -> str:
        """A value of a measure: money, or a number of things."""
        return self.value(measure_of(self.rule.plan, id)[0], value)

    def value(self, measure: Measure, value: Decimal) -> str:
        if measure.of in MONEY:
            return self.money(value)
        return f"{number(value, self.text)} {self.unit(measure)}"

    def unit(self, measure: Measure) -> str:
        named = f"unit_{measure.of}"
        known = named in self.text.replies
        return self.text(named) if known else measure.id.replace("-", " ")

    def measure(self, id: str) -> str:
        found, growth = measure_of(self.rule.plan, id)
        named = self.text.replies.get(f"measure_{found.of}", found.id.replace("-", " "))
        return self.text("measure_growth", measure=named) if growth else named

    def product(self) -> str:
        """The one product that it pays for, if its tests name a single one."""
        return next(_products(self.rule), "") or self.text("any_product")

    def _per_unit(self, pays: PerUnit) -> str:
        measure = measure_of(self.rule.plan, pays.base)[0]
        unit = self.unit(measure)
        facts = {"amount": self.money(pays.amount), "unit": unit, "product": self.product()}
        if measure.of is Of.FIELD:
            label = self.rule.component.label
            said = self.text("how_each", amount=self.money(pays.amount), unit=label)
        elif pays.package is None:
            said = self.text("how_per_unit", **facts)
        else:
            package = number(pays.package, self.text)
            said = self.text("how_package", package=package, **facts)
        free = self.text("how_free", free=number(pays.free, self.text)) if pays.free else ""
        return said + free

    def _rows(self, tiers: Tiers) -> Iterator[str]:
        below = Decimal(0)
        for row in tiers.table:
            pays = self.row(row)
            if row.up_to is not None and not below:
                yield self.text("row_below", bound=self.of(_picks(tiers), row.up_to), pays=pays)
            elif below:
                yield self.text("row_from", bound=self.of(_picks(tiers), below), pays=pays)
            else:
                yield pays
            below = row.up_to or below

    def row(self, row: Row) -> str:
        said = []
        if row.pct is not None and (row.pct or row.amount is None):
            said.append(percent(row.pct, self.text))
        if row.per_unit is not None:
            said.append(self.text("row_each", amount=self.money(row.per_unit)))
        if row.amount is not None:
            said.append(self.money(row.amount))
        return " + ".join(said) or percent(Decimal(0), self.text)

    def _on_others(self, pays: Multiplier | Guarantee | Claim | Rank) -> str:
        text = self.text
        match pays:
            case Multiplier(of=ids, pct=pct):
                known = {each.id: each.label for each in self.rule.plan.components}
                of = ", ".join(known.get(id, id) for id in ids)
                return text("how_multiplier", pct=percent(pct, text), of=of)
            case Guarantee(amount=amount):
                window = self.window()
                return text("how_guarantee", amount=self.money(amount), window=window)
            case Claim(reimburse_pct=pct, fund=fund):
                return text("how_claim", pct=percent(pct, text), fund=fund.upper())
            case Rank(measure=measure, prizes=prizes):
                named = self.measure(measure)
                return text("how_rank", measure=named, count=len(prizes))

    def _in_force(self) -> str:
        plan, text = self.rule.plan, self.text
        if plan.effective_to is None:
            return text("since", first=text.short_day(plan.effective_from))
        return text.period(Period(plan.effective_from, plan.effective_to))


def _picks(tiers: Tiers) -> str:
    return tiers.by or tiers.base


def _products(rule: Rule) -> Iterator[str]:
    for when in (rule.component.when, rule.plan.eligible):
        yield from _named(when)


def _named(when: When) -> Iterator[str]:
    for test in when.all:
        if test.field == "product.name" and test.op is Op.EQ:
            yield str(test.values[0])
