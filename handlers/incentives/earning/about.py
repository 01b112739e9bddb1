"""Which part of the earnings a sentence asks about: a plan, a kind of earning, a customer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.conversation.turn import Turn
from handlers.incentives.engine.plan import Component, Earner, Plan

#: A plan and one of its components.
Part = tuple[str, str]
SPIFF = re.compile(r"\bspif+s?\w{0,3}\b", re.IGNORECASE)
#: Words for what partners are paid, and how plans that pay it are named.
KINDS = {
    re.compile(r"\brebate?s?\w{0,3}\b", re.IGNORECASE): "rebat",
    re.compile(r"\b(?:referral|referal|refer(?:red|ring)?|referensi)\w{0,3}\b", re.I): "referr",
    re.compile(r"\b(?:leads?|prospek)\w{0,3}\b", re.IGNORECASE): "lead",
    re.compile(r"\b(?:fees?|implementation|implementasi|jasa)\w{0,3}\b", re.IGNORECASE): "fee",
}
FORMS = re.compile(r"\b(?:PT|CV|UD|Tbk)\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """`parts` None is every plan, `kind` None members and partners, `customer` empty all."""

    parts: frozenset[Part] | None = None
    kind: Earner | None = None
    customer: str = ""

    def takes(self, plan: Plan, component: Component) -> bool:
        if self.kind is not None and component.earner is not self.kind:
            return False
        return self.parts is None or (plan.id, component.id) in self.parts

    def bought(self, customer: str) -> bool:
        return not self.customer or bare(self.customer) in bare(customer)

    @property
    def is_all(self) -> bool:
        return self == EVERYTHING

    def kept(self) -> dict[str, Any]:
        """As plain JSON, for a topic and for buttons."""
        parts = None if self.parts is None else [list(part) for part in sorted(self.parts)]
        return {"parts": parts, "kind": self.kind, "customer": self.customer}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> About:
        found, kind = kept.get("parts"), kept.get("kind")
        parts = None if found is None else frozenset((plan, part) for plan, part in found)
        return cls(parts, Earner(kind) if kind else None, kept.get("customer") or "")


EVERYTHING = About()


def about(turn: Turn, sentence: str, plans: Sequence[Plan], customers: Sequence[str]) -> About:
    """`customers` are those of the sales that may be seen."""
    customer = _customer(turn, sentence, customers)
    parts, stems = frozenset(_parts(turn, sentence, plans)), _kinds(sentence)
    if SPIFF.search(sentence):
        return About(parts or None, Earner.MEMBER, customer)
    if stems and not parts:
        return About(frozenset(_called(plans, stems)), Earner.PARTNER, customer)
    return About(parts or None, None, customer)


def bare(company: str) -> str:
    """A company's name as people say it."""
    return " ".join(FORMS.sub(" ", company).casefold().split())


def _parts(turn: Turn, sentence: str, plans: Sequence[Plan]) -> Iterator[Part]:
    """Plans and components that are called by their name."""
    called: dict[str, set[Part]] = {}
    for plan in plans:
        whole = {(plan.id, component.id) for component in plan.components}
        called.setdefault(plan.name.casefold(), set()).update(whole)
        for component in plan.components:
            called.setdefault(component.label.casefold(), set()).add((plan.id, component.id))
    for found in turn.read.named(sentence, called):
        yield from called[found.value.casefold()]


def _kinds(sentence: str) -> list[str]:
    return [stem for pattern, stem in KINDS.items() if pattern.search(sentence)]


def _called(plans: Sequence[Plan], stems: Sequence[str]) -> Iterator[Part]:
    for plan in plans:
        for component in plan.components:
            named = f"{plan.name} {component.label} {plan.id}".casefold()
            if component.earner is Earner.PARTNER and any(stem in named for stem in stems):
                yield plan.id, component.id


def _customer(turn: Turn, sentence: str, customers: Sequence[str]) -> str:
    """One that bought, or a company that the sentence names and that bought nothing."""
    called = {name: each for each in customers if each for name in (each, bare(each)) if name}
    found = turn.read.named(sentence, called)
    if found:
        return called[found[0].value]
    company = turn.read.company(sentence)
    if company is None or not FORMS.search(company.value) or _sells(turn, company.value):
        return ""
    return company.value


def _sells(turn: Turn, company: str) -> bool:
    """Is it a partner that whoever asks may know?"""
    own = [turn.person.partner] if turn.person.partner else turn.records.partners.all()
    return any(bare(each.name) in bare(company) for each in own)
