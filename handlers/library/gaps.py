"""Gaps: what people asked in vain, who sees to it, and how it is answered or closed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from handlers.conversation.manners import stale
from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.slots import choices
from handlers.conversation.turn import Happening, Telling, Turn
from handlers.library import filling, gap_cards, owners
from handlers.library.handler import KEEPERS, library
from handlers.library.listing import staff
from storage.gaps import Gap, GapState
from storage.people import Person

END_OF_DAY = time(17)
CLOSES = re.compile(
    r"\b(?:tutup|abaikan|lupakan|coret|close|drop|dismiss|ignore|never\s*mind"
    r"|(?:tidak|tak|jangan|nggak|gak|ga|nggak\s+usah|tidak\s+akan|not|don['’]?t|won['’]?t)\s+"
    r"(?:be\s+|akan\s+|usah\s+)?(?:di)?(?:jawab|answer\w*)|out\s+of\s+scope|di\s*luar)",
    re.IGNORECASE,
)
_DOES = (
    r"(?:tugas\w*|serah\w*|kasih\w*|beri\w*|jadikan|biar\w*|(?:men|di)?jawab\w*|isi|(?:me)?n?ulis\w*|tulis\w*|tampil\w*|lihat"
    r"|buka|tenggat\w*|celah|tutup|abaikan|lupakan|coret|jangan|assign|give|hand|make|let|answer"
    r"|fill|write|open|show|set|gap|close|drop|dismiss|ignore|never\s*mind|don['’]?t)"
)
#: A sentence about a gap by its number: it begins with that, or asks for something with it.
NAMED = re.compile(
    rf"(?:\W*|[^\n:]{{0,40}}\b{_DOES}\b[^\n:]{{0,60}}?\b)G-\d{{2,6}}\b.*",
    re.IGNORECASE | re.DOTALL,
)


@library.when("question.unanswered")
def entrust(happening: Happening, facts: Mapping[str, Any]) -> None:
    """Every gap has an owner and a day from the start."""
    records = happening.records
    owners.entrust(records, records.gaps.get(facts["gap_id"]), happening.now)


@library.intent("gaps", roles=KEEPERS)
def gaps(turn: Turn, _: str) -> Reply:
    """What most people asked comes first."""
    return gap_cards.listed(turn.records.gaps.still_open(), turn)


@library.waiting(roles=KEEPERS)
def waiting(turn: Turn, _: str) -> Reply | None:
    """At home, what this person has to answer."""
    mine = [g for g in turn.records.gaps.still_open() if g.owner_id == turn.person.id]
    return gap_cards.listed(mine, turn) if mine else None


@library.button("gap", roles=KEEPERS)
def look(turn: Turn, value: str) -> Reply:
    gap = _found(turn, value)
    return gap_cards.card(gap, turn) if gap else stale(turn.language)


@library.written("gap_said", NAMED, roles=KEEPERS)
def said(turn: Turn, sentence: str) -> Reply:
    """*assign G-12 to Budi by Friday* · *G-12 will not be answered: …*; what is not said is
    asked for on its card."""
    gap = _said(turn, sentence)
    if gap is None:
        return gaps(turn, sentence)
    _, _, why = sentence.partition(":")
    if CLOSES.search(sentence):
        return _closed(turn, gap, why.strip()) if why.strip() else gap_cards.card(gap, turn)
    people = staff(turn)
    named = turn.read.named(sentence, [person.name for person in people])
    owner = next((p for p in people if named and p.name == named[0].value), None)
    days = turn.read.days(sentence)
    if owner is None and not days:
        return gap_cards.card(gap, turn)
    return _entrusted(turn, gap, owner, choices(days[0])[0] if days else None)


@library.form("duty", roles=KEEPERS)
def duty(turn: Turn, values: Mapping[str, str]) -> Reply:
    gap = _found(turn, turn.subject)
    if gap is None:
        return stale(turn.language)
    owner = next((p for p in staff(turn) if p.handle == values.get("owner")), None)
    due = values.get("due", "").strip()
    day = _day(turn, due)
    if due and day is None:
        return gap_cards.again(gap, turn, turn.text("no_day"))
    return _entrusted(turn, gap, owner, day)


@library.form("close", roles=KEEPERS)
def close(turn: Turn, values: Mapping[str, str]) -> Reply:
    gap, why = _found(turn, turn.subject), values.get("why", "").strip()
    if gap is None:
        return stale(turn.language)
    return _closed(turn, gap, why) if why else gap_cards.no_reason(gap, turn)


@library.notice("closed")
def closed(telling: Telling) -> Reply:
    """To everybody who asked."""
    subject, text = telling.subject, telling.text
    title = text("not_answered", question=subject["question"])
    return Reply(title, (Paragraph(text("because", reason=subject["why"])),))


def _closed(turn: Turn, gap: Gap, why: str) -> Reply:
    if gap.is_open:
        gap.state, gap.closed_reason = GapState.CLOSED, why
        turn.audit("library.close_gap", gap_cards.reference(gap), "done", why=why)
        for waiting in turn.records.gaps.askers(gap.id):
            if waiting.told_at is None:
                waiting.told_at = turn.now
                subject = {"question": waiting.question, "why": why}
                filling.say(turn, waiting, "library.closed", subject)
    return gap_cards.closed(gap, turn)


def _entrusted(turn: Turn, gap: Gap, owner: Person | None, day: date | None) -> Reply:
    if owner is not None:
        gap.owner_id = owner.id
    if day is not None:
        gap.due_at = _evening(day, turn.person.zone)
    turn.audit(
        "library.assign", gap_cards.reference(gap), "done", owner=owner.handle if owner else ""
    )
    return gap_cards.card(gap, turn)


def _evening(day: date, zone: str) -> datetime:
    return datetime.combine(day, END_OF_DAY, ZoneInfo(zone)).astimezone(UTC)


def _day(turn: Turn, written: str) -> date | None:
    days = turn.read.days(written)
    try:
        return choices(days[0])[0] if days else date.fromisoformat(written)
    except ValueError:
        return None


def _said(turn: Turn, sentence: str) -> Gap | None:
    found = turn.read.references(sentence)
    return _found(turn, found[0].value.partition("-")[2]) if found else None


def _found(turn: Turn, value: str) -> Gap | None:
    number = int(value) if value.isdecimal() else 0
    return next((gap for gap in turn.records.gaps.still_open() if gap.id == number), None)
