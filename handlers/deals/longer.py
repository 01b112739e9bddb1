"""Asks the channel managers for more than the rule gives, and brings back their answer."""

from __future__ import annotations

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Turn
from handlers.deals import cards, desk, expiry, extending_cards, extension, finding
from handlers.deals.extending import ASKED, found_last, not_again, over, prolong, split
from handlers.deals.extension import Protection
from handlers.deals.finding import Unknown
from handlers.deals.handler import deals
from storage.deals import MANAGERS
from storage.people import MEMBERS

REFUSED = "deal.extension_refused"


@deals.button("ask_longer", roles=MEMBERS)
def ask(turn: Turn, value: str) -> Reply:
    protection = _held(turn, value)
    if isinstance(protection, Reply):
        return protection
    deal = protection.deal
    if protection.may:
        return extending_cards.ending([protection], turn.person, turn.text)
    if found_last(turn, deal, REFUSED):
        return extending_cards.stays(protection, turn.text)
    if not found_last(turn, deal, ASKED):
        turn.audit(ASKED, deal.reference, "done", extensions=deal.extensions)
        subject = {"deal_id": deal.id, "extensions": deal.extensions, "person_id": turn.person.id}
        desk.tell_managers(turn, "deals.longer", card=expiry.card(deal), **subject)
    return extending_cards.asked(protection, turn.text)


@deals.notice("longer")
def longer(telling: Telling) -> Reply:
    """The request, or what became of it."""
    deal = telling.records.deals.get(telling.subject["deal_id"])
    protection = extension.of(telling, deal)
    if protection is None:
        return extending_cards.over(deal, None, telling.text)
    if deal.extensions != telling.subject["extensions"]:
        return extending_cards.settled(protection, "settled_extended", telling.text)
    if found_last(telling, deal, REFUSED):
        return extending_cards.settled(protection, "settled_stays", telling.text)
    asker = telling.records.people.get(telling.subject["person_id"])
    return extending_cards.request(protection, asker, telling.text)


@deals.button("extend_anyway", roles=MANAGERS, sensitive=True)
def extend_anyway(turn: Turn, value: str) -> Reply:
    """Beyond the limit, by the explicit press of a channel manager."""
    protection = _held(turn, value)
    return protection if isinstance(protection, Reply) else prolong(turn, protection)


@deals.button("extend_no_more", roles=MANAGERS, sensitive=True)
def extend_no_more(turn: Turn, value: str) -> Reply:
    protection = _held(turn, value)
    if isinstance(protection, Reply):
        return protection
    deal = protection.deal
    if not found_last(turn, deal, REFUSED):
        turn.audit(REFUSED, deal.reference, "done", extensions=deal.extensions)
        turn.refresh(expiry.card(deal))
        asked = found_last(turn, deal, ASKED)
        asker = turn.records.people.get(asked.actor_id) if asked and asked.actor_id else None
        turn.tell(asker or deal.submitted_by, "deals.no_longer", deal_id=deal.id)
    return extending_cards.settled(protection, "settled_stays", turn.text)


@deals.notice("no_longer")
def no_longer(telling: Telling) -> Reply | None:
    protection = extension.of(telling, telling.records.deals.get(telling.subject["deal_id"]))
    return extending_cards.stays(protection, telling.text) if protection else None


def _held(turn: Turn, value: str) -> Protection | Reply:
    """The protection as the button showed it, kept from others; else how it stands now."""
    reference, seen = split(value)
    found = finding.numbered(turn, reference)
    if isinstance(found, Unknown):
        return cards.unknown(reference, turn.text)
    deal = turn.records.deals.hold(found)
    turn.remember("deals", reference=reference)
    protection = extension.of(turn, deal)
    if protection is None:
        return over(turn, deal)
    return protection if seen == deal.extensions else not_again(turn, protection)
