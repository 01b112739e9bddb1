"""Hands out the files of a batch: one for finance, one for the bank."""

from __future__ import annotations

from handlers.conversation.reply import Button, Buttons, Reply, private
from handlers.conversation.turn import Turn
from handlers.incentives.paying import finding, steps
from handlers.incentives.paying.desk import refusal
from handlers.incentives.paying.handler import PAYERS, paying
from handlers.incentives.paying.steps import HANDED, Refused
from storage.batches import PayoutState


@paying.intent("export", roles=PAYERS, sensitive=True)
def export(turn: Turn, sentence: str) -> Reply:
    found = finding.meant(turn, sentence, [PayoutState.APPROVED])
    if isinstance(found, Reply):
        later = finding.meant(turn, sentence, HANDED)
        return later if isinstance(later, Reply) else exported(turn, later.reference)
    return exported(turn, found.reference)


@paying.button("export", roles=PAYERS, sensitive=True)
def exported(turn: Turn, reference: str) -> Reply:
    files = steps.export(turn, turn.person, reference, turn.text)
    if isinstance(files, Refused):
        return private(refusal(files, turn.records, turn.text))
    turn.remember("paying", payout=reference)
    title = turn.text("exported", reference=reference)
    blocks = (files.order, files.table)
    if files.payout.state is PayoutState.SENT:
        return private(title, *blocks)
    told = Button(turn.text("button_sent"), "paying.sent", reference)
    return private(title, *blocks, Buttons((told,)))
