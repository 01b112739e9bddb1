"""Passes a lead to a partner, and to the next where it is not accepted in time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.conversation.reply import Reply
from handlers.conversation.slots import Reader, masked
from handlers.conversation.turn import Tick, Turn
from handlers.leads import cards, finding, offering
from handlers.leads.handler import act, leads
from storage.deals import MANAGERS
from storage.lead_moves import LeadAction
from storage.leads import Lead
from storage.partners import Partner

LEGAL_FORM = re.compile(r"^(?:pt|cv)\.?\s+|\s+tbk\.?$", re.IGNORECASE)
TO = re.compile(r"\b(?:ke(?:pada)?|to|untuk|buat)\b(?P<who>.*)$", re.IGNORECASE | re.DOTALL)
#: What stands between and around the names of partners.
AROUND = re.compile(
    r"\b(?:lalu|kemudian|terus|habis itu|setelah itu|dan|dulu|dahulu|pt|cv|tbk|mitra|partner|ya"
    r"|tolong|then|and|after that|next|first|please|thanks|makasih)\b|[\W_]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """The partners that are named, in order, and what is no partner's name."""

    partners: Sequence[Partner]
    unknown: str


@leads.intent("pass", roles=MANAGERS, sensitive=True)
def pass_on(turn: Turn, sentence: str) -> Reply:
    """*kasih L-12345 ke Borneo Data, lalu Surya Distribusi*"""
    to = TO.search(sentence)
    about = sentence[: to.start()] if to else sentence
    found = finding.meant(turn, about, LeadAction.OFFER)
    return _passed(turn, found, to["who"].strip() if to else "")


@leads.form("pass", roles=MANAGERS, sensitive=True)
def pass_for(turn: Turn, written: Mapping[str, str]) -> Reply:
    found = finding.numbered(turn, turn.subject)
    return _passed(turn, found, written.get("partners", "").strip())


@leads.every(minutes=5)
def go_on(tick: Tick) -> None:
    """A lead that was not accepted in time goes on."""
    for lead in tick.records.leads.overdue(tick.now):
        offering.settle(tick, lead)


def named(read: Reader, said: str, partners: Sequence[Partner]) -> Named:
    called = {name: each for each in partners for name in (each.name, _short(each.name))}
    found = read.named(said, called)
    left = AROUND.sub(" ", masked(said, *found)).split()
    whom = {called[each.value].id: called[each.value] for each in found}
    return Named(list(whom.values()), " ".join(left))


def _passed(turn: Turn, found: finding.Finding, said: str) -> Reply:
    if not isinstance(found, Lead) or not found.may(LeadAction.OFFER, turn.person):
        return act(turn, found, LeadAction.OFFER, _nothing)
    whom = named(turn.read, said, turn.records.partners.all())
    if whom.unknown or not whom.partners:
        turn.remember("leads", reference=found.reference)
        return cards.to_whom(found, turn.text, said=said, unknown=whom.unknown)

    def offer(turn: Turn, lead: Lead) -> None:
        turn.records.leads.plan(lead, whom.partners)
        offering.begin(turn, lead, turn.person)
        offering.tell_bringer(turn, lead, "offered", turn.person)

    return act(turn, found, LeadAction.OFFER, offer)


def _nothing(_: Turn, __: Lead) -> None:
    """Whoever may not offer it does nothing."""


def _short(name: str) -> str:
    return LEGAL_FORM.sub("", name)
