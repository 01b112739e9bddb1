"""Lets a protection run longer: once by the rule, beyond it only by a channel manager."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import reduce
from typing import assert_never

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Turn
from handlers.deals import cards, desk, expiry, extending_cards, extension, finding
from handlers.deals.extension import EVER, SOON, Protection
from handlers.deals.finding import Finding, Unknown, Unsaid
from handlers.deals.handler import READERS, deals, show
from storage.audit import AuditEntry
from storage.deals import Deal
from storage.people import Person, Role

EXTENDED = "deal.extended"
ASKED = "deal.extension_asked"
A_DAY = timedelta(days=1)


@deals.intent("ending", roles=READERS)
def ending(turn: Turn, sentence: str) -> Reply:
    """What ends in the next 30 days; else what ends next; of a deal that is named, its own day."""
    if finding.names_one(turn, sentence):
        return show(turn, sentence)
    soon = extension.soon(
        extension.running(turn, _protected(turn, turn.now.date() + SOON + A_DAY))
    )
    if len(soon) == 1:
        turn.remember("deals", reference=soon[0].deal.reference)
    if soon:
        return extending_cards.ending(soon, turn.person, turn.text)
    later = extension.running(turn, _protected(turn, EVER))
    return extending_cards.none_soon(later, turn.person, turn.text)


@deals.intent("extend", roles=READERS)
def extend(turn: Turn, sentence: str) -> Reply:
    found = finding.all_meant(turn, sentence, _protected(turn, EVER))
    return reduce(Reply.then, [_extended(turn, each) for each in found])


@deals.button("extend", roles=READERS)
def extend_pressed(turn: Turn, value: str) -> Reply:
    """The deal's number and, after an @, how often it was extended when the button was drawn."""
    reference, seen = split(value)
    return _extended(turn, finding.numbered(turn, reference), seen)


@deals.notice("extended")
def extended(telling: Telling) -> Reply:
    deal = telling.records.deals.get(telling.subject["deal_id"])
    by = telling.records.people.get(telling.subject["person_id"])
    until = date.fromisoformat(telling.subject["until"])
    return extending_cards.told(deal, by, until, telling.text)


def split(value: str) -> tuple[str, int | None]:
    """D-1007@0; a bare number says nothing about when it was drawn."""
    reference, _, seen = value.partition("@")
    return reference, int(seen) if seen.isdecimal() else None


def prolong(turn: Turn, protection: Protection) -> Reply:
    """Extend it, and tell whoever must know."""
    deal, until = protection.deal, protection.longer
    deal.extend(turn.person, until)
    said = {"until": until.isoformat(), "extensions": deal.extensions}
    turn.audit(EXTENDED, deal.reference, "done", **said)
    turn.refresh(expiry.card(deal))
    for person in _concerned(turn, deal):
        subject = {"deal_id": deal.id, "person_id": turn.person.id, "until": said["until"]}
        turn.tell(person, "deals.extended", **subject)
    turn.emit(EXTENDED, deal_id=deal.id)
    return extending_cards.extended(protection, until, turn.person, turn.text)


def not_again(turn: Turn, protection: Protection) -> Reply:
    """What was done already and until when; by the rule, and by whom it could go on."""
    last = found_last(turn, protection.deal, EXTENDED)
    by = turn.records.people.get(last.actor_id) if last and last.actor_id else None
    when = (by, last.at) if by and last else None
    return extending_cards.not_again(protection, when, turn.person, turn.text)


def over(turn: Turn, deal: Deal) -> Reply:
    """It protects nobody: a partner may register the customer again."""
    form = None if turn.person.is_staff else desk.form_again(turn, deal)
    return extending_cards.over(deal, form, turn.text)


def found_last(turn: Turn | Telling, deal: Deal, action: str) -> AuditEntry | None:
    """The last time this was done to the deal as often as it is extended now."""
    entries = turn.records.audit.about(deal.reference)
    found = (e for e in reversed(entries) if e.action == action)
    return next((e for e in found if e.detail.get("extensions") == deal.extensions), None)


def _protected(turn: Turn, last: date) -> Sequence[Deal]:
    """A partner's own deals; for a channel manager all whose protection ends by that day."""
    if turn.person.partner:
        return finding.nearby(turn)
    return turn.records.deals.ending(turn.now.date() - A_DAY, last)


def _extended(turn: Turn, found: Finding, seen: int | None = None) -> Reply:
    match found:
        case Deal() as deal:
            return _extend(turn, turn.records.deals.hold(deal), seen)
        case Unknown(name):
            return cards.unknown(name, turn.text)
        case Unsaid(near):
            which = extension.running(turn, near)
            return extending_cards.which(which, turn.person, turn.text)
        case other:
            assert_never(other)


def _extend(turn: Turn, deal: Deal, seen: int | None) -> Reply:
    turn.remember("deals", reference=deal.reference)
    protection = extension.of(turn, deal)
    if protection is None:
        return over(turn, deal)
    if not protection.may or seen not in (None, deal.extensions):
        return not_again(turn, protection)
    return prolong(turn, protection)


def _concerned(turn: Turn, deal: Deal) -> list[Person]:
    """The channel managers, and the partner where a channel manager did it."""
    people = {each.id: each for each in turn.records.people.with_role(Role.CHANNEL_MANAGER)}
    if turn.person.is_staff:
        people[deal.submitted_by.id] = deal.submitted_by
        people |= {asker.id: asker for asker in _askers(turn, deal)}
    people.pop(turn.person.id, None)
    return list(people.values())


def _askers(turn: Turn, deal: Deal) -> list[Person]:
    asked = [e for e in turn.records.audit.about(deal.reference) if e.action == ASKED]
    before = [e for e in asked if e.detail["extensions"] == deal.extensions - 1]
    return [turn.records.people.get(e.actor_id) for e in before if e.actor_id]
