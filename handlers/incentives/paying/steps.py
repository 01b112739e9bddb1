"""The steps of a batch, each by another pair of hands: approved, handed to the bank, sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.conversation.reply import Attachment
from handlers.conversation.text import Text
from handlers.conversation.turn import Happening
from handlers.incentives.calculating.calendar import today
from handlers.incentives.paying import telling
from handlers.incentives.paying.booking import book
from handlers.incentives.paying.gathering import debtors
from handlers.incentives.paying.kept import UNSENT, WAITS, batch_of, order_of
from handlers.incentives.payouts import words
from handlers.incentives.payouts.iso20022 import as_xml
from handlers.incentives.payouts.orders import NoAccount, NothingToPay
from handlers.incentives.payouts.table import as_csv
from storage.batches import ItemState, Payout, PayoutItem, PayoutState
from storage.people import Person


class Trouble(StrEnum):
    """Why a step is not taken."""

    UNKNOWN = "unknown"
    SAME_PERSON = "same_person"
    NOT_NOW = "not_now"
    REDIRECTED = "redirected"
    NO_ACCOUNT = "no_account"


@dataclass(frozen=True, slots=True)
class Refused:
    """`items` are those that stand in the way; `about` is the currency without an account."""

    why: Trouble
    payout: Payout | None = None
    items: Sequence[PayoutItem] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Files:
    """What finance checks, and what the bank reads."""

    payout: Payout
    table: Attachment
    order: Attachment


Step = Payout | Refused
HANDED = (PayoutState.APPROVED, PayoutState.SENT)


def approve(happening: Happening, by: Person, reference: str) -> Step:
    """By another person than who prepared it; who waits is told why."""
    payout = happening.records.payouts.locked(reference)
    refused = _refused(happening, payout, (PayoutState.DRAFT,))
    if payout is None or refused:
        return refused or Refused(Trouble.UNKNOWN)
    if payout.prepared_by_id == by.id:
        return Refused(Trouble.SAME_PERSON, payout)
    payout.approve(by, happening.now)
    note(happening, by, "payout.approved", reference)
    for item in payout.items:
        if item.state in WAITS:
            telling.tell(happening, item)
    happening.refresh(telling.card(payout))
    return payout


def export(happening: Happening, by: Person, reference: str, text: Text) -> Files | Refused:
    """Both files, the same bytes whenever it is asked."""
    payout = happening.records.payouts.locked(reference)
    refused = _refused(happening, payout, HANDED)
    if payout is None or refused:
        return refused or Refused(Trouble.UNKNOWN)
    accounts = debtors(happening.records, today(happening.records, payout.prepared_at))
    try:
        order = as_xml(order_of(payout), accounts)
    except NoAccount as missing:
        return Refused(Trouble.NO_ACCOUNT, payout, about=str(missing.args[0]))
    except NothingToPay:
        return Refused(Trouble.NOT_NOW, payout)
    table = as_csv(batch_of(payout), Text.load(words.CATALOGUE, text.language, text.zone))
    note(happening, by, "payout.exported", reference)
    named = text("file_table"), text("file_order")
    return Files(
        payout,
        Attachment(f"{reference}.csv", "text/csv", table, named[0]),
        Attachment(f"{reference}.xml", "application/xml", order, named[1]),
    )


def send(happening: Happening, by: Person, reference: str) -> Step:
    """The bank has it: by another person than who approved it."""
    payout = happening.records.payouts.locked(reference)
    refused = _refused(happening, payout, (PayoutState.APPROVED,))
    if payout is None or refused:
        return refused or Refused(Trouble.UNKNOWN)
    if payout.approved_by_id == by.id:
        return Refused(Trouble.SAME_PERSON, payout)
    payout.send(by, happening.now)
    for item in payout.items:
        if item.state is ItemState.SENT:
            book(happening.records, item, happening.now)
    note(happening, by, "payout.sent", reference)
    happening.refresh(telling.card(payout))
    return payout


def discard(happening: Happening, by: Person, reference: str) -> Step:
    """Before it is sent: everything in it is payable again."""
    payout = happening.records.payouts.locked(reference)
    if payout is None:
        return Refused(Trouble.UNKNOWN)
    if payout.state not in UNSENT:
        return Refused(Trouble.NOT_NOW, payout)
    payout.discard()
    note(happening, by, "payout.discarded", reference)
    happening.refresh(telling.card(payout))
    return payout


def note(happening: Happening, by: Person, action: str, what: str, outcome: str = "done") -> None:
    """Whatever is done with money is written down."""
    happening.write_down(by, action, what, outcome)


def _refused(
    happening: Happening, payout: Payout | None, states: tuple[PayoutState, ...]
) -> Refused | None:
    """It is not in such a state, or would go to another account than was prepared."""
    if payout is None:
        return Refused(Trouble.UNKNOWN)
    if payout.state not in states:
        return Refused(Trouble.NOT_NOW, payout)
    redirected = happening.records.payouts.redirected(payout)
    return Refused(Trouble.REDIRECTED, payout, redirected) if redirected else None
