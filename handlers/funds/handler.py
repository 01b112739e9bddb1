"""Talks with partners about their fund: what is left, asking for some, and their claims."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handlers.conversation import manners
from handlers.conversation.handler import Handler
from handlers.conversation.phrasing import gives_up
from handlers.conversation.reply import Reply, private
from handlers.conversation.turn import Turn
from handlers.funds import cards, desk, reading, review_cards
from handlers.funds.request import Draft, Slot
from storage.partners import Partner
from storage.people import MEMBERS

funds = Handler("funds")

ASKERS = MEMBERS | frozenset(desk.REVIEWERS)
ACTION = "funds.balance"
LEGAL_FORM = re.compile(r"^(?:PT|CV|UD)\.?\s+", re.IGNORECASE)


@funds.intent("request", roles=MEMBERS)
def request(turn: Turn, sentence: str) -> Reply:
    return desk.settle(turn, reading.from_sentence(turn.read, sentence))


@funds.form("request", roles=MEMBERS)
def submit(turn: Turn, written: Mapping[str, str]) -> Reply:
    return desk.settle(turn, reading.from_form(turn.read, written), formed=True)


@funds.answer("details", roles=MEMBERS)
def details(turn: Turn, sentence: str) -> Reply | None:
    """What was missing, another amount, another quarter; *batal* drops it."""
    if gives_up(sentence):
        desk.forget(turn)
        return private(turn.text("dropped"))
    more = reading.from_answer(turn.read, sentence, Slot(turn.draft["wanted"]))
    if more == Draft():
        return None
    return desk.settle(turn, Draft.of(turn.draft["known"]).filled(more))


@funds.button("take", roles=MEMBERS)
def take(turn: Turn, value: str) -> Reply:
    """One of the offers; a press on an older question is stale."""
    token, offered = turn.draft.get("token"), turn.draft.get("offered", [])
    drafts = {f"{token}.{number}": draft for number, draft in enumerate(offered)}
    if value not in drafts:
        return manners.stale(turn.language)
    return desk.settle(turn, Draft.of(drafts[value]))


@funds.intent("balance", roles=ASKERS)
def balance(turn: Turn, sentence: str) -> Reply:
    """One's own; for staff, a partner's whom they name, else everybody's."""
    partner = turn.person.partner or _named(turn, sentence)
    if partner is None:
        return _everybody(turn)
    turn.audit(ACTION, f"partner:{partner.id}", "done")
    turn.remember("funds")
    purse, terms = desk.purse(turn, partner), desk.terms(turn, partner)
    own = not turn.person.is_staff
    if not (purse.this.holds.minor or purse.this.allowance.minor or purse.next.holds.minor):
        return desk.settle(turn, Draft()) if own else cards.balances((), turn.text)
    return cards.balance(partner.name, purse, terms, turn.text, own=own)


@funds.intent("claims", roles=ASKERS)
def claims(turn: Turn, _: str) -> Reply:
    """A partner's own; for staff, those that wait for them."""
    company = turn.person.partner
    if company is None:
        return _queue(turn)
    return cards.claims(turn.records.funds.claims(company.id), turn.text)


@funds.waiting(roles=frozenset(desk.REVIEWERS))
def waiting(turn: Turn, _: str) -> Reply | None:
    return _queue(turn) if turn.records.funds.waiting() else None


def _queue(turn: Turn) -> Reply:
    found = turn.records.funds.waiting()
    partners = {each.id: each.name for each in turn.records.partners.all()}
    return review_cards.queue([(each, partners[each.partner_id]) for each in found], turn.text)


def _everybody(turn: Turn) -> Reply:
    rows = []
    for partner in turn.records.partners.all():
        quarter = desk.purse(turn, partner).this
        if quarter.allowance.minor or quarter.holds.minor:
            turn.audit(ACTION, f"partner:{partner.id}", "done")
            rows.append((partner.name, quarter))
    return cards.balances(rows, turn.text)


def _named(turn: Turn, sentence: str) -> Partner | None:
    partners = turn.records.partners.all()
    called = {name: each for each in partners for name in (each.name, _short(each.name))}
    found = turn.read.named(sentence, called)
    return called[found[0].value] if found else None


def _short(name: str) -> str:
    return LEGAL_FORM.sub("", name)
