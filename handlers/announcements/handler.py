"""Lets channel managers write an announcement, send it once to everybody in it, follow it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handlers.announcements import cards, forms, sending
from handlers.announcements.audience import titles
from handlers.announcements.drafting import Draft, Missing, decide, from_sentence
from handlers.announcements.preflight import preflight
from handlers.announcements.reading import Reading, regions
from handlers.announcements.timing import from_document, has_passed, to_document
from handlers.conversation.handler import Handler
from handlers.conversation.manners import stale
from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.turn import Turn
from storage.announcements import Announcement, AnnouncementState
from storage.people import Role

announcements = Handler("announcements")

MANAGERS = frozenset({Role.CHANNEL_MANAGER})
LATEST = 6
#: Whom an announcement can be for: with other verbs one of these is named before the colon.
SOMEBODY = (
    r"(?:partners?|mitra|resellers?|pengecer|distributors?|affiliates?|afiliasi|members?|anggota"
    r"|everyone|everybody|semua\w*|seluruh|gold|silver|platinum|penyedia\s+jasa|providers?)"
)
_CIVIL = (
    r"(?:(?:halo|hai|hi|hello|selamat|pagi|siang|sore|malam|good|morning|afternoon|mitra|dear|tolong(?:in)?|mohon|coba|please|pls|kindly|could\s+you"
    r"|can\s+you|bisa)\b[\s,]*)*"
)
_TELL = (
    r"(?:kirim\w*|buat\w*|bikin\w*|tulis\w*|sampai(?:kan|in)|sebar(?:kan|in)?|kabar(?:i|in|kan)"
    r"|info(?:kan|in)?|informasikan|beri\s*tahu\w*|kasih?\s+ta(?:h)?u|pengumuman|send|tell|inform"
    r"|notify|message|let|draft|write)"
)
DICTATED = re.compile(
    rf"{_CIVIL}(?:(?:umumkan|umumin|siarkan|siarin|announce|broadcast)\b"
    rf"|{_TELL}\b[^\n:]{{0,200}}\b{SOMEBODY}\b)[^\n]{{0,300}}?(?:\s?:\s|\n).+",
    re.IGNORECASE | re.DOTALL,
)


@announcements.intent("write", roles=MANAGERS)
def write(turn: Turn, sentence: str) -> Reply:
    return _drafted(turn, from_sentence(sentence, turn.language), None)


@announcements.written("dictated", DICTATED, roles=MANAGERS)
def dictated(turn: Turn, sentence: str) -> Reply:
    """What stands behind the colon is for others, and means nothing to us."""
    return write(turn, sentence)


@announcements.form("draft", roles=MANAGERS)
def submit(turn: Turn, values: Mapping[str, str]) -> Reply:
    """A new one, or a change of one's own that was not sent yet."""
    draft = forms.sent_in(values)
    if not turn.subject:
        return _drafted(turn, draft, None)
    changed = _found(turn, turn.subject)
    if changed is None or not _is_mine(turn, changed):
        return stale(turn.language)
    return _drafted(turn, draft, changed) if changed.is_open else _decided(turn, changed)


@announcements.intent("status", roles=MANAGERS)
def status(turn: Turn, _: str) -> Reply:
    """The counts are those of the moment, not of the last look."""
    latest = turn.records.announcements.latest(LATEST)
    if not latest:
        return Reply(turn.text("none_yet"), (Paragraph(turn.text("none_yet_next")),))
    tally = turn.records.deliveries.tally
    return cards.overview([(each, tally(each.campaign)) for each in latest], turn.text)


@announcements.button("send", roles=MANAGERS)
def send(turn: Turn, value: str) -> Reply:
    """Freeze and start it; with many recipients a second person is asked first."""
    found = _to_decide(turn, value, AnnouncementState.DRAFT, mine=True)
    if isinstance(found, Reply):
        return found
    if has_passed(from_document(found.timing), turn.person.zone, turn.now):
        return cards.too_late(found, turn.text)
    return _asked(turn, found) if _needs_second(turn, found) else _started(turn, found)


@announcements.button("approve", roles=MANAGERS)
def approve(turn: Turn, value: str) -> Reply:
    found = _to_decide(turn, value, AnnouncementState.WAITING, mine=False)
    return found if isinstance(found, Reply) else _started(turn, found)


@announcements.button("decline", roles=MANAGERS)
def decline(turn: Turn, value: str) -> Reply:
    found = _to_decide(turn, value, AnnouncementState.WAITING, mine=False)
    return found if isinstance(found, Reply) else _cancelled(turn, found)


@announcements.button("cancel", roles=MANAGERS)
def cancel(turn: Turn, value: str) -> Reply:
    """Any channel manager may stop what is going out, only its author what is not."""
    found = _found(turn, value)
    if found is None or (found.is_open and not _is_mine(turn, found)):
        return stale(turn.language)
    if found.moving:
        sending.look(turn, found)
    stoppable = found.is_open or found.state is AnnouncementState.RUNNING
    return _cancelled(turn, found) if stoppable else _decided(turn, found)


def _drafted(turn: Turn, draft: Draft, changed: Announcement | None) -> Reply:
    """One path for a sentence and a form: a preview, or the form with what is missing."""
    courses = tuple(titles(turn.records, turn.now.date()))
    reading = Reading(turn.read, turn.person.zone, regions(turn.records), courses)
    decision = decide(draft, reading)
    if isinstance(decision, Missing):
        subject = str(changed.id) if changed else ""
        return cards.ask(forms.to_complete(decision, turn.text, subject), turn.text)
    texts, audience = dict(decision.texts), decision.audience.document
    timing = to_document(decision.timing)
    if changed is None:
        changed = turn.records.announcements.add(
            Announcement(
                author_id=turn.person.id,
                created_at=turn.now,
                texts=texts,
                audience=audience,
                timing=timing,
            )
        )
    else:
        changed.revise(texts, audience, timing)
        turn.refresh(sending.approval_card(changed))
    second = _needs_second(turn, changed)
    return cards.preview(changed, preflight(turn, changed), second, turn.text)


def _asked(turn: Turn, announcement: Announcement) -> Reply:
    announcement.state = AnnouncementState.WAITING
    approvers = sending.ask_second(turn, announcement)
    turn.audit("announcements.send", announcement.campaign, "waits for a second person")
    return cards.asked(announcement, [person.name for person in approvers], turn.text)


def _started(turn: Turn, announcement: Announcement) -> Reply:
    sending.start(turn, announcement, turn.person)
    turn.audit("announcements.send", announcement.campaign, "done")
    tally = turn.records.deliveries.tally(announcement.campaign)
    return cards.started(announcement, tally, turn.text)


def _cancelled(turn: Turn, announcement: Announcement) -> Reply:
    sending.cancel(turn, announcement, turn.person)
    turn.audit("announcements.cancel", announcement.campaign, "done")
    return cards.decided(announcement, turn.person.name, turn.text)


def _decided(turn: Turn, announcement: Announcement) -> Reply:
    """It is too late for this: who did what, and when."""
    by = announcement.decided_by_id
    name = turn.records.people.get(by).name if by else ""
    return cards.decided(announcement, name, turn.text)


def _to_decide(
    turn: Turn, value: str, state: AnnouncementState, mine: bool
) -> Announcement | Reply:
    """The announcement that a button stands on, with the words that it was drawn with."""
    announcement_id, _, revision = value.partition(":")
    found = _found(turn, announcement_id)
    if found is None or str(found.revision) != revision or _is_mine(turn, found) is not mine:
        return stale(turn.language)
    return found if found.state is state else _decided(turn, found)


def _found(turn: Turn, announcement_id: str) -> Announcement | None:
    number = int(announcement_id) if announcement_id.isdecimal() else 0
    return turn.records.announcements.locked(number)


def _is_mine(turn: Turn, announcement: Announcement) -> bool:
    return announcement.author_id == turn.person.id


def _needs_second(turn: Turn, announcement: Announcement) -> bool:
    rule = turn.records.rules.on("announcements.second_person", turn.now.date()).value
    reached = len(preflight(turn, announcement).reached)
    return reached > int(rule["above_recipients"])
