"""How the end of a protection looks, and what may be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from handlers.conversation import manners
from handlers.conversation.form import Form
from handlers.conversation.reply import (
    AskWith,
    Button,
    Buttons,
    Paragraph,
    Reply,
    Style,
    Table,
    private,
)
from handlers.conversation.text import Text, Value
from handlers.deals.cards import SHOWN_AS_BUTTONS, facts
from handlers.deals.extension import Protection
from storage.deals import Deal, DealState
from storage.people import Person


def ending(protections: Sequence[Protection], reader: Person, text: Text) -> Reply:
    """What ends soon, each with what may be done about it."""
    if len(protections) == 1:
        return _one(protections[0], reader, text)
    title = _words(text).plural("ending", len(protections))
    return _many(title, protections, reader, text)


def none_soon(later: Sequence[Protection], reader: Person, text: Text) -> Reply:
    said = _words(text)
    if not later:
        return private(said("none"), Paragraph(said("none_help")))
    (first, *_) = later
    next_ = Paragraph(said("next", **_named(first)))
    return private(said("none_soon"), next_, _can_do([first], reader, text))


def which(protections: Sequence[Protection], reader: Person, text: Text) -> Reply:
    """Nobody said which: a button for each of the first few."""
    if not protections:
        return none_soon((), reader, text)
    return _many(_words(text)("which"), protections, reader, text)


def extended(protection: Protection, until: date, by: Person, text: Text) -> Reply:
    """It is done."""
    said, deal = _words(text), protection.deal
    title = said("extended", reference=deal.reference, customer=deal.customer, until=until)
    told = said("done_staff", partner=deal.partner.name) if by.is_staff else said("done")
    return private(title, Paragraph(_rule(protection, text)), Paragraph(told))


def not_again(
    protection: Protection, when: tuple[Person, datetime] | None, reader: Person, text: Text
) -> Reply:
    """It was extended before: by whom, until when, and what the rule says."""
    said = _words(text)
    title = said("before" if protection.deal.extensions else "never", **_named(protection))
    by = f"{when[0].name}, {text.moment(when[1])}" if when else ""
    rule = Paragraph(_rule(protection, text))
    done = facts([(said("label_extended"), by)])
    return private(title, *done, rule, _can_do([protection], reader, text))


def over(deal: Deal, form: Form | None, text: Text) -> Reply:
    """There is nothing to extend; a partner registers the customer again."""
    said = _words(text)
    title = said(
        "over" if _has_ended(deal) else "not_protected",
        reference=deal.reference,
        customer=deal.customer,
        until=deal.protected_until or "",
        state=text(f"state_{deal.state}"),
    )
    again = (AskWith(text("register_again"), form),) if form and _has_ended(deal) else ()
    help_ = (Paragraph(said("over_help")),) if _has_ended(deal) else ()
    return private(title, *help_, *again)


def told(deal: Deal, by: Person, until: date, text: Text) -> Reply:
    """Tells the others who extended it."""
    said = _words(text)
    title = said("told", reference=deal.reference, customer=deal.customer, until=until)
    who = f"{by.name}, {deal.partner.name}" if by.partner else by.name
    return private(title, *facts([(said("label_extended_by"), who)]))


def asked(protection: Protection, text: Text) -> Reply:
    said = _words(text)
    help_ = Paragraph(said("asked_help", **_named(protection)))
    return private(said("asked", **_named(protection)), help_)


def request(protection: Protection, asker: Person, text: Text) -> Reply:
    """To a channel manager: more than the rule gives."""
    said, value = _words(text), _value(protection)
    title = said("request", who=asker.name, **_named(protection))
    extend = Button(
        said("extend", **_short(protection, text)), "deals.extend_anyway", value, Style.PRIMARY
    )
    leave = Button(said("leave"), "deals.extend_no_more", value)
    known = [
        (text("label_partner"), protection.deal.partner.name),
        (text("label_customer"), protection.deal.customer),
        (text("label_until"), text.day(protection.until)),
    ]
    rule = Paragraph(_rule(protection, text))
    return private(title, *facts(known), rule, Buttons((extend, leave)))


def settled(protection: Protection, key: str, text: Text) -> Reply:
    """To a channel manager, in the place of the request."""
    partner = (text("label_partner"), protection.deal.partner.name)
    return private(_words(text)(key, **_named(protection)), *facts([partner]))


def stays(protection: Protection, text: Text) -> Reply:
    """To the partner: the channel managers leave the end as it is."""
    said = _words(text)
    about = said("stays", **_named(protection))
    person = Button(said("person"), manners.NEED_PERSON, about)
    return private(about, Paragraph(said("stays_help")), Buttons((person,)))


def _one(protection: Protection, reader: Person, text: Text) -> Reply:
    said = _words(text)
    title = said.plural("ends", protection.left, **_named(protection))
    partner = protection.deal.partner.name if reader.is_staff else ""
    known = facts([(text("label_partner"), partner)])
    rule = Paragraph(_rule(protection, text))
    return private(title, *known, rule, _can_do([protection], reader, text))


def _many(title: str, protections: Sequence[Protection], reader: Person, text: Text) -> Reply:
    said = _words(text)
    partner = (text("label_partner"),) if reader.is_staff else ()
    labels = text("label_reference"), *partner, text("label_customer"), text("label_until")
    rows = tuple(tuple(_row(each, reader, text)) for each in protections)
    table = Table((*labels, said("label_longer")), rows)
    rule = Paragraph(_rule(protections[0], text))
    return private(title, table, rule, _can_do(protections, reader, text))


def _row(protection: Protection, reader: Person, text: Text) -> Iterator[str]:
    said, deal = _words(text), protection.deal
    yield deal.reference
    if reader.is_staff:
        yield deal.partner.name
    yield deal.customer
    yield text.short_day(protection.until)
    yield said("until", day=text.short_day(protection.longer)) if protection.may else said("used")


def _can_do(protections: Sequence[Protection], reader: Person, text: Text) -> Buttons:
    few = protections[:SHOWN_AS_BUTTONS]
    return Buttons(tuple(_button(each, reader, text) for each in few))


def _button(protection: Protection, reader: Person, text: Text) -> Button:
    """Extend it; beyond the rule, ask a channel manager, who is asked to mean it."""
    said, value, named = _words(text), _value(protection), _short(protection, text)
    if protection.may:
        return Button(said("extend", **named), "deals.extend", value, Style.PRIMARY)
    if reader.is_staff:
        return Button(said("anyway", **named), "deals.extend_anyway", value, Style.DANGER)
    return Button(said("ask", **named), "deals.ask_longer", value)


def _rule(protection: Protection, text: Text) -> str:
    rule = protection.rule
    return _words(text).plural("rule", rule.times, source=rule.source, days=rule.days)


def _value(protection: Protection) -> str:
    return f"{protection.deal.reference}@{protection.deal.extensions}"


def _named(protection: Protection) -> dict[str, Value]:
    deal = protection.deal
    return {
        "reference": deal.reference,
        "customer": deal.customer,
        "until": protection.until,
        "longer": protection.longer,
    }


def _short(protection: Protection, text: Text) -> dict[str, Value]:
    """As a button has room for it."""
    return {**_named(protection), "longer": text.short_day(protection.longer)}


def _has_ended(deal: Deal) -> bool:
    return deal.state in (DealState.APPROVED, DealState.EXPIRED)


def _words(text: Text) -> Text:
    return Text.load("deal_extending", text.language, text.zone)
