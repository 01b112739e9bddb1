"""What tests do with webinars and look at afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from storage.people import Person
from storage.store import Records, Store
from storage.webinars import RegistrationState, ReminderKind, ReminderState, Webinar
from tests.conftest import NOW

A_MINUTE, AN_HOUR, A_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SOON = NOW + 3 * A_DAY
REGISTERED, WAITING = RegistrationState.REGISTERED, RegistrationState.WAITING


def planned(store: Store, **given: Any) -> int:
    with store.transaction() as records:
        maya = person(records, "maya")
        values: dict[str, Any] = {
            "titles": {"en": "Security"},
            "starts_at": SOON,
            "zone": "Asia/Jakarta",
            "minutes": 60,
            "host": "Maya",
            "planned_by_id": maya.id,
            "code": f"IN-{len(records.webinars.all())}",
        }
        return records.webinars.add(Webinar(**{**values, **given})).id


def person(records: Records, handle: str) -> Person:
    found = records.people.with_handle(handle)
    assert found is not None
    return found


def registers(store: Store, webinar_id: int, who: str, now: datetime = NOW) -> RegistrationState:
    with store.transaction() as records:
        webinar = records.webinars.locked(webinar_id)
        assert webinar is not None
        return records.webinars.register(webinar, person(records, who).id, now).state


def leaves(store: Store, webinar_id: int, who: str, now: datetime = NOW) -> list[str]:
    """Who has the seat instead."""
    with store.transaction() as records:
        webinar = records.webinars.locked(webinar_id)
        registration = records.webinars.registration(webinar_id, person(records, who).id)
        assert webinar is not None
        assert registration is not None
        records.webinars.leave(registration)
        return [each.person.handle for each in records.webinars.move_up(webinar, now)]


def seated(store: Store, webinar_id: int) -> list[str]:
    with store.reading() as records:
        found = records.webinars.registrations(webinar_id, REGISTERED)
        return [each.person.handle for each in found]


def reminded(store: Store, now: datetime) -> list[tuple[str, ReminderKind]]:
    """Take what is due, as the job does."""
    with store.transaction() as records:
        sent = []
        for reminder in records.webinars.due(now):
            late = reminder.is_too_late(now)
            reminder.state = ReminderState.MISSED if late else ReminderState.SENT
            if not late:
                sent.append((reminder.registration.person.handle, reminder.kind))
        return sent
