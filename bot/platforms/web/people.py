"""Who one can be on the page, where each may look, and what has arrived for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.people import Person, Role
from storage.store import Records
from storage.timeline import Arrived
from storage.values import Language, Setting

#: The people of the demo world that are shown at once; the others wait under "more".
FIRST = ("rina", "dewi", "agus", "siti", "maya", "budi", "fajar", "joko")
STRANGER = "joko"
DIRECT = "dm"
GENERAL = "general"
Drawn = dict[str, Any]


class UnknownVisitor(LookupError):
    """Nobody on the page has that name, or not that place."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody a visitor may be; `person` is None for whom nobody knows."""

    handle: str
    name: str
    person: Person | None

    @property
    def group(self) -> str:
        if self.handle not in FIRST:
            return "more"
        if self.person is None:
            return "stranger"
        return "staff" if self.person.is_staff else "members"


def everyone(records: Records) -> list[Visitor]:
    """In the order of the page. Only a demo's people may be borrowed."""
    installation = records.installation.this()
    if installation is None or not installation.is_demo:
        return []
    found = {p.handle: Visitor(p.handle, p.name, p) for p in records.people.all() if p.active}
    found.setdefault(STRANGER, Visitor(STRANGER, STRANGER.capitalize(), None))
    others = [handle for handle in found if handle not in FIRST]
    return [found[handle] for handle in (*FIRST, *others) if handle in found]


def visitor(records: Records, handle: str, place: str = DIRECT) -> Visitor:
    """
    Raises:
        UnknownVisitor: when the page does not show that person, or them that place.
    """
    chosen = next((each for each in everyone(records) if each.handle == handle), None)
    if chosen is None or place not in places(chosen, records.timeline.channels()):
        raise UnknownVisitor(handle)
    return chosen


def places(chosen: Visitor, channels: Sequence[str]) -> tuple[str, ...]:
    """The direct message, the channel of everyone and, for staff, every other channel."""
    if chosen.person is None or not chosen.person.is_staff:
        return (DIRECT, GENERAL)
    return (DIRECT, GENERAL, *(name for name in channels if name != GENERAL))


def drawn(records: Records, now: datetime) -> Drawn:
    installation = records.installation.this()
    arrived, channels = records.timeline.arrived(), records.timeline.channels()
    return {
        "mark": records.timeline.mark(),
        "now": now.isoformat(),
        "demo": installation is not None and installation.is_demo,
        "world": _world(records),
        "vendor": installation.vendor if installation else "",
        "people": [_visitor(each, places(each, channels), arrived) for each in everyone(records)],
    }


def _world(records: Records) -> str:
    """Another demo is another world: what was read in the last one was not read in this."""
    installation = records.installation.this()
    began = installation.demo_began if installation else None
    return began.isoformat() if began else ""


def _visitor(each: Visitor, seen: tuple[str, ...], arrived: Sequence[Arrived]) -> Drawn:
    person = each.person
    partner = person.partner if person else None
    return {
        "handle": each.handle,
        "name": each.name,
        "group": each.group,
        "role": person.role if person else "stranger",
        "company": partner.name if partner else "",
        "region": partner.region if partner else "",
        "language": person.language if person else Language.ID,
        "zone": person.zone if person else "Asia/Jakarta",
        "preferred": person.preferred if person else None,
        "places": seen,
        "arrived": [found for found in _arrived(each, arrived) if found["place"] in seen],
    }


def _arrived(each: Visitor, arrived: Sequence[Arrived]) -> Iterator[Drawn]:
    """What was sent to this person; what was sent to a channel is for support to see."""
    if each.person is None:
        return
    watches = each.person.role is Role.SUPPORT
    for found in arrived:
        if found.person_id == each.person.id or (found.person_id is None and watches):
            place = DIRECT if found.setting is Setting.DIRECT else found.channel
            yield {"id": found.id, "place": place}
