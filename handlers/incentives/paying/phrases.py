"""Short phrases about payments that several cards share."""

from __future__ import annotations

from handlers.conversation.text import Text
from handlers.incentives.paying.bank_words import answer_of
from handlers.incentives.paying.kept import WAITS, waiting_of
from handlers.incentives.payouts import words
from handlers.incentives.payouts.values import Waiting
from storage.batches import ItemState, PayoutItem
from storage.store import Records
from storage.walltime import local_day


def payout_words(text: Text) -> Text:
    """The catalogue about payouts, in the language and zone of this one."""
    return Text.load(words.CATALOGUE, text.language, text.zone)


def reasons(waiting: Waiting, text: Text) -> tuple[str, ...]:
    """A sentence for each reason to wait."""
    return words.waits(waiting, payout_words(text))


def short_state(item: PayoutItem, text: Text) -> str:
    """Paid · Not paid. The account is closed… · On its way to the bank"""
    if item.state in WAITS:
        return in_short(waiting_of(item), text)
    if item.state in (ItemState.SETTLED, ItemState.FAILED, ItemState.RETURNED):
        return words.answered(answer_of(item), payout_words(text))
    return text(f"item_{item.state}")


def in_short(waiting: Waiting, text: Text) -> str:
    """Why somebody waits, in a few words each."""
    values = {"threshold": text.money(waiting.threshold)}
    return "; ".join(text(f"why_{reason}", **values) for reason in waiting.reasons)


def answered_on(item: PayoutItem, text: Text) -> str:
    """The day of the bank's answer, where the reader is."""
    at = item.answered_at
    return text.short_day(local_day(at, text.zone)) if at else ""


def person(records: Records, person_id: int) -> str:
    return records.people.get(person_id).name
