"""What webinars say unasked: reminders, changes, a seat that became free, and the end."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Tick
from handlers.webinars import cards, desk_cards, seats, words
from handlers.webinars.handler import webinars
from storage.webinars import (
    COMING,
    Registration,
    RegistrationState,
    Reminder,
    ReminderState,
    WebinarState,
)


@webinars.every(minutes=1)
def remind(tick: Tick) -> None:
    """Each reminder once; one that comes too late is skipped, and that is written down."""
    for reminder in tick.records.webinars.due(tick.now):
        if reminder.is_too_late(tick.now):
            reminder.state = ReminderState.MISSED
            _missed(tick, reminder)
        else:
            reminder.state = ReminderState.SENT
            _remind(tick, reminder)


@webinars.every(minutes=5)
def end(tick: Tick) -> None:
    """What is over was held; who planned it is asked who came."""
    for webinar in tick.records.webinars.over(tick.now):
        webinar.state = WebinarState.HELD
        planner = tick.records.people.get(webinar.planned_by_id)
        tick.tell(planner, "webinars.held", webinar_id=webinar.id)


@webinars.notice("reminder")
def reminder(telling: Telling) -> Reply | None:
    """Never once it has begun, nor for a time or a seat that is no more."""
    registration = _seated(telling)
    if registration is None or telling.now >= registration.webinar.starts_at:
        return None
    if registration.webinar.sequence != telling.subject["sequence"]:
        return None
    heading = telling.text("reminder", title=words.title(registration.webinar, telling.text))
    return cards.reminder(registration.webinar, heading, telling.text)


@webinars.notice("moved_up")
def moved_up(telling: Telling) -> Reply | None:
    """A seat became free for who waited for it."""
    registration = _seated(telling)
    if registration is None or not registration.webinar.is_open(telling.now):
        return None
    title = words.title(registration.webinar, telling.text)
    invitation = seats.invitation(telling, [registration.webinar], linked=True)
    heading = telling.text("moved_up", title=title)
    return cards.seat(registration, heading, invitation, telling.text)


@webinars.notice("changed")
def changed(telling: Telling) -> Reply | None:
    """Only the latest of several changes is told."""
    registration = _about(telling)
    webinar = registration.webinar
    latest = webinar.sequence == telling.subject["sequence"]
    if registration.state not in COMING or not latest or not webinar.is_open(telling.now):
        return None
    invitation = seats.invitation(telling, [webinar], linked=True)
    before = telling.subject.get("was", "")
    was = telling.text.show(datetime.fromisoformat(before)) if before else ""
    return cards.changed(registration, was, invitation, telling.text)


@webinars.notice("called_off")
def called_off(telling: Telling) -> Reply | None:
    registration = _about(telling)
    if registration.state not in COMING:
        return None
    invitation = seats.invitation(telling, [registration.webinar], linked=False)
    return cards.called_off(registration, invitation, telling.text)


@webinars.notice("held")
def held(telling: Telling) -> Reply:
    webinar = telling.records.webinars.get(telling.subject["webinar_id"])
    registrations = telling.records.webinars.registrations(webinar.id)
    return desk_cards.held(webinar, registrations, telling.text)


def _remind(tick: Tick, reminder: Reminder) -> None:
    registration = reminder.registration
    webinar = registration.webinar
    tick.tell(
        registration.person,
        "webinars.reminder",
        registration_id=registration.id,
        sequence=webinar.sequence,
        campaign=f"webinar:{webinar.id}:{webinar.sequence}:{reminder.kind}",
        recipient=str(registration.person_id),
    )


def _missed(tick: Tick, reminder: Reminder) -> None:
    what = f"registration:{reminder.registration_id}:{reminder.kind}"
    tick.write_down(None, "webinars.reminder", what, "missed")


def _about(telling: Telling) -> Registration:
    return telling.records.webinars.registered(telling.subject["registration_id"])


def _seated(telling: Telling) -> Registration | None:
    registration = _about(telling)
    return registration if registration.state is RegistrationState.REGISTERED else None
