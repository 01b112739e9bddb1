"""Takes what the bank answered: a file that finance brings, or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import assert_never

from handlers.conversation.message import File, Said
from handlers.conversation.phrasing import REASON
from handlers.conversation.reply import Reply, private
from handlers.conversation.turn import Turn
from handlers.incentives.bringing import desk as desk_of_sales
from handlers.incentives.paying import answer_cards, bank, cards, desk, finding
from handlers.incentives.paying.bank import Taken
from handlers.incentives.paying.bank_words import is_code
from handlers.incentives.paying.desk import refusal
from handlers.incentives.paying.handler import APPROVERS, PAYERS, paying
from handlers.incentives.paying.kept import name_on
from handlers.incentives.paying.phrases import payout_words
from handlers.incentives.paying.steps import Refused
from handlers.incentives.payouts import words
from handlers.incentives.payouts.answers import Answer, Refusal, State
from storage.batches import ItemState, PayoutItem

MOST = 50
ANSWERABLE = (ItemState.SENT, ItemState.SETTLED)
ITEM = re.compile(r"\bPAY-\d{4}-\d{2}-\d{1,4}-[A-Z2-7]{12}\b", re.IGNORECASE)
ASKS = re.compile(
    r"\b(?:which|what|show|list|any|mana|apa|daftar|tampil\w*|lihat|tunjuk\w*|ada)\b",
    re.IGNORECASE,
)
STATES = (
    (State.RETURNED, r"kembali|dikembalikan|balik|retur\w*|returned|came back|sent back|bounced"),
    (State.FAILED, r"gagal|ditolak|tidak masuk|failed|rejected|refused|did not go through"),
    (
        State.SETTLED,
        r"s?udah masuk|berhasil|sukses|lunas|terbayar|settled|went through|arrived|paid",
    ),
)


@paying.brought(roles=PAYERS)
def brought(turn: Turn, sentence: str) -> Reply:
    """What is no file of sales is the bank's answer."""
    act = turn.message.act
    assert isinstance(act, Said)
    if any(map(desk_of_sales.is_sales, act.files)):
        return desk_of_sales.bring(turn, act.files)
    named = finding.REFERENCE.search(sentence)
    told = [_from_file(turn, file, named[0].upper() if named else "") for file in act.files]
    return reduce(Reply.then, told)


@paying.intent("answered", roles=APPROVERS, sensitive=True)
def answered(turn: Turn, sentence: str) -> Reply:
    """*the payment to Anton failed: account closed* · *which payments failed?*"""
    act, payer = turn.message.act, turn.person.role in PAYERS
    if payer and isinstance(act, Said) and act.files:
        return brought(turn, sentence)
    named = finding.REFERENCE.search(sentence)
    said = _heard(turn, sentence)
    if said is not None:
        return said
    if named:
        return finding.show(turn, named[0].upper())
    if payer and _state(sentence) is None and not ASKS.search(sentence):
        return answer_cards.how(list(_near(turn, sentence)), turn.text)
    turn.audit("payout.seen", "unpaid", "done")
    return cards.unpaid(turn.records.payouts.unpaid(MOST), turn.text)


@paying.intent("sent", roles=PAYERS, sensitive=True)
def sent(turn: Turn, sentence: str) -> Reply:
    """The bank has the whole batch; of one payment it is the bank's answer."""
    return _heard(turn, sentence) or desk.sent(turn, sentence)


def _heard(turn: Turn, sentence: str) -> Reply | None:
    """One payment is named, and what became of it."""
    said = REASON.search(sentence)
    told = sentence[: said.start()] if said else sentence
    found, state = _meant(turn, told), _state(told)
    if not found or state is None or turn.person.role not in PAYERS:
        return None
    if len(found) > 1:
        return answer_cards.how(found, turn.text)
    code, text = _reason(said["said"] if said else "")
    answer = Answer(found[0].reference, state, code, text)
    return _told(turn, bank.record(turn, turn.person, found[0], answer))


def _from_file(turn: Turn, file: File, reference: str) -> Reply:
    if file.content is None:
        return private(turn.text("not_fetched", name=file.name))
    return _told(turn, bank.take(turn, turn.person, file.content, reference))


def _told(turn: Turn, taken: Taken | Refused | Refusal) -> Reply:
    text = turn.text
    match taken:
        case Refused():
            return private(refusal(taken, turn.records, text))
        case Refusal():
            return private(words.refused(taken, payout_words(text)))
        case Taken():
            turn.remember("paying", payout=taken.payout.reference)
            return answer_cards.taken(taken, text)
        case other:
            assert_never(other)


def _state(sentence: str) -> State | None:
    found = (state for state, words in STATES if re.search(rf"\b(?:{words})\b", sentence, re.I))
    return next(found, None)


def _reason(said: str) -> tuple[str, str]:
    """The bank's code, if it begins with one, and the words."""
    code, _, rest = said.partition(" ")
    return (code.strip(".:"), rest) if is_code(code.strip(".:")) else ("", said)


def _meant(turn: Turn, sentence: str) -> Sequence[PayoutItem]:
    """The payments that are named: by their reference, or their payee."""
    near = list(_near(turn, sentence))
    exact = ITEM.search(sentence)
    if exact:
        return [each for each in near if each.reference == exact[0].upper()]
    names = {name: each for each in near for name in _names(each)}
    told = {found.value for found in turn.read.named(sentence, names)}
    return [each for each in near if told & set(_names(each))]


def _near(turn: Turn, sentence: str) -> Iterator[PayoutItem]:
    """What the bank has, or has paid; of one batch, if one is named."""
    batch = finding.REFERENCE.search(sentence)
    for payout in turn.records.payouts.all():
        if batch is None or payout.reference == batch[0].upper():
            yield from (each for each in payout.items if each.state in ANSWERABLE)


def _names(item: PayoutItem) -> list[str]:
    """Rina (PT Maju Jaya) is called by all of it, by her name, or by the company's."""
    whole = name_on(item)
    return [whole, *filter(None, re.split(r"\s*[()]\s*", whole))]
