"""How it looks that a second partner may register a protected customer."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation import manners
from handlers.conversation.form import Form
from handlers.conversation.reply import (
    AskWith,
    Button,
    Buttons,
    Paragraph,
    Reply,
    Style,
    private,
)
from handlers.conversation.text import Text, Value
from handlers.deals.cards import facts
from storage.customer_grants import CustomerGrant, GrantKind
from storage.deals import Deal
from storage.partners import Partner


def choices(deal: Deal, partner: Partner, text: Text) -> Buttons:
    """To a channel manager who sees both sides."""
    return Buttons(tuple(_button(deal, partner, kind, text) for kind in GrantKind))


def sure(deal: Deal, partner: Partner, kind: GrantKind, text: Text) -> Reply:
    """What will happen, before it does."""
    said = _words(text)
    title = said(f"sure_{kind}", **_named(deal), to=partner.name)
    known = facts([(text("label_partner"), deal.partner.name)])
    button = _button(deal, partner, kind, text)
    return private(title, *known, Paragraph(said(f"sure_{kind}_help")), Buttons((button,)))


def given(deal: Deal, partner: Partner, kind: GrantKind, text: Text) -> Reply:
    said = _words(text)
    title = said(f"given_{kind}", **_named(deal), to=partner.name)
    return private(title, Paragraph(said(f"given_{kind}_help", **_named(deal))))


def given_before(grant: CustomerGrant, partner: Partner, text: Text) -> Reply:
    values = {**_named(grant.deal), "to": partner.name, "by": grant.by.name, "at": grant.at}
    return private(_words(text)("given_before", **values))


def to_whom(deal: Deal, kind: GrantKind, unknown: str, text: Text) -> Reply:
    said = _words(text)
    named = {**_named(deal), "unknown": unknown}
    title = said("unknown" if unknown else "to_whom", **named)
    return private(title, Paragraph(said(f"to_whom_{kind}", **named)))


def free(deal: Deal, text: Text) -> Reply:
    """It protects nobody: anyone may register the customer."""
    said, state = _words(text), text(f"state_{deal.state}")
    return private(said("free", **_named(deal), state=state), Paragraph(said("free_help")))


def granted(customer: str, form: Form, text: Text) -> Reply:
    """To the second partner: complete the registration."""
    said = _words(text)
    title = said("granted", customer=customer)
    return private(title, Paragraph(said("granted_help")), AskWith(said("register"), form))


def first(deal: Deal, kind: GrantKind, text: Text) -> Reply:
    """To the first partner, without a word about the second."""
    said = _words(text)
    title, help_ = said(f"first_{kind}", **_named(deal)), Paragraph(said(f"first_{kind}_help"))
    about = said("about", **_named(deal))
    return private(title, help_, Buttons((Button(said("person"), manners.NEED_PERSON, about),)))


def noted(deal: Deal, found: Sequence[CustomerGrant], text: Text) -> tuple[str, str]:
    """On a deal's card for channel managers: with whom it is shared, to whom it goes."""
    said = _words(text)
    notes = []
    for grant in found:
        is_first = grant.deal.id == deal.id
        other = grant.partner if is_first else grant.deal.partner
        key = f"noted_{grant.kind}" if is_first else f"noted_{grant.kind}_from"
        notes.append(said(key, other=other.name, by=grant.by.name))
    return said("label_granted"), "; ".join(notes)


def _button(deal: Deal, partner: Partner, kind: GrantKind, text: Text) -> Button:
    label = _words(text)(f"button_{kind}", to=partner.name)
    value = f"{deal.reference}@{deal.version}>{partner.id}"
    style = Style.PRIMARY if kind is GrantKind.SHARE else Style.DANGER
    return Button(label, f"deals.{kind}", value, style)


def _named(deal: Deal) -> dict[str, Value]:
    return {"reference": deal.reference, "customer": deal.customer}


def _words(text: Text) -> Text:
    return Text.load("deal_grants", text.language, text.zone)
