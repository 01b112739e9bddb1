"""Talks with finance, and with whoever approves, about batches."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import assert_never

from handlers.conversation.reply import Paragraph, Reply, private
from handlers.conversation.text import Text
from handlers.conversation.turn import Happening, Turn
from handlers.incentives.documents.words import window
from handlers.incentives.paying import batching, cards, finding, steps, telling
from handlers.incentives.paying.batching import Asked, NotApproved, NothingToPay, Outcome, Prepared
from handlers.incentives.paying.handler import APPROVERS, PAYERS, paying
from handlers.incentives.paying.kept import name_on
from handlers.incentives.paying.steps import Refused, Step
from storage.batches import Payout, PayoutState
from storage.people import Person
from storage.store import Records

Do = Callable[[Happening, Person, str], Step]
#: Said in so many words; anything vaguer only shows the batch.
APPROVES = re.compile(
    r"appr?ov|setuj|\bacc\b|sign(?:ed)? (?:it )?off|\b(?:release|rilis)\b|\bok(?:e|ay)? to pay"
    r"|confirm|konfirmasi|oke dibayar",
    re.IGNORECASE,
)
SENDS = re.compile(
    r"sent|send|submit|hand|upload|unggah|kirim|serah|with the bank|the bank has|di bank|ke bank"
    r"|masuk|diterima|menerima|sistem",
    re.IGNORECASE,
)


@paying.intent("prepare", roles=PAYERS, sensitive=True)
def prepare(turn: Turn, sentence: str) -> Reply:
    """Everything that is payable up to a month; the newest approved one where none is said."""
    asked = Asked(turn.person, turn.now, finding.month_in(turn, sentence))
    return _prepared(turn, prepared(turn, asked))


@paying.intent("approve", roles=APPROVERS, sensitive=True)
def approve(turn: Turn, sentence: str) -> Reply:
    do = steps.approve if APPROVES.search(sentence) else None
    return _step(turn, sentence, PayoutState.DRAFT, do)


@paying.button("approve", roles=APPROVERS, sensitive=True)
def approve_pressed(turn: Turn, reference: str) -> Reply:
    return _done(turn, steps.approve(turn, turn.person, reference))


def sent(turn: Turn, sentence: str) -> Reply:
    do = steps.send if SENDS.search(sentence) else None
    return _step(turn, sentence, PayoutState.APPROVED, do)


@paying.button("sent", roles=PAYERS, sensitive=True)
def sent_pressed(turn: Turn, reference: str) -> Reply:
    return _done(turn, steps.send(turn, turn.person, reference))


@paying.button("discard", roles=APPROVERS, sensitive=True)
def discard_pressed(turn: Turn, reference: str) -> Reply:
    return _done(turn, steps.discard(turn, turn.person, reference))


def prepared(happening: Happening, asked: Asked) -> Outcome:
    """Makes the batch, and tells those who may approve it."""
    outcome = batching.make(happening.records, asked)
    if isinstance(outcome, Prepared):
        steps.note(happening, asked.by, "payout.prepared", outcome.payout.reference)
        telling.tell_approvers(happening, outcome.payout, asked.by)
    return outcome


def not_approved(outcome: NotApproved, text: Text) -> str:
    """Why there is nothing to make a batch of yet."""
    if not outcome.code:
        return text("no_period")
    state = text(f"period_{outcome.state}") if outcome.state else text("period_not_begun")
    return text("not_approved", period=window(outcome.code, text), state=state)


def refusal(refused: Refused, records: Records, text: Text) -> str:
    """Why a step is not taken, and what to do next."""
    payout = refused.payout
    if payout is None:
        return text("refused_unknown")
    by = payout.approved_by_id or payout.prepared_by_id
    return text(
        f"refused_{refused.why}",
        reference=payout.reference,
        state=text(f"state_{payout.state}"),
        who=records.people.get(by).name,
        names=", ".join(map(name_on, refused.items)),
        currency=refused.about,
    )


def _prepared(turn: Turn, outcome: Outcome) -> Reply:
    match outcome:
        case Prepared(payout, period, asked):
            turn.remember("paying", payout=payout.reference)
            card = cards.batch(payout, turn.records, turn.text)
            later = Paragraph(turn.text("later_period", period=period.days, asked=asked))
            return card.with_blocks(later) if asked != period.code else card
        case NotApproved():
            return private(not_approved(outcome, turn.text))
        case NothingToPay(_, batch, drafts):
            return cards.nothing(batch, drafts, turn.text)
        case other:
            assert_never(other)


def _step(turn: Turn, sentence: str, state: PayoutState, do: Do | None) -> Reply:
    found = finding.meant(turn, sentence, [state])
    if isinstance(found, Reply):
        return found
    if do is None:
        return finding.shown(turn, found)
    return _done(turn, do(turn, turn.person, found.reference))


def _done(turn: Turn, step: Step) -> Reply:
    match step:
        case Payout():
            turn.remember("paying", payout=step.reference)
            return cards.batch(step, turn.records, turn.text)
        case Refused(payout=payout):
            steps.note(
                turn, turn.person, "payout.step", payout.reference if payout else "", "refused"
            )
            return private(refusal(step, turn.records, turn.text))
        case other:
            assert_never(other)
