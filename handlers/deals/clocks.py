"""Keeps the time of deals: a decision that is due, and a protection that comes to its end."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.conversation.calendar import Calendar, office_hours_between
from handlers.conversation.reply import Facts, Reply
from handlers.conversation.turn import Telling, Tick
from handlers.deals import clock_cards, expiry, extending_cards, extension, review_cards
from handlers.deals.case import Case
from handlers.deals.handler import deals
from storage.deals import MANAGERS, Deal, DealState
from storage.deliveries import DeliveryState
from storage.people import Person, Role
from storage.walltime import local_day

LAST = 0.2  #: of the time for a decision, in which it is asked for
REMINDED = (3, 14)  #: days before protection ends; the nearest first


@deals.every(minutes=5)
def keep_time(tick: Tick) -> None:
    for deal in tick.records.deal_clocks.running():
        _watch(tick, deal)


@deals.every(minutes=5)
def remind(tick: Tick) -> None:
    for days in REMINDED:
        last = (tick.now + expiry.EARLIEST_ZONE).date() + timedelta(days=days)
        for deal in tick.records.deal_clocks.ending(last, days):
            _remind(tick, deal, days)


@deals.notice("nudge")
def nudge(telling: Telling) -> Reply | None:
    """The card with how little time is left; as it stands once somebody has decided."""
    deal = telling.records.deals.get(telling.subject["deal_id"])
    if deal.state is not DealState.SUBMITTED and telling.copy.state is not DeliveryState.SENT:
        return None
    card = review_cards.review(Case.of(telling, deal), telling.text)
    if deal.state is not DealState.SUBMITTED:
        return card
    return replace(card, title=clock_cards.nudge(deal, telling.now, telling.text))


@deals.notice("late")
def late(telling: Telling) -> Reply | None:
    """To whoever answers for the channel managers."""
    deal = telling.records.deals.get(telling.subject["deal_id"])
    if deal.state is not DealState.SUBMITTED:
        return None
    card = review_cards.review(Case.of(telling, deal), telling.text)
    if telling.person is None or telling.person.role not in MANAGERS:
        card = replace(card, blocks=tuple(b for b in card.blocks if isinstance(b, Facts)))
    return clock_cards.late(card, deal, _deciding(telling), telling.text)


@deals.notice("delayed")
def delayed(telling: Telling) -> Reply | None:
    """To the partner, who need do nothing."""
    deal = telling.records.deals.get(telling.subject["deal_id"])
    waits = deal.state is DealState.SUBMITTED
    return clock_cards.delayed(deal, telling.text) if waits else None


@deals.notice("ends_soon")
def ends_soon(telling: Telling) -> Reply | None:
    deal = telling.records.deals.get(telling.subject["deal_id"])
    protection = extension.of(telling, deal)
    if protection is None or deal.extensions != telling.subject["extensions"]:
        return None
    return extending_cards.ending([protection], deal.submitted_by, telling.text)


def _watch(tick: Tick, deal: Deal) -> None:
    left = office_hours_between(tick.now, deal.decision_due, _calendar(tick, deal, tick.now))
    if left <= _promised(tick, deal) * LAST and tick.records.deal_clocks.nudge(deal, tick.now):
        for manager in _deciding(tick):
            tick.tell(manager, "deals.nudge", card=expiry.card(deal), deal_id=deal.id)
    if tick.now >= deal.decision_due and tick.records.deal_clocks.late(deal, tick.now):
        _escalate(tick, deal)


def _escalate(tick: Tick, deal: Deal) -> None:
    for person in _leads(tick) or _deciding(tick):
        tick.tell(person, "deals.late", deal_id=deal.id)
    tick.tell(deal.submitted_by, "deals.delayed", deal_id=deal.id)


def _remind(tick: Tick, deal: Deal, days: int) -> None:
    """In the morning of the day itself, where the partner is."""
    protection = extension.of(tick, deal)
    if protection is None or protection.left > days:
        return
    if tick.records.deal_clocks.remind(deal, days):
        subject = {"deal_id": deal.id, "extensions": deal.extensions}
        tick.tell(deal.submitted_by, "deals.ends_soon", due_at=_opening(tick, deal), **subject)


def _opening(tick: Tick, deal: Deal) -> datetime:
    """When the office opens today, or now where it has opened already."""
    opens = _calendar(tick, deal, tick.now).hours.opens
    here = tick.now.astimezone(ZoneInfo(deal.partner.zone))
    return max(tick.now, datetime.combine(here.date(), opens, here.tzinfo))


def _promised(tick: Tick, deal: Deal) -> timedelta:
    """The office hours of a decision, by the rule of the day of its registration."""
    day = local_day(deal.submitted_at, deal.partner.zone)
    days: int = tick.records.rules.on("deals.decision", day).value["business_days"]
    return days * _calendar(tick, deal, deal.submitted_at).hours.in_a_day


def _calendar(tick: Tick, deal: Deal, moment: datetime) -> Calendar:
    day = local_day(moment, deal.partner.zone)
    return Calendar.of(tick.records.rules.on("calendar.hours", day).value, deal.partner.zone)


def _deciding(happening: Tick | Telling) -> list[Person]:
    """The channel managers but those who lead others; all where there are no others."""
    managers = happening.records.people.with_role(Role.CHANNEL_MANAGER)
    leading = {each.lead_id for each in managers}
    return [each for each in managers if each.id not in leading] or list(managers)


def _leads(tick: Tick) -> Collection[Person]:
    managers = tick.records.people.with_role(Role.CHANNEL_MANAGER)
    leading = {each.lead_id for each in managers if each.lead_id is not None}
    return [tick.records.people.get(number) for number in sorted(leading)]
