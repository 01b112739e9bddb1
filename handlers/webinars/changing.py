"""Plans, changes and calls off a webinar; everybody registered is told once, with a new
calendar file, and is reminded at the new time."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation.turn import Happening
from handlers.webinars import codes, seats
from handlers.webinars.draft import Ready
from storage.people import Person
from storage.webinars import Registration, Webinar

#: What a calendar shows of a webinar: a change of any of these is told.
SHOWN = ("titles", "starts_at", "minutes", "host", "link")


def plan(happening: Happening, ready: Ready, by: Person) -> Webinar:
    webinar = Webinar(
        titles=ready.titles,
        starts_at=ready.starts_at,
        zone=ready.zone,
        minutes=ready.minutes,
        host=ready.host or by.name,
        planned_by_id=by.id,
        code=codes.new(),
        link=ready.link,
        audience=ready.audience,
        capacity=ready.capacity,
    )
    return happening.records.webinars.add(webinar)


def twin(happening: Happening, ready: Ready) -> Webinar | None:
    """The same webinar at the same time, planned already."""
    found = happening.records.webinars.all()
    same = (each for each in found if each.starts_at == ready.starts_at)
    return next((each for each in same if _is_same(each, ready) and not _is_off(each)), None)


def change(happening: Happening, webinar: Webinar, ready: Ready) -> int:
    """How many people are told: none where nothing that a calendar shows has changed."""
    was, before = webinar.starts_at, [getattr(webinar, name) for name in SHOWN]
    webinar.titles, webinar.host = ready.titles, ready.host or webinar.host
    webinar.starts_at, webinar.zone, webinar.minutes = ready.starts_at, ready.zone, ready.minutes
    webinar.link, webinar.audience = ready.link, ready.audience
    webinar.capacity = ready.capacity
    told = 0
    if [getattr(webinar, name) for name in SHOWN] != before:
        told = _changed(happening, webinar, was)
    seats.move_up(happening, webinar)
    return told


def move(happening: Happening, webinar: Webinar, starts_at: datetime, zone: str) -> int:
    was = webinar.starts_at
    webinar.starts_at, webinar.zone = starts_at, zone
    return _changed(happening, webinar, was)


def call_off(happening: Happening, webinar: Webinar) -> int:
    webinar.sequence += 1
    registrations = happening.records.webinars.registrations(webinar.id)
    happening.records.webinars.call_off(webinar)
    for registration in registrations:
        _tell(happening, registration, "webinars.called_off")
    return len(registrations)


def _changed(happening: Happening, webinar: Webinar, was: datetime) -> int:
    webinar.sequence += 1
    registrations = happening.records.webinars.registrations(webinar.id)
    happening.records.webinars.plan(webinar, registrations, happening.now)
    moved = {"was": was.isoformat()} if was != webinar.starts_at else {}
    for registration in registrations:
        _tell(happening, registration, "webinars.changed", **moved)
    return len(registrations)


def _tell(happening: Happening, registration: Registration, notice: str, **facts: str) -> None:
    """Once for each change, whoever asks for it again."""
    webinar = registration.webinar
    happening.tell(
        registration.person,
        notice,
        registration_id=registration.id,
        sequence=webinar.sequence,
        campaign=f"webinar:{webinar.id}:{webinar.sequence}",
        recipient=str(registration.person_id),
        **facts,
    )


def _is_same(webinar: Webinar, ready: Ready) -> bool:
    titles = {str(title).casefold() for title in webinar.titles.values()}
    return any(title.casefold() in titles for title in ready.titles.values())


def _is_off(webinar: Webinar) -> bool:
    return webinar.state.value == "cancelled"
