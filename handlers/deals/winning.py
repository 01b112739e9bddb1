"""Says how a protected deal ended: won, or lost and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import reduce

from handlers.conversation.phrasing import REASON
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Happening, Telling, Turn
from handlers.deals import cards, desk, expiry, finding, winning_cards
from handlers.deals.extension import EVER
from handlers.deals.finding import Finding, Unknown
from handlers.deals.handler import READERS, deals
from handlers.deals.winning_cards import Why
from storage.deals import Deal, DealAction, DealState
from storage.people import Person, Role

#: What a sentence says of the reason; the first that fits.
WHYS: Mapping[Why, re.Pattern[str]] = {
    why: re.compile(pattern, re.IGNORECASE)
    for why, pattern in {
        Why.COMPETITOR: r"\b(?:competitor|kompetitor|pesaing|rival|vendor lain|other vendor)",
        Why.BUDGET: r"\b(?:budget|anggaran|dana)",
        Why.PRICE: r"\b(?:price|pricing|expensive|harga|mahal|murah|cheaper)",
        Why.FIT: r"\b(?:feature|fitur|fit\b|cocok|requirement|kebutuhan)",
        Why.TIMING: r"\b(?:timing|postpone|ditunda|delay|later|too early|tahun depan|next year)",
        Why.SILENT: r"\b(?:no (?:decision|answer|reply)|ghost|hilang|(?:tidak|ga) ada kabar)",
    }.items()
}
Do = Callable[[Turn, Deal], Reply]


@deals.intent("win", roles=READERS)
def win(turn: Turn, sentence: str) -> Reply:
    """*we won D-1007*"""
    return _each(turn, finding.all_meant(turn, sentence, _running(turn)), _win)


@deals.button("win", roles=READERS)
def win_pressed(turn: Turn, reference: str) -> Reply:
    return _each(turn, [finding.numbered(turn, reference)], _win)


@deals.intent("lose", roles=READERS)
def lose(turn: Turn, sentence: str) -> Reply:
    """*we lost D-1007, too expensive*; without a reason it is asked for."""
    why = next((why for why, said in WHYS.items() if said.search(sentence)), None)
    given = REASON.search(sentence)
    words = given["said"].strip() if given else ""
    about = sentence[: given.start()] if given else sentence
    if why is None and words:
        why = Why.OTHER
    found = finding.all_meant(turn, about, _running(turn))
    return _each(turn, found, lambda turn, deal: _lose(turn, deal, why, words))


@deals.form("lose", roles=READERS)
def lose_for(turn: Turn, written: Mapping[str, str]) -> Reply:
    said = written.get("why", "")
    why = Why(said) if said in list(Why) else None
    words, found = written.get("words", "").strip(), finding.numbered(turn, turn.subject)
    return _each(turn, [found], lambda turn, deal: _lose(turn, deal, why, words))


@deals.notice("ended")
def ended(telling: Telling) -> Reply:
    """To the other side."""
    return winning_cards.told(telling.records.deals.get(telling.subject["deal_id"]), telling.text)


def _each(turn: Turn, found: Sequence[Finding], do: Do) -> Reply:
    return reduce(Reply.then, [_one(turn, each, do) for each in found])


def _one(turn: Turn, found: Finding, do: Do) -> Reply:
    if isinstance(found, Deal):
        deal = turn.records.deals.hold(found)
        turn.remember("deals", reference=deal.reference)
        return do(turn, deal)
    if isinstance(found, Unknown):
        return cards.unknown(found.name, turn.text)
    return winning_cards.which(found.deals, turn.text)


def _win(turn: Turn, deal: Deal) -> Reply:
    if not deal.may(DealAction.WIN, turn.person.role) or is_too_late(turn, deal):
        return winning_cards.cannot(deal, _grace(turn, deal), turn.text)
    deal.win(turn.person, turn.now)
    return _done(turn, deal)


def _lose(turn: Turn, deal: Deal, why: Why | None, words: str) -> Reply:
    if not deal.may(DealAction.LOSE, turn.person.role):
        return winning_cards.cannot(deal, _grace(turn, deal), turn.text)
    if why is None or (why is Why.OTHER and not words):
        return winning_cards.why(deal, words, turn.text)
    deal.lose(turn.person, turn.now, why, words)
    turn.records.deals.release(deal)
    return _done(turn, deal)


def _done(turn: Turn, deal: Deal) -> Reply:
    turn.audit(f"deal.{deal.state}", deal.reference, "done", why=deal.lost_for)
    turn.refresh(expiry.card(deal))
    for person in _others(turn, deal):
        turn.tell(person, "deals.ended", deal_id=deal.id)
    turn.emit(f"deal.{deal.state}", deal_id=deal.id)
    return winning_cards.done(deal, turn.text)


def _others(turn: Turn, deal: Deal) -> list[Person]:
    managers = turn.records.people.with_role(Role.CHANNEL_MANAGER)
    people = {each.id: each for each in (*managers, deal.submitted_by)}
    people.pop(turn.person.id, None)
    return list(people.values())


def _running(turn: Turn) -> Sequence[Deal]:
    """What a partner may have won or lost; for a channel manager what protects a customer."""
    if turn.person.partner:
        return [d for d in finding.nearby(turn) if d.may(DealAction.LOSE, turn.person.role)]
    return turn.records.deals.ending(turn.now.date() - timedelta(days=1), EVER)


def _grace(happening: Happening, deal: Deal) -> int:
    """Days after the end of a protection in which a win still counts."""
    day = desk.today(happening, deal.partner)
    days: int = happening.records.rules.on("deals.win_delay", day).value["days"]
    return days


def is_too_late(happening: Happening, deal: Deal) -> bool:
    """To be won: the protection ended too long ago."""
    if deal.state is not DealState.EXPIRED or deal.protected_until is None:
        return False
    last = deal.protected_until + timedelta(days=_grace(happening, deal))
    return desk.today(happening, deal.partner) > last
