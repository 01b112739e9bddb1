"""Talks with partners about their deals: register, list, show, withdraw."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import assert_never

from handlers.conversation import manners
from handlers.conversation.handler import Handler
from handlers.conversation.phrasing import gives_up
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Tick, Turn
from handlers.deals import (
    asking,
    cards,
    desk,
    expiry,
    finding,
    reading,
    returning_cards,
    review_cards,
    winning_cards,
)
from handlers.deals.case import Case
from handlers.deals.draft import Draft
from handlers.deals.fields import from_form
from handlers.deals.finding import Finding, Unknown, Unsaid
from storage.deals import MANAGERS, Deal, DealAction, DealState
from storage.people import MEMBERS

deals = Handler("deals")

READERS = MEMBERS | MANAGERS
A_LEAD = re.compile(
    r"\b(?:lead|prospek)\b|^\W*(?:ya|iya|yes|ok|oke|okay|boleh|simpan|keep|sure)\b", re.IGNORECASE
)
A_NUMBER = re.compile(r"(?<![\w-])(?:d[-\s]?|deal\s+)\d{4,8}(?![\w-])", re.IGNORECASE)
#: *Perpanjang D-1042* asks for something by itself.
LONGER = re.compile(r"\W*(?:perpanjang|extend)", re.IGNORECASE)


@deals.intent("register", roles=MEMBERS)
def register(turn: Turn, sentence: str) -> Reply:
    return desk.settle(turn, reading.from_sentence(turn.read, sentence, desk.catalogue(turn)))


@deals.form("registration", roles=MEMBERS)
def submit(turn: Turn, written: Mapping[str, str]) -> Reply:
    return desk.settle(turn, from_form(turn.read, written, desk.catalogue(turn)), formed=True)


@deals.answer("details", roles=MEMBERS)
def details(turn: Turn, sentence: str) -> Reply | None:
    """What was missing or unsure; *batal* drops the draft."""
    if gives_up(sentence):
        turn.forget_question()
        return asking.dropped(turn.text)
    known = Draft.of(turn.draft["known"])
    draft = reading.answer(turn.read, sentence, desk.catalogue(turn), known)
    return desk.settle(turn, draft) if draft else None


@deals.answer("lead", roles=MEMBERS)
def lead(turn: Turn, sentence: str) -> Reply | None:
    """*Yes, keep it*; another value is a new try."""
    if gives_up(sentence):
        turn.forget_question()
        return asking.dropped(turn.text)
    if A_LEAD.search(sentence):
        return desk.keep_lead(turn)
    known = Draft.of(turn.draft["known"])
    draft = reading.answer(turn.read, sentence, desk.catalogue(turn), known)
    return desk.settle(turn, draft) if draft else None


@deals.button("keep", roles=MEMBERS)
def keep(turn: Turn, token: str) -> Reply:
    asked = turn.draft.get("token") == token
    return desk.keep_lead(turn) if asked else manners.stale(turn.language)


@deals.button("meant", roles=MEMBERS)
def meant(turn: Turn, value: str) -> Reply:
    """One reading of what was unsure; a press on an older question is stale."""
    token, choices = turn.draft.get("token"), turn.draft.get("choices", [])
    offered = {f"{token}.{number}": choice for number, choice in enumerate(choices)}
    if value not in offered:
        return manners.stale(turn.language)
    return desk.settle(turn, Draft.of(offered[value]))


@deals.intent("mine", roles=READERS)
def mine(turn: Turn, _: str) -> Reply:
    """A partner's own deals; for a channel manager, the deals that wait for a decision."""
    near = finding.nearby(turn)
    partner = turn.person.partner
    if partner is None:
        return review_cards.queue(near, turn.text)
    return cards.mine(near, desk.today(turn, partner), turn.text)


@deals.waiting(roles=READERS)
def waiting(turn: Turn, _: str) -> Reply | None:
    return mine(turn, "") if finding.nearby(turn) else None


@deals.intent("show", roles=READERS)
def show(turn: Turn, sentence: str) -> Reply:
    return reduce(Reply.then, [_shown(turn, f) for f in finding.all_meant(turn, sentence)])


@deals.mention("number", A_NUMBER, roles=READERS)
def mentioned(turn: Turn, sentence: str) -> Reply:
    """A sentence about a deal that is nothing else: show the deal."""
    return show(turn, sentence)


@deals.button("show", roles=READERS)
def show_pressed(turn: Turn, reference: str) -> Reply:
    return _shown(turn, finding.numbered(turn, reference))


@deals.follow_up(roles=READERS)
def follow_up(turn: Turn, sentence: str) -> Reply | None:
    """*kalau D-1042?* after another deal; anything else is read afresh."""
    leans = turn.read.references(sentence) and not LONGER.match(sentence)
    return show(turn, sentence) if leans else None


@deals.intent("withdraw", roles=MEMBERS)
def withdraw(turn: Turn, sentence: str) -> Reply:
    found = finding.all_meant(turn, sentence)
    return reduce(Reply.then, [_withdrawn(turn, each) for each in found])


@deals.button("withdraw", roles=MEMBERS)
def withdraw_pressed(turn: Turn, reference: str) -> Reply:
    return _withdrawn(turn, finding.numbered(turn, reference))


@deals.every(minutes=60)
def end_protections(tick: Tick) -> None:
    expiry.expire(tick)


def _shown(turn: Turn, found: Finding) -> Reply:
    match found:
        case Deal() as deal:
            turn.remember("deals", reference=deal.reference)
            return _card(turn, deal)
        case Unknown(name):
            return cards.unknown(name, turn.text)
        case Unsaid(near):
            return _which(turn, "deals.show", near)
        case other:
            assert_never(other)


def _card(turn: Turn, deal: Deal) -> Reply:
    day = desk.today(turn, deal.partner)
    if turn.person.is_staff:
        return review_cards.review(Case.of(turn, deal), turn.text)
    if deal.state is DealState.RETURNED:
        return returning_cards.returned(deal, turn.records.products.all(), turn.text)
    return cards.shown(deal, day, turn.text, *winning_cards.offered(deal, turn.text))


def _which(turn: Turn, action: str, near: Sequence[Deal]) -> Reply:
    return cards.which_deal(action, near, turn.text) if near else mine(turn, "")


def _withdrawn(turn: Turn, found: Finding) -> Reply:
    match found:
        case Deal() as deal:
            return _withdraw(turn, turn.records.deals.hold(deal))
        case Unknown(name):
            return cards.unknown(name, turn.text)
        case Unsaid(near):
            able = [deal for deal in near if deal.may(DealAction.WITHDRAW, turn.person.role)]
            return _which(turn, "deals.withdraw", able)
        case other:
            assert_never(other)


def _withdraw(turn: Turn, deal: Deal) -> Reply:
    turn.remember("deals", reference=deal.reference)
    if not deal.may(DealAction.WITHDRAW, turn.person.role):
        return cards.unchangeable(deal, turn.text)
    deal.withdraw(turn.person)
    turn.records.deals.release(deal)
    turn.audit("deal.withdrawn", deal.reference, "done")
    turn.refresh(expiry.card(deal))
    return cards.withdrawn(deal, desk.form_again(turn, deal), turn.text)
