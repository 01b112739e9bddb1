"""Tells people about their own payments, and staff about everybody's."""

from __future__ import annotations

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.incentives.paying import cards, desk, finding
from handlers.incentives.paying.batching import due_now
from handlers.incentives.paying.handler import APPROVERS, EVERYBODY, paying
from handlers.incentives.paying.kept import UNSENT
from storage.earnings import earner
from storage.people import Person, Role


@paying.intent("status", roles=EVERYBODY)
def status(turn: Turn, sentence: str) -> Reply:
    """A member's own, and their company's for an owner; for staff one batch, or all of them."""
    if turn.person.is_staff and desk.APPROVES.search(sentence):
        return desk.approve(turn, sentence)
    named = finding.REFERENCE.search(sentence)
    if turn.person.is_staff and named:
        return finding.show(turn, named[0].upper())
    if turn.person.is_staff:
        turn.audit("payout.seen", "all", "done")
        batches = turn.records.payouts.all()
        return cards.overview(batches, due_now(turn.records, turn.now), turn.text)
    mine = earners(turn.person)
    turn.audit("payout.seen", ", ".join(mine), "done")
    items = [item for each in mine for item in turn.records.payouts.of(each)]
    soon = due_now(turn.records, turn.now, mine)
    return cards.mine(items, (*soon.items, *soon.waiting), turn.text)


@paying.waiting(roles=APPROVERS)
def waiting(turn: Turn, _: str) -> Reply | None:
    """Batches that are not with the bank yet, on the home page."""
    open_ = [each for each in turn.records.payouts.all() if each.state in UNSENT]
    return cards.overview(open_, due_now(turn.records, turn.now), turn.text) if open_ else None


def earners(person: Person) -> list[str]:
    """Under which names somebody's money is in the books."""
    own = earner(person.company.id, person.id)
    return [own, earner(person.company.id, None)] if person.role is Role.OWNER else [own]
