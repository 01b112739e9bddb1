"""Changes a draft by what a sentence says: *raise the cap to 15 million*, *Silver juga*."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.conversation.slots import Found, Reader, Reading, Unsure, choices
from handlers.conversation.slots.reading import one_of
from handlers.incentives.drafting import building
from handlers.incentives.drafting.draft import Draft, settled
from handlers.incentives.drafting.hearing import whom
from handlers.incentives.drafting.hearing.said import WHOSE, Cap, Part, Payment, Said
from handlers.incentives.drafting.hearing.vocabulary import says
from handlers.incentives.drafting.places import get, put, without
from handlers.incentives.drafting.questions import Question
from handlers.incentives.drafting.reading import parsed, unknown
from handlers.incentives.drafting.retesting import retested
from handlers.incentives.drafting.world import Document, World
from storage.values import Money

#: Rules whose amount or percentage alone can be said anew.
AMOUNTS = frozenset({"per_unit", "fixed", "guarantee"})
PERCENTAGES = frozenset({"rate", "multiplier"})


def changed(draft: Draft, read: Reader, sentence: str, world: World) -> Draft | None:
    """The draft as the sentence has it; None when it says nothing that changes it."""
    found = parsed(read, sentence, world)
    payments = tuple(p for p in found.payments if p.of_plan in ("", draft.plan.get("name")))
    terms = replace(found.terms, word=found.terms.word or draft.word)
    said = replace(found, terms=terms, payments=payments)
    adds = _adds(said, draft.plan) and not says("replace", sentence)
    change, plan = _Change(said, sentence, adds), draft.plan
    for step in STEPS:
        plan = step(change, plan)
    plain, unsure = settled(plan)
    asked = (*_still_open(draft, plain), *unsure, *unknown(said))
    after = replace(
        draft, plan=plain, unsure=asked, basis=said.terms.basis or draft.basis,
        word=said.terms.word, replay=said.replay or draft.replay,
    )  # fmt: skip
    return None if after == draft else after


@dataclass(frozen=True, slots=True)
class _Change:
    said: Said
    sentence: str
    adds: bool

    def says(self, word: str) -> bool:
        return says(word, self.sentence)

    def moved(self, old: Any, new: Reading[Money]) -> Reading[Money]:
        """*Raise by 3 million*: from what it was. Where *raise 3 million* may be to or by that
        much it is unsure."""
        rises, falls = self.says("raise"), self.says("lower")
        if old is None or not (rises or falls):
            return new
        wanted = choices(new)[0]
        was = Money.of(old, wanted.currency)
        by = was + wanted if rises else was - wanted
        if self.says("by"):
            return one_of([by], new.start, new.end)
        if self.says("become") or by.minor <= 0:
            return new
        if rises:
            return new if wanted > was else one_of([by], new.start, new.end)
        return one_of([wanted, by] if wanted < was else [by], new.start, new.end)


def _still_open(draft: Draft, plan: Document) -> tuple[Question, ...]:
    """Questions whose places are still empty; unknown names wait for names."""
    return tuple(
        asked
        for asked in draft.unsure
        if asked.places and all(get(plan, place) is None for place in asked.places)
    )


def _head(change: _Change, plan: Document) -> Document:
    said = change.said
    budget = said.terms.budget
    new: Part = {
        "name": said.name,
        "effective_from": said.dates.first,
        "effective_to": said.dates.last,
        "period": said.terms.period,
        "budget": change.moved(plan.get("budget"), budget) if budget else None,
        "payout_threshold": said.terms.threshold,
    }
    gone = ["budget"] if "no_budget" in said.terms.removed else []
    gone += ["effective_to"] if said.dates.endless else []
    gone += ["name", "id"] if said.name and plan.get("version", 1) == 1 else []
    found = without(plan, *gone) | {key: value for key, value in new.items() if value}
    currency = building.currency(said)
    return {**found, "currency": currency} if currency and not plan.get("currency") else found


def _who(change: _Change, plan: Document) -> Document:
    people = change.said.whom
    eligible = plan.get("eligible") or {}
    tests = [] if people.everyone else list(eligible.get("all", ()))
    for field, names in people.names.items():
        tests = retested(tests, field, names)
    if people.certified:
        named = building.tests_of(replace(people, names={}), change.said.terms.earner)
        tests += [test for test in named if test not in tests]
    kept = {"all": tests, **without(eligible, "all")} if tests else without(eligible, "all")
    return {**without(plan, "eligible"), **({"eligible": kept} if kept else {})}


def _goods(change: _Change, plan: Document) -> Document:
    """Products said anew are for the components that already name some, or for all."""
    said = change.said
    if not (said.goods or said.everything) or change.adds:
        return plan
    components = [_for_goods(component, said) for component in plan.get("components", ())]
    return {**plan, "components": components}


def _for_goods(component: Document, said: Said) -> Document:
    when = component.get("when") or {}
    tests = list(when.get("all", ()))
    if said.everything:
        tests = [test for test in tests if test["field"] not in whom.GOODS.values()]
    for field, names in said.goods.items():
        tests = retested(tests, field, names)
    kept = {**without(when, "all"), **({"all": tests} if tests else {})}
    return {**without(component, "when"), **({"when": kept} if kept else {})}


def _pays(change: _Change, plan: Document) -> Document:
    """An amount alone is the new one of what there is; another kind of pay comes beside it."""
    components = list(plan.get("components") or ())
    for payment in change.said.payments:
        number = _meant(payment, components)
        new = building.component(change.said, payment, list(change.said.caps))
        if number is None and change.says("replace") and len(components) == 1:
            components[0] = {**without(components[0], "id", "label"), "rule": new["rule"]}
        elif number is None:
            components.append(new)
        elif not components[number]["rule"].get("kind"):
            components[number] = _filled(components[number], new)
        else:
            old = components[number]
            rule = _rule(change, old["rule"], payment.rule)
            components[number] = {**without(old, "id", "label"), "rule": rule} | _kept(old, plan)
    return {**plan, "components": components} if components else plan


def _filled(old: Document, new: Document) -> Document:
    """What was known of a component before it was said how it pays stays."""
    tests = [test for each in (old, new) for test in get(each, ("when", "all")) or ()]
    when = {"when": {"all": list({str(test): test for test in tests}.values())}} if tests else {}
    return {**new, **without(old, "rule"), **when, "rule": {**old["rule"], **new["rule"]}}


def _kept(component: Document, plan: Document) -> Document:
    """A published component keeps its id, so that its earnings stay comparable."""
    keys = ("id", "label") if plan.get("version", 1) > 1 else ()
    return {key: component[key] for key in keys if key in component}


def _adds(said: Said, plan: Document) -> bool:
    """Does it bring a way to pay beside those there are?"""
    components = plan.get("components") or ()
    return any(_meant(payment, components) is None for payment in said.payments)


def _meant(payment: Payment, components: Any) -> int | None:
    """The component that is said anew: of the same kind, or that has such an amount."""
    kind = payment.rule.get("kind")
    wanted = AMOUNTS if kind is None else {kind}
    for number, component in enumerate(components):
        known = component["rule"].get("kind")
        same_pays = bool(payment.fund) == (component.get("pays") == "fund")
        unknown = known is None and (kind not in PERCENTAGES or not component["rule"])
        if same_pays and (known in wanted or unknown):
            return number
    return None


def _rule(change: _Change, old: Mapping[str, Any], new: Part) -> Part:
    """What is said replaces what was, the rest of the rule stays."""
    if "amount" in new:
        return {**old, **new, "amount": change.moved(old.get("amount"), new["amount"])}
    if new.get("kind") == "rate":
        base = {} if new["base"] == "net" else {"base": new["base"]}
        return {**old, "pct": new["pct"], **base}
    kept = {key: old[key] for key in ("mode",) if key in old}
    return {**kept, **new}


def _terms(change: _Change, plan: Document) -> Document:
    """What is said together with a new way to pay is that one's."""
    if change.adds:
        return plan
    components = [_component(change, component) for component in plan.get("components", ())]
    return {**plan, "components": components} if components else plan


def _component(change: _Change, component: Document) -> Document:
    terms = change.said.terms
    gone = {"no_cap": "limits", "no_hold": "hold", "no_claw": "clawback"}
    found: Document = without(
        component, *(key for word, key in gone.items() if word in terms.removed)
    )
    if component.get("pays") == "fund":
        return found
    new: Part = {"earner": terms.earner, "hold": terms.hold, "clawback": terms.clawback}
    found |= {key: value for key, value in new.items() if value}
    if terms.mode and found["rule"].get("kind") == "tiers":
        found = put(found, ("rule", "mode"), terms.mode)
    return _capped(change, found)


def _capped(change: _Change, component: Document) -> Document:
    for cap in change.said.caps:
        component = {**component, "limits": _limits(change, component, cap)}
    return component


def _limits(change: _Change, component: Document, cap: Cap) -> list[Part]:
    """The limit for the same length of time, else the only one, else one more."""
    limits = list(component.get("limits", ()))
    new = building.limit_of(cap, component["rule"])
    same = [n for n, limit in enumerate(limits) if limit.get("per") == new.get("per")]
    number = same[0] if same else (0 if limits and "per" not in cap.limit else len(limits))
    old = limits[number] if number < len(limits) else {}
    new = without(new, WHOSE) if old else new
    limits[number : number + 1] = [{**old, **new, **_most(change, old, new)}]
    return limits


def _most(change: _Change, old: Part, new: Part) -> Part:
    """An amount may be said as so much more; what so many units are worth is what it is."""
    most = new.get("max")
    if isinstance(most, Found | Unsure):
        return {"max": change.moved(old.get("max"), most)}
    return {} if most is None else {"max": most}


Step = Callable[[_Change, Document], Document]
STEPS: tuple[Step, ...] = (_head, _who, _goods, _pays, _terms)
