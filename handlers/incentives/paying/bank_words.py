"""What the bank said of a payment, out of the store and in a payee's words."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.conversation.text import Text
from handlers.incentives.payouts.answers import Answer, State
from handlers.incentives.payouts.causes import Cause
from storage.batches import ItemState, PayoutItem

SAID = {
    ItemState.SETTLED: State.SETTLED,
    ItemState.FAILED: State.FAILED,
    ItemState.RETURNED: State.RETURNED,
}
TAKEN = {said: state for state, said in SAID.items()}
#: What the payee can put right in their payout profile.
THEIRS = frozenset(
    {
        *(Cause.ACCOUNT_WRONG, Cause.ACCOUNT_CLOSED, Cause.ACCOUNT_BLOCKED),
        *(Cause.NAME_MISMATCH, Cause.ADDRESS_INCOMPLETE, Cause.BANK_WRONG, Cause.CURRENCY),
    }
)


def answer_of(item: PayoutItem) -> Answer:
    """What the bank said of it, as it was kept: a code, then words of its own."""
    state = SAID.get(item.state, State.WAITING)
    code, _, words = item.reason.partition(" ")
    if state is State.SETTLED:
        return Answer(item.reference, state)
    if is_code(code):
        return Answer(item.reference, state, code, words)
    return Answer(item.reference, state, "", item.reason)


def is_code(word: str) -> bool:
    """As ISO 20022 writes reasons: AC04."""
    return len(word) == 4 and word.isalnum() and word.isupper()


def told_payee(item: PayoutItem, text: Text) -> Iterator[str]:
    """Why they have no money, and who does what next."""
    answer = answer_of(item)
    if answer.cause in THEIRS:
        yield text(f"payee_{answer.cause}")
        yield text("payee_mends")
    elif answer.cause is not None:
        yield text("payee_waits")
