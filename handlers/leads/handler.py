"""Talks with partners about their leads: list, show, accept, decline, convert, lose, withdraw."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from handlers.conversation.handler import Handler
from handlers.conversation.phrasing import REASON
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.leads import cards, finding, offering
from handlers.leads.finding import Finding, Unknown, Unsaid
from handlers.leads.view import View, card
from storage.deals import MANAGERS
from storage.lead_moves import LeadAction
from storage.leads import Counted, Lead, OfferOutcome
from storage.people import MEMBERS

leads = Handler("leads")

READERS = MEMBERS | MANAGERS
A_NUMBER = re.compile(r"(?<![\w-])l-\d{4,8}(?![\w-])", re.IGNORECASE)

Do = Callable[[Turn, Lead], None]


@leads.intent("mine", roles=READERS)
def mine(turn: Turn, sentence: str) -> Reply:
    """A partner's own leads; for a channel manager, those that nobody has accepted; of a lead
    that is numbered, its card."""
    if A_NUMBER.search(sentence):
        return show(turn, sentence)
    views = [View.of(turn, lead, turn.person) for lead in finding.nearby(turn)]
    desk = turn.person.is_staff
    return cards.listed(views, counted(turn), turn.text, desk=desk)


@leads.mention("number", A_NUMBER, roles=READERS)
def show(turn: Turn, sentence: str) -> Reply:
    return _shown(turn, finding.meant(turn, sentence, None))


@leads.button("show", roles=READERS)
def show_pressed(turn: Turn, reference: str) -> Reply:
    return _shown(turn, finding.numbered(turn, reference))


@leads.intent("accept", roles=MEMBERS)
def accept(turn: Turn, sentence: str) -> Reply:
    found = finding.meant(turn, sentence, LeadAction.ACCEPT)
    return act(turn, found, LeadAction.ACCEPT, _accept)


@leads.button("accept", roles=MEMBERS)
def accept_pressed(turn: Turn, reference: str) -> Reply:
    found = finding.numbered(turn, reference)
    return act(turn, found, LeadAction.ACCEPT, _accept)


@leads.intent("decline", roles=MEMBERS)
def decline(turn: Turn, sentence: str) -> Reply:
    return _said(turn, sentence, LeadAction.DECLINE)


@leads.form("decline", roles=MEMBERS)
def decline_for(turn: Turn, written: Mapping[str, str]) -> Reply:
    found = finding.numbered(turn, turn.subject)
    return _reasoned(turn, found, LeadAction.DECLINE, written.get("reason", ""))


@leads.intent("lose", roles=MEMBERS)
def lose(turn: Turn, sentence: str) -> Reply:
    return _said(turn, sentence, LeadAction.LOSE)


@leads.form("lose", roles=MEMBERS)
def lose_for(turn: Turn, written: Mapping[str, str]) -> Reply:
    found = finding.numbered(turn, turn.subject)
    return _reasoned(turn, found, LeadAction.LOSE, written.get("reason", ""))


@leads.intent("convert", roles=MEMBERS)
def convert(turn: Turn, sentence: str) -> Reply:
    """Shown with the button that registers it, so that nobody is registered by mistake."""
    found = finding.meant(turn, sentence, LeadAction.CONVERT)
    return _shown(turn, found, "ready") if _is_able(turn, found) else _shown(turn, found)


@leads.intent("withdraw", roles=READERS)
def withdraw(turn: Turn, sentence: str) -> Reply:
    found = finding.meant(turn, sentence, LeadAction.WITHDRAW)
    return act(turn, found, LeadAction.WITHDRAW, _withdraw)


@leads.button("withdraw", roles=READERS)
def withdraw_pressed(turn: Turn, reference: str) -> Reply:
    found = finding.numbered(turn, reference)
    return act(turn, found, LeadAction.WITHDRAW, _withdraw)


def act(turn: Turn, found: Finding, action: LeadAction, do: Do) -> Reply:
    """Do it once: whoever comes second reads who was first and when."""
    if not isinstance(found, Lead):
        return _shown(turn, found)
    lead = offering.settle(turn, found)
    turn.remember("leads", reference=lead.reference)
    if not lead.may(action, turn.person):
        return cards.already(View.of(turn, lead, turn.person), turn.text)
    do(turn, lead)
    turn.audit(f"lead.{action}", lead.reference, "done", reason=lead.reason)
    title = turn.text(f"done_{action}", reference=lead.reference, customer=lead.customer)
    return cards.shown(View.of(turn, lead, turn.person), turn.text, title)


def counted(turn: Turn) -> Counted:
    """Of this month, as the vendor counts months."""
    installation = turn.records.installation.this()
    zone = ZoneInfo(installation.zone if installation else "Asia/Jakarta")
    today = turn.now.astimezone(zone).date()
    first = datetime(today.year, today.month, 1, tzinfo=zone)
    partner_id = turn.person.partner_id
    return turn.records.leads.counted(first, first + relativedelta(months=1), partner_id)


def _shown(turn: Turn, found: Finding, title: str = "shown") -> Reply:
    match found:
        case Lead() as lead:
            turn.remember("leads", reference=lead.reference)
            said = turn.text(title, reference=lead.reference, customer=lead.customer)
            return cards.shown(View.of(turn, lead, turn.person), turn.text, said)
        case Unknown(name):
            return cards.unknown(name, turn.text)
        case Unsaid(near):
            return cards.which(near, turn.text)
        case other:
            assert_never(other)


def _is_able(turn: Turn, found: Finding) -> bool:
    return isinstance(found, Lead) and found.may(LeadAction.CONVERT, turn.person)


def _said(turn: Turn, sentence: str, action: LeadAction) -> Reply:
    """*tolak L-12345 karena di luar wilayah*"""
    why = REASON.search(sentence)
    found = finding.meant(turn, sentence[: why.start()] if why else sentence, action)
    if why is None and isinstance(found, Lead) and found.may(action, turn.person):
        turn.remember("leads", reference=found.reference)
        return cards.why(found, action, turn.text)
    return _reasoned(turn, found, action, why["said"] if why else "")


def _reasoned(turn: Turn, found: Finding, action: LeadAction, reason: str) -> Reply:
    said = " ".join(reason.split())
    able = isinstance(found, Lead) and found.may(action, turn.person)
    if able and isinstance(found, Lead) and not said:
        return cards.why(found, action, turn.text, error=turn.text("why_error"))
    do = _declining(said) if action is LeadAction.DECLINE else _losing(said)
    return act(turn, found, action, do)


def _accept(turn: Turn, lead: Lead) -> None:
    lead.accept(turn.person, turn.now)
    offering.answer(turn, lead, OfferOutcome.ACCEPTED, turn.person)
    offering.stop(turn, lead)
    _tell(turn, lead, "accepted")


def _declining(reason: str) -> Do:
    def decline(turn: Turn, lead: Lead) -> None:
        lead.give_up(turn.person, turn.now)
        offering.answer(turn, lead, OfferOutcome.DECLINED, turn.person, reason)
        offering.go_on(turn, lead)

    return decline


def _losing(reason: str) -> Do:
    def lose(turn: Turn, lead: Lead) -> None:
        lead.lose(turn.person, turn.now, reason)
        _tell(turn, lead, "lost")

    return lose


def _withdraw(turn: Turn, lead: Lead) -> None:
    offering.answer(turn, lead, OfferOutcome.DROPPED, None)
    offering.stop(turn, lead)
    lead.withdraw(turn.person, turn.now)
    turn.refresh(card(lead))


def _tell(turn: Turn, lead: Lead, news: str) -> None:
    turn.refresh(card(lead))
    offering.tell_managers(turn, lead, news, turn.person)
    offering.tell_bringer(turn, lead, news, turn.person)
