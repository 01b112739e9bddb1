"""How the bank's answers look once they are taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.conversation.reply import Block, Button, Buttons, Paragraph, Reply, Table, private
from handlers.conversation.text import Text
from handlers.incentives.paying.bank import Taken
from handlers.incentives.paying.cards import MOST_ROWS
from handlers.incentives.paying.kept import name_on
from handlers.incentives.paying.phrases import payout_words, short_state
from handlers.incentives.payouts import words
from storage.batches import ItemState, PayoutItem


def taken(taken: Taken, text: Text) -> Reply:
    """What is new, with everything that is not well in a table, then what was left out."""
    title = text("answers", reference=taken.payout.reference, **_counts(taken))
    show = Button(taken.payout.reference, "paying.show", taken.payout.reference)
    return private(title, *_new(taken, text), *_left_out(taken, text), Buttons((show,)))


def how(found: Sequence[PayoutItem], text: Text) -> Reply:
    """What to send or to say; the payments that may be meant."""
    if not found:
        return private(text("how_answer"), Paragraph(text("none_sent")))
    return private(text("how_answer"), _table(found, text))


def _counts(taken: Taken) -> dict[str, int]:
    states = [item.state for item, _ in taken.answers]
    return {
        "settled": states.count(ItemState.SETTLED),
        "failed": states.count(ItemState.FAILED),
        "returned": states.count(ItemState.RETURNED),
    }


def _new(taken: Taken, text: Text) -> Iterator[Block]:
    wrong = [item for item, _ in taken.answers if item.state is not ItemState.SETTLED]
    if wrong:
        yield _table(wrong, text)
        yield Paragraph(text("unpaid_again"))
    if taken.known:
        yield Paragraph(text.plural("known_before", len(taken.known)))
    if taken.working:
        yield Paragraph(text.plural("still_working", len(taken.working)))


def _left_out(taken: Taken, text: Text) -> Iterator[Block]:
    for item in taken.contrary[:MOST_ROWS]:
        told = text("contrary", reference=item.reference, state=short_state(item, text))
        yield Paragraph(told)
    for fault in taken.faulty[:MOST_ROWS]:
        yield Paragraph(words.faulty(fault, payout_words(text)))


def _table(items: Sequence[PayoutItem], text: Text) -> Table:
    heads = tuple(text(f"head_{name}") for name in ("payment", "payee", "paid", "state"))
    rows = tuple(
        (each.reference, name_on(each), text.money(each.net), short_state(each, text))
        for each in items[:MOST_ROWS]
    )
    return Table(heads, rows, frozenset({2}))
