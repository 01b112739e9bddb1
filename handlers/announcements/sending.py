"""Starts an announcement, keeps its card true, and withholds what has not gone out."""

from __future__ import annotations

import secrets

from handlers.announcements.preflight import Preflight, preflight
from handlers.conversation.turn import Happening
from storage.announcements import Announcement, AnnouncementState
from storage.deliveries import ACTIVE, Delivery, DeliveryState, Urgency
from storage.people import Person, Role
from storage.values import Platform, Setting

MESSAGE = "announcements.message"
NOT_LINKED = "not linked"
CANCELLED = "cancelled"


def start(happening: Happening, announcement: Announcement, by: Person) -> Preflight:
    """Freeze the words and the audience: one delivery for each person in it."""
    announcement.decide(AnnouncementState.RUNNING, by.id, happening.now)
    announcement.moving = True
    found = preflight(happening, announcement)
    happening.refresh(approval_card(announcement))
    for each in found.reached:
        happening.tell(
            each.person,
            MESSAGE,
            announcement_id=announcement.id,
            campaign=announcement.campaign,
            recipient=str(each.person.id),
            urgency=Urgency.BROADCAST,
            due_at=each.due_at,
        )
    skipped = [_skipped(happening, announcement, person) for person in found.unlinked]
    happening.records.deliveries.add_all(skipped)
    author = happening.records.people.get(announcement.author_id)
    happening.tell(
        author,
        "announcements.progress",
        announcement_id=announcement.id,
        card=announcement.campaign,
    )
    return found


def ask_second(happening: Happening, announcement: Announcement) -> list[Person]:
    """Ask every other channel manager for approval."""
    people = happening.records.people
    managers = people.with_role(Role.CHANNEL_MANAGER)
    others = [person for person in managers if person.id != announcement.author_id]
    card = approval_card(announcement)
    for person in others:
        happening.tell(
            person, "announcements.approval", announcement_id=announcement.id, card=card
        )
    return others


def cancel(happening: Happening, announcement: Announcement, by: Person) -> None:
    """What is already in a platform's hands may still arrive."""
    happening.records.announcements.withhold(announcement, CANCELLED)
    announcement.decide(AnnouncementState.CANCELLED, by.id, happening.now)
    _redraw(happening, announcement)
    if by.id != announcement.author_id:
        author = happening.records.people.get(announcement.author_id)
        subject = {"announcement_id": announcement.id, "by": by.id}
        happening.tell(author, "announcements.cancelled", **subject)


def approval_card(announcement: Announcement) -> str:
    return f"{announcement.campaign}:approval"


def look(happening: Happening, announcement: Announcement) -> None:
    """Draw the card again if its numbers changed; done when nothing is left to send."""
    tally = happening.records.deliveries.tally(announcement.campaign)
    shown = {state.value: count for state, count in tally.items()}
    announcement.moving = bool(ACTIVE & tally.keys())
    if announcement.moving and shown == announcement.tally:
        return
    announcement.tally = shown
    if not announcement.moving and announcement.state is AnnouncementState.RUNNING:
        announcement.state = AnnouncementState.DONE
    happening.refresh(announcement.campaign)


def _redraw(happening: Happening, announcement: Announcement) -> None:
    happening.refresh(announcement.campaign)
    happening.refresh(approval_card(announcement))


def _skipped(happening: Happening, announcement: Announcement, person: Person) -> Delivery:
    """A row for whom we cannot reach, so that the sum is the audience."""
    return Delivery(
        key=secrets.token_hex(16),
        urgency=Urgency.BROADCAST,
        platform=person.preferred or Platform.WEB,
        workspace="",
        user="",
        channel="",
        thread="",
        setting=Setting.DIRECT,
        language=person.language,
        created_at=happening.now,
        due_at=happening.now,
        person_id=person.id,
        notice=MESSAGE,
        subject={"announcement_id": announcement.id},
        campaign=announcement.campaign,
        recipient=str(person.id),
        state=DeliveryState.SKIPPED,
        reason=NOT_LINKED,
    )
