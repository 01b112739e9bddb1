"""Talks with finance about exchange rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handlers.conversation.manners import stale
from handlers.conversation.phrasing import agrees, declines
from handlers.conversation.reply import Reply, private
from handlers.conversation.turn import Turn
from handlers.incentives.exchanging import cards, publishing
from handlers.incentives.exchanging.handler import KEEPERS, LOOKERS, rates
from handlers.incentives.exchanging.hearing import Heard, heard
from handlers.incentives.exchanging.publishing import Quote
from storage.fx import Pair


@rates.intent("enter", roles=KEEPERS, sensitive=True)
def enter(turn: Turn, sentence: str) -> Reply:
    """*kurs USD 31 Agustus 16.250*"""
    said = heard(sentence, turn.read, publishing.sources(turn.records))
    if not said.base or said.rate is None:
        return show(turn, sentence) if said.rate is None else private(turn.text("how"))
    if said.day is None:
        return private(turn.text("which_day"))
    known = publishing.sources(turn.records, said.quote)
    source = _source(said, known)
    if source is None:
        return private(turn.text("which_source", sources=", ".join(filter(None, known))))
    return _weighed(turn, Quote(Pair(said.base, said.quote, source), said.day, said.rate))


@rates.button("publish", roles=KEEPERS, sensitive=True)
def publish(turn: Turn, value: str) -> Reply:
    """After the question; the value is what was asked about, whole."""
    turn.forget_question()
    quote = _read(value)
    if quote is None or publishing.fault(quote):
        return stale(turn.language)
    return _published(turn, quote)


@rates.answer("right", roles=KEEPERS)
def right(turn: Turn, sentence: str) -> Reply | None:
    """*ya* · *no*"""
    value = str(turn.draft["value"])
    if agrees(sentence):
        return publish(turn, value)
    return leave(turn, value) if declines(sentence) else None


@rates.button("leave", roles=KEEPERS)
def leave(turn: Turn, _: str) -> Reply:
    turn.forget_question()
    return Reply(turn.text("left"), private=True, replaces=True)


@rates.intent("show", roles=LOOKERS)
def show(turn: Turn, sentence: str) -> Reply:
    """*which sales wait for a rate?*; finance that says a rate enters it."""
    said = heard(sentence, turn.read, [])
    if said.base and said.rate is not None and turn.person.role in KEEPERS:
        return enter(turn, sentence)
    believed, waiting = turn.records.fx.believed(), turn.records.uncounted.by_currency()
    return cards.listed(believed, waiting, turn.text)


def value(quote: Quote) -> str:
    pair = quote.pair
    return f"{pair.base}/{pair.quote}/{quote.day}/{quote.rate:f}/{pair.source}"


def _weighed(turn: Turn, quote: Quote) -> Reply:
    wrong = publishing.fault(quote)
    if wrong:
        return private(turn.text(wrong))
    last = publishing.before(turn.records, quote)
    if publishing.surprising(quote, last):
        turn.ask("rates.right", value=value(quote))
        return cards.asked(quote, last, value(quote), turn.text)
    return _published(turn, quote)


def _published(turn: Turn, quote: Quote) -> Reply:
    last = publishing.before(turn.records, quote)
    kept = publishing.publish(turn.records, quote, turn.now)
    turn.audit(
        "rates.publish",
        f"{kept.base}/{kept.quote}",
        "done",
        day=kept.day.isoformat(),
        rate=f"{kept.rate:f}",
        source=kept.source,
        revision=kept.revision,
    )
    waiting = [each for each in turn.records.uncounted.by_currency() if each.currency == kept.base]
    return cards.published(quote, last, waiting, turn.text)


def _source(said: Heard, known: list[str]) -> str | None:
    """What was said, else the one that plans name; None: which of several?"""
    if said.source:
        exact = {each.casefold(): each for each in known}
        return exact.get(said.source.casefold(), said.source)
    return known[0] if len(known) == 1 else (None if known else "")


def _read(written: str) -> Quote | None:
    try:
        base, quote, day, rate, source = written.split("/", 4)
        return Quote(Pair(base, quote, source), date.fromisoformat(day), Decimal(rate))
    except (ValueError, ArithmeticError):
        return None
