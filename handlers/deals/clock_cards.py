"""How it looks when time runs out for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.conversation import manners
from handlers.conversation.reply import Button, Buttons, Paragraph, Reply, private
from handlers.conversation.text import Text
from handlers.deals import words
from handlers.deals.cards import facts
from storage.deals import Deal
from storage.people import Person


def nudge(deal: Deal, now: datetime, text: Text) -> str:
    """The title of the card for whoever decides."""
    said = _words(text)
    is_late = now >= deal.decision_due
    key = "nudge_late" if is_late else "nudge"
    return said(key, reference=deal.reference, due=text.soon(deal.decision_due))


def late(card: Reply, deal: Deal, asked: Sequence[Person], text: Text) -> Reply:
    """The deal's card for whoever leads those that were asked."""
    said = _words(text)
    due = text.soon(deal.decision_due)
    title = said("late", reference=deal.reference, partner=deal.partner.name, due=due)
    names = words.listed([person.name for person in asked], text)
    help_ = Paragraph(said("late_help", who=names))
    return replace(card, title=title, blocks=(help_, *card.blocks))


def delayed(deal: Deal, text: Text) -> Reply:
    """What the partner can expect, and that they lose nothing by it."""
    said = _words(text)
    due = text.soon(deal.decision_due)
    title = said("delayed", reference=deal.reference, customer=deal.customer)
    known = facts([(text("label_due"), due), (text("label_stage"), text(f"state_{deal.state}"))])
    person = Button(said("person"), manners.NEED_PERSON, said("about", reference=deal.reference))
    return private(title, *known, Paragraph(said("delayed_help")), Buttons((person,)))


def _words(text: Text) -> Text:
    return Text.load("deal_clocks", text.language, text.zone)
