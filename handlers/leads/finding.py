"""Which lead a sentence means: by its number, its customer, or what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.conversation.turn import Turn
from storage.lead_moves import LeadAction
from storage.leads import Lead


@dataclass(frozen=True, slots=True)
class Unknown:
    """They named a lead that does not exist for them."""

    name: str


@dataclass(frozen=True, slots=True)
class Unsaid:
    """They named none; these are the ones it could be."""

    leads: Sequence[Lead]


Finding = Lead | Unknown | Unsaid


def numbered(turn: Turn, reference: str) -> Lead | Unknown:
    """Their own company's lead; anybody's for a channel manager."""
    partner, leads = turn.person.partner, turn.records.leads
    found = leads.owned(partner.id, reference) if partner else leads.numbered(reference)
    return found or Unknown(reference)


def nearby(turn: Turn) -> Sequence[Lead]:
    """The leads somebody is likely to speak of: their own; those nobody has accepted."""
    partner, leads = turn.person.partner, turn.records.leads
    return leads.of(partner.id) if partner else leads.waiting()


def meant(turn: Turn, sentence: str, action: LeadAction | None) -> Finding:
    """Of several that it could be, those to which that can be done now."""
    numbers = [f.value for f in turn.read.references(sentence) if f.value.startswith("L-")]
    if numbers:
        return numbered(turn, numbers[0])
    near = nearby(turn)
    named = [lead for lead in near if lead.customer.casefold() in sentence.casefold()]
    able = [lead for lead in named or near if action is None or lead.may(action, turn.person)]
    if named and len(able) != 1:
        return named[0] if len(named) == 1 else Unsaid(able or named)
    return able[0] if len(able) == 1 else _as_before(turn, able)


def _as_before(turn: Turn, able: Sequence[Lead]) -> Finding:
    if turn.topic.get("handler") == "leads" and "reference" in turn.topic:
        return numbered(turn, turn.topic["reference"])
    return Unsaid(able)
