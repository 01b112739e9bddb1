"""Lets finance answer disputes, and another person agree with what that costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from handlers.conversation.phrasing import REASON
from handlers.conversation.reply import Reply, private
from handlers.conversation.slots import choices
from handlers.conversation.turn import Turn
from handlers.incentives.disputing import cards, deciding, finding
from handlers.incentives.disputing.deciding import Refused, Step, Trouble
from handlers.incentives.disputing.desk import LONGEST, shown, stepped
from handlers.incentives.disputing.handler import ANSWERERS, APPROVERS, disputes
from handlers.incentives.disputing.telling import case
from storage.disputes import Dispute
from storage.values import Money

PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
ACCEPTS = re.compile(r"accept|terima|benar|betul|uphold|agree|kabul|setuj|right", re.IGNORECASE)
APPROVES = re.compile(r"appr?ov|setuj|\bacc\b|agree|sign|sah(?:kan)?|\bok", re.IGNORECASE)
Do = Callable[[Turn, Dispute], Step]


@disputes.intent("accept", roles=ANSWERERS, sensitive=True)
def accept(turn: Turn, sentence: str) -> Reply:
    """For the amount that is said, else for what the claim comes to."""
    if not ACCEPTS.search(sentence):
        return shown(turn, finding.meant(turn, sentence))
    said = REASON.search(sentence)
    bare = finding.NUMBER.sub(" ", sentence)
    return _with(turn, finding.meant(turn, sentence), bare, said["said"] if said else "")


@disputes.button("accept", roles=ANSWERERS, sensitive=True)
def accept_pressed(turn: Turn, reference: str) -> Reply:
    return _with(turn, finding.numbered(turn, reference), "", "")


@disputes.form("accept", roles=ANSWERERS, sensitive=True)
def accept_form(turn: Turn, values: Mapping[str, str]) -> Reply:
    found, written = finding.numbered(turn, turn.subject), values.get("amount", "").strip()
    if found is None:
        return private(turn.text("unknown"))
    known = case(turn.records, found)
    amount = _amount(turn, written, known.line.amount.currency)
    if amount is None:
        form = cards.accept_form(known, turn.text, turn.text("amount_wrong"), written)
        return cards.asked(form, turn.text("amount_wrong"))
    note = values.get("note", "").strip()[:LONGEST]
    return _accepted(turn, found, deciding.accept(turn, found, amount, note))


@disputes.intent("decline", roles=ANSWERERS, sensitive=True)
def decline(turn: Turn, sentence: str) -> Reply:
    said = REASON.search(sentence)
    found = finding.meant(turn, sentence)
    return _declined(turn, found, said["said"] if said else "")


@disputes.form("decline", roles=ANSWERERS, sensitive=True)
def decline_form(turn: Turn, values: Mapping[str, str]) -> Reply:
    found = finding.numbered(turn, turn.subject)
    return _declined(turn, found, values.get("reason", "").strip())


@disputes.intent("approve", roles=APPROVERS, sensitive=True)
def approve(turn: Turn, sentence: str) -> Reply:
    found = finding.meant(turn, sentence)
    if found is None or not APPROVES.search(sentence):
        return shown(turn, found)
    return stepped(turn, deciding.approve(turn, found))


@disputes.button("approve", roles=APPROVERS, sensitive=True)
def approve_pressed(turn: Turn, reference: str) -> Reply:
    found = finding.numbered(turn, reference)
    return stepped(turn, deciding.approve(turn, found)) if found else shown(turn, None)


@disputes.intent("send_back", roles=APPROVERS, sensitive=True)
def send_back(turn: Turn, sentence: str) -> Reply:
    said = REASON.search(sentence)
    return _sent_back(turn, finding.meant(turn, sentence), said["said"] if said else "")


@disputes.form("send_back", roles=APPROVERS, sensitive=True)
def send_back_form(turn: Turn, values: Mapping[str, str]) -> Reply:
    found = finding.numbered(turn, turn.subject)
    return _sent_back(turn, found, values.get("reason", "").strip())


def _sent_back(turn: Turn, found: Dispute | None, reason: str) -> Reply:
    if found is None:
        return shown(turn, None)
    step = deciding.send_back(turn, found, reason[:LONGEST])
    if isinstance(step, Refused) and step.why is Trouble.NO_REASON:
        form = cards.send_back_form(found.reference, turn.text)
        return cards.asked(form, turn.text("why_back", reference=found.reference))
    return stepped(turn, step)


def _with(turn: Turn, found: Dispute | None, sentence: str, note: str) -> Reply:
    if found is None:
        return shown(turn, None)
    known = case(turn.records, found)
    said = [money for read in turn.read.money(sentence) for money in choices(read)]
    amount = said[0] if len(said) == 1 else known.suggested
    return _accepted(turn, found, deciding.accept(turn, found, amount, note[:LONGEST]))


def _accepted(turn: Turn, found: Dispute, step: Step) -> Reply:
    """Where the amount is not clear it is asked for."""
    if isinstance(step, Refused) and step.why is Trouble.NO_AMOUNT:
        form = cards.accept_form(case(turn.records, found), turn.text)
        return cards.asked(form, turn.text("which_amount", reference=found.reference))
    return stepped(turn, step)


def _declined(turn: Turn, found: Dispute | None, reason: str) -> Reply:
    if found is None:
        return shown(turn, None)
    step = deciding.decline(turn, found, reason[:LONGEST])
    if isinstance(step, Refused) and step.why is Trouble.NO_REASON:
        form = cards.decline_form(found.reference, turn.text)
        return cards.asked(form, turn.text("why", reference=found.reference))
    return stepped(turn, step)


def _amount(turn: Turn, written: str, currency: str) -> Money | None:
    """*500000*, *-500000*, *Rp 500.000*, *500 rb*"""
    plain = written.replace(" ", "")
    if PLAIN.fullmatch(plain):
        return Money.of(plain.lstrip("+"), currency)
    sign = -1 if plain.startswith("-") else 1
    found = [money for read in turn.read.money(written.lstrip("+- ")) for money in choices(read)]
    fitting = [money for money in found if money.currency == currency]
    return fitting[0] * sign if len(fitting) == 1 else None
