"""What a payout's outcome reads like in one language."""

from __future__ import annotations

from handlers.conversation.text import Text, Value
from handlers.incentives.payouts.answers import Answer, Faulty, Refusal
from handlers.incentives.payouts.values import Waiting

CATALOGUE = "payouts"


def waits(waiting: Waiting, text: Text) -> tuple[str, ...]:
    """A sentence for each reason: what is so, and what to do next."""
    due = waiting.due
    values: dict[str, Value] = {
        "balance": due.balance,
        "payable": due.payable,
        "to_recover": due.to_recover,
        "left_out": due.left_out,
        "threshold": waiting.threshold,
        "facts": "; ".join(text(f"fact_{fact}") for fact in waiting.missing),
    }
    return tuple(text(f"wait_{reason}", **values) for reason in waiting.reasons)


def answered(answer: Answer, text: Text) -> str:
    """What became of a payment, and why in plain words with the bank's own behind them."""
    said = [text(f"state_{answer.state}")]
    if answer.cause is not None:
        said.append(text(f"cause_{answer.cause}"))
    own = " ".join(filter(None, (answer.code, answer.text)))
    if own:
        said.append(text("bank_said", words=own))
    return " ".join(said)


def faulty(row: Faulty, text: Text) -> str:
    """Why one row of an answer is not taken."""
    place = text("row", row=row.row) if row.row else text("whole_group")
    return text(f"fault_{row.fault}", place=place, reference=row.reference)


def refused(refusal: Refusal, text: Text) -> str:
    """Why a whole answer is not taken."""
    return text(f"refused_{refusal}")
