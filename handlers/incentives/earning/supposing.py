"""Reads the sale that a sentence only supposes: *12 seats more*, *60 million more*, a deal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.conversation.slots import Found, choices, masked
from handlers.conversation.turn import Turn
from handlers.incentives.calculating.facts import Facts
from handlers.incentives.calculating.rows import Imagined
from handlers.incentives.earning.about import About
from handlers.incentives.earning.values import Rule
from handlers.incentives.engine.conditions import Op, Test
from handlers.incentives.engine.plan import Earner, Plan
from storage.deals import Deal
from storage.products import Product
from storage.values import Money

IF = re.compile(
    r"\b(?:if|suppose|supposing|assume|say|what\s+if|with|another|more|extra|kalau|kalo|klo|jika"
    r"|misal\w*|andai\w*|seandainya|umpama\w*|tambah\w*|nambah\w*|lagi)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Supposed:
    """A sale that nobody has made: so many units, so much money, or a deal that is won."""

    units: int = 0
    amount: Money | None = None
    product: str = ""
    deal: str = ""
    customer: str = ""

    def kept(self) -> dict[str, Any]:
        """As plain JSON."""
        money = [self.amount.minor, self.amount.currency] if self.amount else None
        said = (self.units, money, self.product, self.deal, self.customer)
        return dict(zip(("units", "amount", "product", "deal", "customer"), said, strict=True))

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Supposed:
        amount = Money(*kept["amount"]) if kept.get("amount") else None
        return cls(kept["units"], amount, kept["product"], kept["deal"], kept["customer"])


@dataclass(frozen=True, slots=True)
class Seller:
    """Who would sell it, and when; `as_asked`: just as the plan that was named wants it."""

    partner_id: int
    day: date
    member_id: int | None
    currency: str
    as_asked: bool


def supposed(turn: Turn, sentence: str) -> Supposed | None:
    """None when the sentence does not say how much; a range or an unsure amount is none."""
    deal = _deal(turn, sentence)
    if deal is not None:
        bought = (deal.product.name, deal.reference, deal.customer)
        return Supposed(deal.seats or 0, deal.value, *bought)
    counts = turn.read.counts(sentence)
    amounts = turn.read.money(masked(sentence, *counts))
    if any(found.value.least is not None for found in counts):
        return None
    if any(not isinstance(found, Found) for found in amounts) or not (counts or amounts):
        return None
    units = sum(found.value.number for found in counts)
    amount = choices(amounts[0])[0] if amounts else None
    return Supposed(units, amount, product_in(turn, sentence))


def supposes(turn: Turn, sentence: str) -> bool:
    """Is it about what has not happened? An amount of money never has, where earnings are asked
    about."""
    if turn.read.money(masked(sentence, *turn.read.counts(sentence))):
        return True
    said = turn.read.counts(sentence) or _deal(turn, sentence)
    return bool(said) and IF.search(sentence) is not None


def product_in(turn: Turn, sentence: str) -> str:
    """The first product that a sentence names, by its full name; empty when none."""
    called = {name: p.name for p in turn.records.products.all() for name in (p.name, p.short)}
    found = turn.read.named(sentence, called)
    return called[found[0].value] if found else ""


def imagined(
    sale: Supposed, seller: Seller, asked: Sequence[Rule], products: Sequence[Product]
) -> Imagined:
    """As the rules that were asked for would want it: their product, and what they ask a sale."""
    wanted = {name: value for rule in reversed(asked) for name, value in _wanted(rule)}
    product = sale.product or wanted.get("product.name", "")
    price = next((each.list_price for each in products if each.name == product), None)
    return Imagined(
        partner_id=seller.partner_id,
        day=seller.day,
        amount=sale.amount or (price * sale.units if price else Money(0, seller.currency)),
        quantity=Decimal(sale.units),
        member_id=seller.member_id,
        product=product,
        customer=sale.customer,
        deal=sale.deal,
        further=_columns(wanted) if seller.as_asked else {},
    )


def asked(plans: Sequence[Plan], about: About, seller: Seller, facts: Facts) -> list[Rule]:
    """What a question is about and is open to the partner on that day, what members earn first."""
    known = facts.partner(seller.partner_id, seller.day)
    found = [
        Rule(plan, component)
        for plan in plans
        for component in plan.components
        if plan.in_force(seller.day) and about.takes(plan, component)
    ]
    theirs = [rule for rule in found if all(_open(each, known) for each in _tests(rule))]
    return sorted(theirs, key=lambda rule: rule.component.earner is not Earner.MEMBER)


def _open(test: Test, known: Mapping[str, str]) -> bool:
    """Only what is known of the partner can close it."""
    said = known.get(test.field)
    return said is None or test.op not in (Op.EQ, Op.IN) or said in map(str, test.values)


def _columns(wanted: Mapping[str, str]) -> dict[str, str]:
    """What a sale says itself, such as the role of whoever sold it."""
    return {name: value for name, value in wanted.items() if "." not in name}


def _wanted(rule: Rule) -> Iterator[tuple[str, str]]:
    for test in _tests(rule):
        if test.op is Op.EQ:
            yield test.field, str(test.values[0])


def _tests(rule: Rule) -> tuple[Test, ...]:
    return (*rule.plan.eligible.all, *rule.component.when.all)


def _deal(turn: Turn, sentence: str) -> Deal | None:
    """A deal that is named and that this person may see."""
    deals, partner_id = turn.records.deals, turn.person.partner_id
    for found in turn.read.references(sentence):
        named = found.value
        deal = deals.owned(partner_id, named) if partner_id else deals.numbered(named)
        if deal is not None:
            return deal
    return None
