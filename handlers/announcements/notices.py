"""What announcements say unasked: the message itself, and cards that are kept true."""

from __future__ import annotations

from handlers.announcements import cards, sending
from handlers.announcements.handler import announcements
from handlers.announcements.preflight import preflight
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Tick
from storage.announcements import Announcement, AnnouncementState


@announcements.notice("message")
def message(telling: Telling) -> Reply | None:
    """The frozen words, for a member; nothing once it was cancelled."""
    announcement = _about(telling)
    if announcement.state is AnnouncementState.CANCELLED:
        return None
    installation = telling.records.installation.this()
    vendor = installation.vendor if installation else ""
    return cards.message(announcement, vendor, telling.text)


@announcements.notice("progress")
def progress(telling: Telling) -> Reply:
    """The counts, for the author."""
    announcement = _about(telling)
    tally = telling.records.deliveries.tally(announcement.campaign)
    return cards.progress(announcement, tally, telling.text)


@announcements.notice("approval")
def approval(telling: Telling) -> Reply:
    """For the second person: to decide, or what became of it."""
    announcement, people = _about(telling), telling.records.people
    if announcement.state is AnnouncementState.WAITING:
        author = people.get(announcement.author_id).name
        return cards.approval(announcement, preflight(telling, announcement), author, telling.text)
    by = announcement.decided_by_id
    return cards.decided(announcement, people.get(by).name if by else "", telling.text)


@announcements.notice("cancelled")
def cancelled(telling: Telling) -> Reply:
    """For the author: somebody else stopped it."""
    announcement = _about(telling)
    by = telling.records.people.get(telling.subject["by"])
    return cards.decided(announcement, by.name, telling.text)


@announcements.every(minutes=1)
def watch(tick: Tick) -> None:
    for announcement in tick.records.announcements.moving():
        sending.look(tick, announcement)


def _about(telling: Telling) -> Announcement:
    return telling.records.announcements.get(telling.subject["announcement_id"])
