"""Which partner and which tier a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from storage.partners import Partner, Tier
from storage.values import Language

LEGAL_FORM = re.compile(r"^(?:PT|CV|UD)\.?\s+", re.IGNORECASE)


def tier_in(turn: Turn, sentence: str) -> Tier | None:
    """The last one named: *from Silver to Gold* is about Gold."""
    called = {name: tier for tier in Tier for name in _called(tier)}
    found = turn.read.named(sentence, called)
    return called[found[-1].value] if found else None


def partner_in(turn: Turn, sentence: str) -> Partner | None:
    """A member's own, whoever they name; for staff, the partner they name."""
    if turn.person.partner is not None:
        return turn.person.partner
    called = {name: each for each in turn.records.partners.all() for name in _names(each)}
    found = turn.read.named(sentence, called)
    return called[found[0].value] if found else None


def partner_numbered(turn: Turn, number: str) -> Partner | None:
    """A partner by the id on a button: a member's own, whatever the button says."""
    if turn.person.partner is not None:
        return turn.person.partner
    return next((p for p in turn.records.partners.all() if str(p.id) == number), None)


def _called(tier: Tier) -> Iterator[str]:
    for language in Language:
        yield from Text.load("tiers", language)(f"called_{tier}").split(", ")


def _names(partner: Partner) -> Iterator[str]:
    yield partner.name
    yield LEGAL_FORM.sub("", partner.name)
