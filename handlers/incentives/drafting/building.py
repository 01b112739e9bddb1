"""Puts what was said into a plan's document; values may still be readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.conversation.slots import Found, Reading, Unsure, choices
from handlers.incentives.drafting.document import whole_period
from handlers.incentives.drafting.hearing.amounts import times
from handlers.incentives.drafting.hearing.said import (
    SHARED,
    WHOSE,
    Cap,
    Names,
    Part,
    Payment,
    Said,
    Whom,
)
from handlers.incentives.drafting.places import without
from handlers.incentives.drafting.world import Document, World
from storage.values import Money

#: Whom each word for an incentive pays.
EARNERS = {"spiff": "member", "rebate": "partner", "commission": "partner"}
REGISTERED: Part = {"field": "deal.registered", "op": "is_true"}


def built(said: Said, world: World) -> Document:
    plan: Document = {**_base(said, world), **_head(said)}
    known = plan.get("components", ())
    plan["components"] = [*known, *(_like(each, known) for each in _components(said))]
    growth = next((payment.growth for payment in said.payments if payment.growth), None)
    if growth:
        plan["growth"] = {**(plan.get("growth") or {}), "growth": growth}
    tests = tuple(tests_of(said.whom, said.terms.earner or said.terms.hinted))
    if tests:
        plan["eligible"] = {"all": list(tests)}
    return plan


def _like(component: Document, known: Sequence[Document]) -> Document:
    """More on top goes to whom the components under it pay."""
    of = component["rule"].get("of", ())
    earners = [each.get("earner", "partner") for each in known if each["id"] in of]
    return {**component, "earner": earners[0]} if earners else component


def _base(said: Said, world: World) -> Document:
    """What is paid on top of another plan is that plan's next version."""
    of = next((payment.of_plan for payment in said.payments if payment.of_plan), "")
    if not of:
        return {}
    known = world.plans[of]
    return {**without(known, "effective_from"), "version": known.get("version", 1) + 1}


def _head(said: Said) -> Document:
    terms, dates = said.terms, said.dates
    head: Document = {
        "name": said.name,
        "currency": currency(said),
        "effective_from": dates.first,
        "effective_to": dates.last,
        "period": terms.period or _period(said),
        "budget": terms.budget,
        "payout_threshold": terms.threshold,
    }
    return {key: value for key, value in head.items() if value}


def currency(said: Said) -> str:
    """That of the first amount."""
    amounts = [value for payment in said.payments for value in _amounts(payment.rule)]
    amounts += [cap.limit["max"] for cap in said.caps if "max" in cap.limit]
    amounts += [value for value in (said.terms.budget, said.terms.threshold) if value]
    return choices(amounts[0])[0].currency if amounts else ""


def _amounts(part: Any) -> Iterator[Reading[Money]]:
    if isinstance(part, Found | Unsure):
        if isinstance(choices(part)[0], Money):
            yield part
    elif isinstance(part, Mapping | list):
        for value in part.values() if isinstance(part, Mapping) else part:
            yield from _amounts(value)


def _period(said: Said) -> str:
    """What is reached, by a row or a goal, over just a quarter or a year counts in it."""
    first, last = said.dates.first, said.dates.last
    reached = any(
        payment.rule.get("kind") == "tiers" or "gate" in payment.rule or payment.growth
        for payment in said.payments
    )
    if reached and isinstance(first, Found) and isinstance(last, Found):
        return whole_period(first.value, last.value)
    return ""


def _components(said: Said) -> Iterator[Document]:
    """Where it is not said how it pays, what is said otherwise is kept for when it is."""
    for number, payment in enumerate(said.payments or (Payment({}, 0),)):
        caps = [cap for cap in said.caps if _of(said, cap) == number]
        yield component(said, payment, [_shared(said, cap, number) for cap in caps])


def component(said: Said, payment: Payment, caps: list[Cap]) -> Document:
    found: Document = {"rule": _rule(payment, said)}
    tests = [*goods_tests(said, payment), *payment.tests]
    if said.registered:
        tests.append(REGISTERED)
    if tests:
        found["when"] = {"all": tests}
    if payment.fund:
        return {**found, "earner": "partner", "pays": "fund", "fund": payment.fund}
    earner = said.terms.earner or EARNERS.get(said.terms.word, "") or said.terms.hinted
    if earner:
        found["earner"] = earner
    limits = [limit_of(cap, payment.rule) for cap in caps]
    more = {"limits": limits, "hold": said.terms.hold, "clawback": said.terms.clawback}
    return found | {key: value for key, value in more.items() if value}


def _rule(payment: Payment, said: Said) -> Part:
    if payment.rule.get("kind") == "tiers" and said.terms.mode and "mode" not in payment.rule:
        return {**payment.rule, "mode": said.terms.mode}
    if payment.rule.keys() == {"amount"} and said.terms.word == "bonus" and said.terms.period:
        return {"kind": "fixed", **payment.rule, "once_per": "period"}
    return payment.rule


def limit_of(cap: Cap, rule: Mapping[str, Any]) -> Part:
    """A most in units is worth what so many of them pay; where that is not known it is asked."""
    limit = {**cap.limit, "excess": cap.limit.get("excess", "drop")}
    amount = rule.get("amount")
    if not cap.units or rule.get("kind") != "per_unit" or amount is None:
        return limit
    return {**limit, "max": times(amount, cap.units)}


def _shared(said: Said, cap: Cap, number: int) -> Cap:
    """One cap said behind several ways to pay may be each one's or only the last one's."""
    behind = {_of(said, each) for each in said.caps}
    several = number and not cap.units and behind == {number}
    if not several or cap.limit.get("per") == "transaction" or WHOSE in cap.limit:
        return cap
    return replace(cap, limit={**cap.limit, SHARED: True})


def _of(said: Said, cap: Cap) -> int:
    """The payment that the cap stands behind, else the first."""
    before = [n for n, p in enumerate(said.payments) if p.start < cap.start and not p.fund]
    return before[-1] if before else 0


def goods_tests(said: Said, payment: Payment | None) -> Iterator[Part]:
    """Products named before the first way to pay are for all of them, later ones for theirs."""
    for field, names in said.goods.items():
        mine = _mine(said, payment, names) if field == "product.name" else names.named
        own = (
            [test["value"] for test in payment.tests if test["field"] == field] if payment else []
        )
        if not own:
            yield from names_tests(field, Names(tuple(mine), names.excluded))


def _mine(said: Said, payment: Payment | None, names: Names) -> tuple[str, ...]:
    starts = [each.start for each in said.payments]
    if payment is None or len(starts) < 2:
        return names.named
    end = min((start for start in starts if start > payment.start), default=None)
    shared = [name for name, at in said.products if at < starts[0]]
    own = [name for name, at in said.products if at >= payment.start and (end is None or at < end)]
    named = own or shared
    return tuple(dict.fromkeys(name for name in named if name in names.named))


def tests_of(whom: Whom, earner: str) -> Iterator[Part]:
    for field, names in whom.names.items():
        yield from names_tests(field, names)
    if whom.certified:
        who = "member" if earner == "member" else "partner"
        yield {"field": f"{who}.certified", "op": "is_true"}


def names_tests(field: str, names: Names) -> Iterator[Part]:
    if names.named:
        yield one_of(field, names.named)
    if names.excluded:
        yield one_of(field, names.excluded, of=("ne", "not_in"))


def one_of(field: str, values: tuple[str, ...], of: tuple[str, str] = ("eq", "in")) -> Part:
    """One value is compared, several are a list."""
    if len(values) == 1:
        return {"field": field, "op": of[0], "value": values[0]}
    return {"field": field, "op": of[1], "value": list(values)}
