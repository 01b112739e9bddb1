"""Fetches what a card shows: a member's statement of a period, or an estimate of more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from handlers.conversation.slots import choices
from handlers.conversation.turn import Turn
from handlers.incentives import sales
from handlers.incentives.spiff import Earned, Line, Sale, evaluate, versions_on
from handlers.incentives.statement import Estimate, Statement, dues, left_to_caps
from storage.people import Person
from storage.values import Period


def today(turn: Turn) -> date:
    """The day it is for the vendor, in whose zone periods are cut."""
    return turn.now.astimezone(_zone(turn)).date()


def period_in(turn: Turn, sentence: str) -> Period | None:
    """The first period that a sentence names."""
    reader = replace(turn.read, now=turn.now.astimezone(_zone(turn)))
    found = reader.periods(sentence)
    return choices(found[0])[0] if found else None


def product_in(turn: Turn, sentence: str) -> str:
    """The first product that a sentence names, by its full name; empty when none."""
    called = {name: p.name for p in turn.records.products.all() for name in (p.name, p.short)}
    found = turn.read.named(sentence, called)
    return called[found[0].value] if found else ""


def of(turn: Turn, person: Person, period: Period) -> Statement:
    """What a member earned; caps are those of whole months."""
    months, day = _whole_months(period), today(turn)
    spiffs = sales.rules(turn.records, months)
    whole = evaluate(spiffs, sales.of(turn.records, person, months))
    earned = whole.during(period)
    calendar = turn.records.rules.on("incentives.calendar", day).value
    return Statement(
        person_id=person.id,
        name=f"{person.name} ({person.company.name})",
        mine=person.id == turn.person.id,
        period=period,
        earned=earned,
        total=earned.total(person.company.currency),
        dues=tuple(dues(earned, calendar, day)),
        left=tuple(left_to_caps(spiffs, whole, day)) if day in period else (),
    )


def estimate(turn: Turn, person: Person, units: int, product: str) -> Estimate:
    """This month with one more sale today, of that product or of one that pays."""
    day = today(turn)
    month = Period.month(day)
    spiffs = sales.rules(turn.records, month)
    paid_for = (spiff.product for spiff in versions_on(spiffs, day) if spiff.product)
    sale = sales.imagined(turn.records, person, product or next(paid_for, ""), units, day)
    made = sales.of(turn.records, person, month)
    before, after = evaluate(spiffs, made), evaluate(spiffs, [*made, sale])
    currency = person.company.currency
    return Estimate(
        units=units,
        total=after.total(currency),
        extra=after.total(currency) - before.total(currency),
        lines=_of(after, sale),
        made=before.lines,
    )


def _of(earned: Earned, sale: Sale) -> tuple[Line, ...]:
    return tuple(line for line in earned.lines if line.sale is sale)


def _whole_months(period: Period) -> Period:
    return Period(Period.month(period.first).first, Period.month(period.last).last)


def _zone(turn: Turn) -> ZoneInfo:
    installation = turn.records.installation.this()
    return ZoneInfo(installation.zone if installation else turn.person.zone)
