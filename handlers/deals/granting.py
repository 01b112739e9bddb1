"""Lets channel managers share a protected customer between partners, or hand it over."""

from __future__ import annotations

import re

from handlers.conversation.naming import TO, WITH, named
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Turn
from handlers.deals import cards, finding, grant_cards, grants, review
from handlers.deals.draft import Draft
from handlers.deals.finding import Unknown
from handlers.deals.forms import Registration as Form
from handlers.deals.handler import deals
from storage.customer_grants import CustomerGrant, GrantKind
from storage.deals import MANAGERS, OPEN, Deal

VALUE = re.compile(r"(?P<reference>[^@>]+)@(?P<version>\d+)>(?P<partner>\d+)")


@deals.intent("share", roles=MANAGERS, sensitive=True)
def share(turn: Turn, sentence: str) -> Reply:
    """*share D-1007 with Borneo Data*"""
    return _asked(turn, sentence, GrantKind.SHARE)


@deals.intent("hand_over", roles=MANAGERS, sensitive=True)
def hand_over(turn: Turn, sentence: str) -> Reply:
    """*hand D-1007 over to Borneo Data*"""
    return _asked(turn, sentence, GrantKind.HAND_OVER)


@deals.button("share", roles=MANAGERS, sensitive=True)
def share_pressed(turn: Turn, value: str) -> Reply:
    return _granted(turn, value, GrantKind.SHARE)


@deals.button("hand_over", roles=MANAGERS, sensitive=True)
def hand_over_pressed(turn: Turn, value: str) -> Reply:
    return _granted(turn, value, GrantKind.HAND_OVER)


@deals.notice("granted")
def granted(telling: Telling) -> Reply | None:
    """To the second partner; nothing once they have used it or the customer is free again."""
    grant = telling.records.session.get_one(CustomerGrant, telling.subject["grant_id"])
    if grant.used_by_id is not None:
        return None
    draft, products = Draft.of(telling.subject["draft"]), telling.records.products.all()
    form = Form(draft, products, telling.text).form()
    return grant_cards.granted(draft.customer, form, telling.text)


@deals.notice("share")
def shared(telling: Telling) -> Reply:
    """To the first partner."""
    deal = telling.records.deals.get(telling.subject["deal_id"])
    return grant_cards.first(deal, GrantKind.SHARE, telling.text)


@deals.notice("hand_over")
def handed_over(telling: Telling) -> Reply:
    """To the first partner."""
    deal = telling.records.deals.get(telling.subject["deal_id"])
    return grant_cards.first(deal, GrantKind.HAND_OVER, telling.text)


def _asked(turn: Turn, sentence: str, kind: GrantKind) -> Reply:
    to = (WITH if kind is GrantKind.SHARE else TO).search(sentence)
    found = finding.meant(turn, sentence[: to.start()] if to else sentence)
    if not isinstance(found, Deal):
        return review.undecided(turn, found)
    turn.remember("deals", reference=found.reference)
    others = [each for each in turn.records.partners.all() if each.id != found.partner_id]
    whom = named(turn.read, to["who"] if to else "", others)
    if len(whom.partners) != 1 or whom.unknown:
        return grant_cards.to_whom(found, kind, whom.unknown, turn.text)
    if found.state not in OPEN:
        return grant_cards.free(found, turn.text)
    return grant_cards.sure(found, whom.partners[0], kind, turn.text)


def _granted(turn: Turn, value: str, kind: GrantKind) -> Reply:
    """The value is the deal's number and version as the card showed it, and the partner."""
    said = VALUE.fullmatch(value)
    found = finding.numbered(turn, said["reference"]) if said else Unknown(value)
    if said is None or isinstance(found, Unknown):
        return cards.unknown(value, turn.text)
    partners = {str(each.id): each for each in turn.records.partners.all()}
    partner = partners.get(said["partner"])
    deal = turn.records.deals.hold(found)
    turn.remember("deals", reference=deal.reference)
    if partner is None or partner.id == deal.partner_id:
        return grant_cards.to_whom(deal, kind, "", turn.text)
    if deal.state not in OPEN:
        return grant_cards.free(deal, turn.text)
    before = turn.records.customer_grants.usable(partner.id, [deal])
    if before and before[0].kind is kind:
        return grant_cards.given_before(before[0], partner, turn.text)
    grants.give_partner(turn, deal, kind, partner.id)
    return grant_cards.given(deal, partner, kind, turn.text)
