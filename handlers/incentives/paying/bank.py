"""Writes down what the bank answered about a batch: paid, not paid, or paid and come back."""

from __future__ import annotations

from dataclasses import dataclass, field

from handlers.conversation.turn import Happening
from handlers.incentives.paying import steps, telling
from handlers.incentives.paying.bank_words import TAKEN
from handlers.incentives.paying.booking import take_back
from handlers.incentives.paying.kept import order_of
from handlers.incentives.paying.steps import Refused, Trouble
from handlers.incentives.payouts.answered import read
from handlers.incentives.payouts.answers import Answer, Answers, Faulty, Refusal
from storage.batches import ANSWERS, ItemState, Payout, PayoutItem, PayoutState
from storage.people import Person

OPEN = (PayoutState.APPROVED, PayoutState.SENT)


@dataclass(slots=True)
class Taken:
    """What was new, what was known before, what the bank is still working on, what it told
    otherwise before, and what could not be read."""

    payout: Payout
    answers: list[tuple[PayoutItem, Answer]] = field(default_factory=list)
    known: list[PayoutItem] = field(default_factory=list)
    working: list[PayoutItem] = field(default_factory=list)
    contrary: list[PayoutItem] = field(default_factory=list)
    faulty: list[Faulty] = field(default_factory=list)


def take(
    happening: Happening, by: Person, content: bytes, reference: str = ""
) -> Taken | Refused | Refusal:
    """The bank's file for a batch, or for whichever batch it answers.

    What the bank answers was sent: one that nobody marked so is marked by whoever brings it.
    """
    found = _meant(happening, content, reference)
    if not isinstance(found, tuple):
        return found
    payout, answers = found
    refused = _sent(happening, by, payout)
    if refused is not None:
        return refused
    taken = Taken(payout, faulty=list(answers.faulty))
    for answer in answers.answers:
        _take(happening, taken, answer)
    steps.note(happening, by, "payout.answered", payout.reference)
    happening.refresh(telling.card(payout))
    return taken


def record(happening: Happening, by: Person, item: PayoutItem, answer: Answer) -> Taken | Refused:
    """One answer, as somebody says it."""
    payout = happening.records.payouts.get(item.payout_id)
    locked = happening.records.payouts.locked(payout.reference)
    assert locked is not None
    refused = _sent(happening, by, locked)
    if refused is not None:
        return refused
    taken = Taken(locked)
    _take(happening, taken, answer)
    steps.note(happening, by, "payout.answered", item.reference)
    happening.refresh(telling.card(locked))
    return taken


def _meant(
    happening: Happening, content: bytes, reference: str
) -> tuple[Payout, Answers] | Refused | Refusal:
    """The batch that most rows are about; the first refusal where no batch takes it."""
    payouts = happening.records.payouts
    named = payouts.locked(reference) if reference else None
    if reference and named is None:
        return Refused(Trouble.UNKNOWN)
    tried = [named] if named else [each for each in payouts.all() if each.state in OPEN]
    read_by = [(each, read(content, order_of(each), _settled(each))) for each in tried]
    fitting = [(each, said) for each, said in read_by if isinstance(said, Answers)]
    if not fitting:
        refusals = [said for _, said in read_by if isinstance(said, Refusal)]
        return next(iter(refusals), Refused(Trouble.UNKNOWN))
    return max(fitting, key=lambda each: len(each[1].answers))


def _settled(payout: Payout) -> frozenset[str]:
    paid = (each for each in payout.items if each.state is ItemState.SETTLED)
    return frozenset(each.reference for each in paid)


def _sent(happening: Happening, by: Person, payout: Payout) -> Refused | None:
    if payout.state is PayoutState.SENT:
        return None
    sent = steps.send(happening, by, payout.reference)
    return sent if isinstance(sent, Refused) else None


def _take(happening: Happening, taken: Taken, answer: Answer) -> None:
    item = happening.records.payouts.item(answer.reference)
    assert item is not None
    state = TAKEN.get(answer.state)
    if state is None:
        taken.working.append(item)
    elif item.state is state:
        taken.known.append(item)
    elif item.state not in ANSWERS[state]:
        taken.contrary.append(item)
    else:
        _answer(happening, item, state, answer)
        taken.answers.append((item, answer))


def _answer(happening: Happening, item: PayoutItem, state: ItemState, answer: Answer) -> None:
    reason = " ".join(filter(None, (answer.code, answer.text)))
    item.answer(state, happening.now, reason)
    if state is not ItemState.SETTLED:
        take_back(happening.records, item, answer.code, happening.now)
    telling.tell(happening, item)
