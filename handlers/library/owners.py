"""Who sees to a document or a gap that nobody was given: the first channel manager."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation.calendar import Calendar, business_deadline
from storage.gaps import Gap
from storage.people import Person, Role
from storage.rules import UnknownRule
from storage.stewardship import Steward
from storage.store import Records

BUSINESS_DAYS = 5


def manager(records: Records) -> Person | None:
    return next(iter(records.people.with_role(Role.CHANNEL_MANAGER)), None)


def of_document(records: Records, steward: Steward | None) -> Person | None:
    return _active(records, steward.owner_id if steward else None) or manager(records)


def of_gap(records: Records, gap: Gap) -> Person | None:
    return _active(records, gap.owner_id) or manager(records)


def entrust(records: Records, gap: Gap, now: datetime) -> None:
    """Give a gap that nobody has to the channel manager, for five business days."""
    owner = manager(records)
    if gap.owner_id is None and owner is not None:
        gap.owner_id = owner.id
        gap.due_at = gap.due_at or _due(records, owner, now)


def _due(records: Records, owner: Person, now: datetime) -> datetime | None:
    try:
        hours = records.rules.on("calendar.hours", now.date()).value
    except UnknownRule:
        return None
    return business_deadline(now, BUSINESS_DAYS, Calendar.of(hours, owner.zone))


def _active(records: Records, person_id: int | None) -> Person | None:
    found = records.people.get(person_id) if person_id is not None else None
    return found if found is not None and found.active else None
