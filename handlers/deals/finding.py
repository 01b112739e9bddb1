"""Which deal a sentence means: by its number, its customer, or what was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.conversation.turn import Turn
from handlers.deals.customer import normal_name
from storage.deals import Deal

LATEST = re.compile(r"\b(?:latest|newest|last|terakhir|terbaru|paling baru)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unknown:
    """They named a deal that does not exist for them."""

    name: str


@dataclass(frozen=True, slots=True)
class Unsaid:
    """They named none; these are the ones it could be."""

    deals: Sequence[Deal]


Finding = Deal | Unknown | Unsaid


def numbered(turn: Turn, reference: str) -> Deal | Unknown:
    """Their own company's deal; anybody's for a channel manager."""
    partner, deals = turn.person.partner, turn.records.deals
    found = deals.owned(partner.id, reference) if partner else deals.numbered(reference)
    return found or Unknown(reference)


def meant(turn: Turn, sentence: str, among: Sequence[Deal] | None = None) -> Finding:
    """Among the deals that are likely to be spoken of, unless others are given."""
    references = turn.read.references(sentence)
    if references:
        return numbered(turn, references[0].value)
    near = nearby(turn) if among is None else among
    named = [deal for deal in near if _names(sentence, deal)]
    company = turn.read.company(sentence)
    if named:
        return named[0]
    if company:
        return Unknown(company.value)
    return _as_before(turn, sentence, near)


def all_meant(turn: Turn, sentence: str, among: Sequence[Deal] | None = None) -> list[Finding]:
    """Each deal that is named by its number; else the one that is meant."""
    numbers = dict.fromkeys(found.value for found in turn.read.references(sentence))
    return [numbered(turn, number) for number in numbers] or [meant(turn, sentence, among)]


def names_one(turn: Turn, sentence: str) -> bool:
    """Does the sentence itself say which deal?"""
    numbered = turn.read.references(sentence) or turn.read.company(sentence)
    return bool(numbered) or any(_names(sentence, deal) for deal in nearby(turn))


def nearby(turn: Turn) -> Sequence[Deal]:
    """The deals that somebody is likely to speak of: their own; those that wait for them."""
    partner, deals = turn.person.partner, turn.records.deals
    return deals.of(partner.id) if partner else deals.waiting()


def _as_before(turn: Turn, sentence: str, near: Sequence[Deal]) -> Finding:
    if near and LATEST.search(sentence):
        return max(near, key=lambda deal: deal.submitted_at)
    if turn.topic.get("handler") == "deals" and "reference" in turn.topic:
        return numbered(turn, turn.topic["reference"])
    return Unsaid(near)


def _names(sentence: str, deal: Deal) -> bool:
    return f" {normal_name(deal.customer)} " in f" {normal_name(sentence)} "
