"""Which batch a sentence means: by its reference, its month, or what was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.conversation.reply import Button, Buttons, Reply, private
from handlers.conversation.slots import choices
from handlers.conversation.turn import Turn
from handlers.incentives.paying import cards, steps
from handlers.incentives.paying.handler import APPROVERS, paying
from storage.batches import Payout, PayoutState

REFERENCE = re.compile(r"\bPAY-\d{4}-\d{2}-\d{1,4}(?![\w-])", re.IGNORECASE)


def meant(turn: Turn, sentence: str, states: Sequence[PayoutState]) -> Payout | Reply:
    """The one batch in one of these states; else which there are."""
    named = REFERENCE.search(sentence)
    if named:
        found = turn.records.payouts.locked(named[0].upper())
        return found or private(turn.text("refused_unknown"))
    months = {month_in(turn, sentence)} - {""}
    near = [each for each in turn.records.payouts.all() if each.state in states]
    fitting = [each for each in near if not months or _month(turn, each) in months]
    before = [each for each in fitting if each.reference == turn.topic.get("payout")]
    if len(fitting) == 1 or before:
        return (before or fitting)[0]
    return which(turn, fitting or near)


def which(turn: Turn, payouts: Sequence[Payout]) -> Reply:
    if not payouts:
        return private(turn.text("no_such_batch"))
    shown = (Button(each.reference, "paying.show", each.reference) for each in payouts[:10])
    return private(turn.text("which_batch"), Buttons(tuple(shown)))


def month_in(turn: Turn, sentence: str) -> str:
    """The last month of the first period that is named, as `2026-08`; empty where none is."""
    found = turn.read.periods(sentence)
    return f"{choices(found[0])[0].last:%Y-%m}" if found else ""


@paying.written("reference", REFERENCE, roles=APPROVERS)
def written(turn: Turn, sentence: str) -> Reply:
    """The number of a batch and nothing else asks to see it."""
    return show(turn, sentence.strip().upper())


@paying.mention("numbered", REFERENCE, roles=APPROVERS)
def mentioned(turn: Turn, sentence: str) -> Reply:
    named = REFERENCE.search(sentence)
    return show(turn, named[0].upper() if named else "")


@paying.button("show", roles=APPROVERS)
def show(turn: Turn, reference: str) -> Reply:
    found = turn.records.payouts.locked(reference)
    if found is None:
        return private(turn.text("refused_unknown"))
    return shown(turn, found)


def shown(turn: Turn, payout: Payout) -> Reply:
    """Every look at it is written down."""
    steps.note(turn, turn.person, "payout.seen", payout.reference)
    turn.remember("paying", payout=payout.reference)
    return cards.batch(payout, turn.records, turn.text)


def _month(turn: Turn, payout: Payout) -> str:
    return turn.records.periods.get(payout.period_id).code
