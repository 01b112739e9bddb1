"""Lets channel managers say of two customers whether they are one; the search learns from it."""

from __future__ import annotations

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Tick, Turn
from handlers.deals import cards, case_cards, expiry, finding
from handlers.deals.case import Case
from handlers.deals.finding import Unknown
from handlers.deals.handler import deals
from handlers.deals.matching.names import normalised
from handlers.deals.matching.similar import keep
from storage.deals import MANAGERS

AT_ONCE = 500  #: deals that are given their keys in one go


@deals.button("same_customer", roles=MANAGERS)
def same_customer(turn: Turn, value: str) -> Reply:
    return _judged(turn, value, is_same=True)


@deals.button("other_customer", roles=MANAGERS)
def other_customer(turn: Turn, value: str) -> Reply:
    return _judged(turn, value, is_same=False)


@deals.every(minutes=60)
def keep_all(tick: Tick) -> None:
    """Every open deal is found by its customer's name, also those of before; a closed one not."""
    tick.records.customers.forget_closed()
    for deal in tick.records.customers.unkept(AT_ONCE):
        keep(tick.records, deal)


def _judged(turn: Turn, value: str, *, is_same: bool) -> Reply:
    """The value is the two deals' numbers, D-1012/D-1007."""
    one, _, two = value.partition("/")
    deal, other = finding.numbered(turn, one), finding.numbered(turn, two)
    if isinstance(deal, Unknown):
        return cards.unknown(one, turn.text)
    if isinstance(other, Unknown):
        return cards.unknown(two, turn.text)
    names = normalised(deal.customer), normalised(other.customer)
    if names[0] != names[1]:
        turn.records.name_verdicts.give(*names, is_same=is_same, by=turn.person, at=turn.now)
    said = {"one": names[0], "other": names[1], "is_same": is_same, "with": other.reference}
    turn.audit("deal.names_judged", deal.reference, "done", **said)
    turn.refresh(expiry.card(deal))
    turn.refresh(expiry.card(other))
    return case_cards.judged(Case.of(turn, deal), other, is_same=is_same, text=turn.text)
