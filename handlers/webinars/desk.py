"""Lets channel managers plan, move and call off webinars, see who is registered, and mark
who was there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from handlers.conversation.manners import stale
from handlers.conversation.message import Said
from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.turn import Turn
from handlers.webinars import (
    attendance,
    audience,
    changing,
    desk_cards,
    finding,
    forms,
    reading,
    words,
)
from handlers.webinars.draft import Draft, Missing, decide
from handlers.webinars.handler import (
    MANAGERS,
    MINE,
    number,
    own_seat,
    register,
    upcoming,
    webinars,
)
from storage import walltime
from storage.people import EVERYONE
from storage.webinars import RegistrationState, Webinar, WebinarState

EVERY_STATE = tuple(RegistrationState)
#: A sentence that is not clear otherwise, but speaks of a webinar and of going there.
A_WEBINAR = re.compile(
    r"(?=.*\bwebinar)(?=.*\b(?:daftar\w*|ikut\w*|jadwal\w*|kapan|hadir\w*|lihat\w*|tampilkan"
    r"|batal\w*|register\w*|sign|join\w*|attend\w*|when|show|list|cancel\w*|can'?t|cannot|won'?t)\b)",
    re.IGNORECASE | re.DOTALL,
)
NOT_GOING = re.compile(
    r"\b(?:batal\w*|cancel\w*|can'?t|cannot|won'?t|(?:tidak|gak|nggak|ga) (?:bisa|jadi))\b",
    re.IGNORECASE,
)
GOING = re.compile(
    r"^(?!.*\b(?:siapa|berapa|who|how many)\b)"
    r".*\b(?:daftar(?:kan|in)?|ikut\w*|register|sign|join)\b",
    re.IGNORECASE | re.DOTALL,
)


@webinars.intent("plan", roles=MANAGERS)
def plan(turn: Turn, sentence: str) -> Reply:
    regions = audience.regions(turn.records)
    draft = reading.draft(sentence, turn.read, regions)
    return _planned(turn, forms.with_zone(draft, turn.person.zone), fresh=True)


@webinars.form("plan", roles=MANAGERS)
def submit(turn: Turn, values: Mapping[str, str]) -> Reply:
    """A new one, or a change of one that has not begun to end."""
    draft = forms.sent_in(values)
    return _changed(turn, draft) if turn.subject else _planned(turn, draft, fresh=False)


@webinars.intent("move", roles=MANAGERS)
def move(turn: Turn, sentence: str) -> Reply:
    """To the time that it names, once it is confirmed; else by the form."""
    found = finding.titled(finding.still_open(turn), sentence) or _talked_of(turn)
    if len(found) != 1:
        return desk_cards.choose(found or finding.still_open(turn), "webinars.roster", turn.text)
    (webinar,) = found
    moment = reading.moment(sentence, turn.read)
    if moment is None:
        return desk_cards.ask(forms.to_change(webinar, turn.text), turn.text)
    zone = moment.value.zone or turn.person.zone
    wall = moment.value.wall
    starts_at = walltime.moment(wall.date(), wall.time(), zone)
    if starts_at <= turn.now:
        return Reply(turn.text("has_passed"), private=True)
    to = f"{forms.version(webinar)}:{int(starts_at.timestamp())}:{zone}"
    return desk_cards.confirm_move(webinar, _told(turn, webinar), to, starts_at, turn.text)


@webinars.button("move", roles=MANAGERS)
def move_it(turn: Turn, value: str) -> Reply:
    version, _, to = value.rpartition(":")[0].rpartition(":")
    webinar = _as_shown(turn, version)
    if webinar is None or not to.isdecimal() or int(to) <= turn.now.timestamp():
        return stale(turn.language)
    told = changing.move(
        turn, webinar, datetime.fromtimestamp(int(to), UTC), value.rpartition(":")[2]
    )
    turn.audit("webinars.move", f"webinar:{webinar.id}", "done")
    return _done(turn, webinar, "moved_now", told)


@webinars.intent("cancel", roles=EVERYONE)
def cancel(turn: Turn, sentence: str) -> Reply:
    """A member's seat; for a channel manager the webinar, unless they say that it is theirs."""
    if turn.person.role not in MANAGERS or MINE.search(sentence):
        return own_seat(turn, sentence)
    found = finding.meant(turn, finding.still_open(turn), sentence)
    if len(found) != 1:
        return desk_cards.choose(found, "webinars.ask_call_off", turn.text)
    return desk_cards.confirm_call_off(found[0], _told(turn, found[0]), turn.text)


@webinars.mention("webinar", A_WEBINAR, roles=EVERYONE)
def about(turn: Turn, sentence: str) -> Reply:
    """What it says of going there; else what there is."""
    if NOT_GOING.search(sentence):
        return cancel(turn, sentence)
    return register(turn, sentence) if GOING.search(sentence) else upcoming(turn, sentence)


@webinars.button("ask_call_off", roles=MANAGERS)
def ask_call_off(turn: Turn, value: str) -> Reply:
    webinar = turn.records.webinars.locked(number(value))
    if webinar is None or not webinar.is_open(turn.now):
        return stale(turn.language)
    return desk_cards.confirm_call_off(webinar, _told(turn, webinar), turn.text)


@webinars.button("call_off", roles=MANAGERS)
def call_off(turn: Turn, value: str) -> Reply:
    webinar = _as_shown(turn, value)
    if webinar is None:
        return stale(turn.language)
    told = changing.call_off(turn, webinar)
    turn.audit("webinars.call_off", f"webinar:{webinar.id}", "done")
    heading = turn.text("called_off", title=words.title(webinar, turn.text))
    return Reply(heading, (Paragraph(turn.text.plural("told", told)),), private=True)


@webinars.intent("roster", roles=EVERYONE)
def roster(turn: Turn, sentence: str) -> Reply:
    """Who is registered and who came, for channel managers; for all others how many."""
    seen = finding.seen_by(turn, turn.person)
    among = seen if turn.person.role in MANAGERS else finding.still_open(turn)
    found = finding.titled(among, sentence) or finding.meant(turn, among, sentence)
    if len(found) != 1:
        return desk_cards.choose(found, "webinars.roster", turn.text)
    return _roster(turn, found[0])


@webinars.button("roster", roles=EVERYONE)
def press_roster(turn: Turn, value: str) -> Reply:
    seen = [each for each in finding.seen_by(turn, turn.person) if each.id == number(value)]
    return _roster(turn, seen[0]) if seen else stale(turn.language)


@webinars.intent("attendance", roles=MANAGERS)
def mark(turn: Turn, sentence: str) -> Reply:
    """From a file that came with it, from the names behind a colon, or from a form."""
    head, _, listed = sentence.partition("\n" if "\n" in sentence else ":")
    began = [each for each in turn.records.webinars.all() if _has_begun(turn, each)]
    found = finding.titled(began, head) or began[-1:]
    if len(found) != 1:
        return desk_cards.choose(found, "webinars.roster", turn.text)
    names = _in_files(turn) if listed.strip() == "" else attendance.lines(listed)
    if names is None:
        return Reply(turn.text("no_text_file"), private=True)
    if not names:
        return desk_cards.ask(forms.attendance(found[0], turn.text), turn.text)
    return _marked(turn, found[0], names)


@webinars.form("attendance", roles=MANAGERS)
def submit_attendance(turn: Turn, values: Mapping[str, str]) -> Reply:
    webinar = turn.records.webinars.locked(number(turn.subject))
    if webinar is None or not _has_begun(turn, webinar):
        return stale(turn.language)
    return _marked(turn, webinar, attendance.lines(values.get("names", "")))


def _planned(turn: Turn, draft: Draft, *, fresh: bool) -> Reply:
    """One path for a sentence and a form: it is planned, or the form asks for what is missing."""
    decision = decide(draft, audience.regions(turn.records), turn.now)
    if isinstance(decision, Missing):
        return desk_cards.ask(forms.to_complete(decision, turn.text, fresh=fresh), turn.text)
    webinar = changing.twin(turn, decision)
    key = "planned_already" if webinar else "planned"
    if webinar is None:
        webinar = changing.plan(turn, decision, turn.person)
        turn.audit("webinars.plan", f"webinar:{webinar.id}", "done")
    turn.remember("webinars", webinars=[webinar.id])
    heading = turn.text(key, title=words.title(webinar, turn.text))
    return desk_cards.planned(webinar, heading, turn.text)


def _changed(turn: Turn, draft: Draft) -> Reply:
    webinar = _as_shown(turn, turn.subject)
    if webinar is None:
        return stale(turn.language)
    decision = decide(draft, audience.regions(turn.records), turn.now)
    if isinstance(decision, Missing):
        form = forms.to_complete(decision, turn.text, turn.subject)
        return desk_cards.ask(form, turn.text)
    told = changing.change(turn, webinar, decision)
    turn.audit("webinars.change", f"webinar:{webinar.id}", "done")
    return _done(turn, webinar, "changed_now", told)


def _done(turn: Turn, webinar: Webinar, key: str, told: int) -> Reply:
    heading = turn.text(key, title=words.title(webinar, turn.text))
    said = Paragraph(turn.text.plural("told", told))
    return desk_cards.planned(webinar, heading, turn.text).with_blocks(said)


def _roster(turn: Turn, webinar: Webinar) -> Reply:
    if turn.person.role not in MANAGERS:
        return desk_cards.counts(webinar, turn.records.webinars.taken(webinar.id), turn.text)
    turn.audit("webinars.roster", f"webinar:{webinar.id}", "done")
    turn.remember("webinars", webinars=[webinar.id])
    registrations = turn.records.webinars.registrations(webinar.id, *EVERY_STATE)
    return desk_cards.roster(webinar, registrations, turn.now, turn.text)


def _marked(turn: Turn, webinar: Webinar, names: Sequence[str]) -> Reply:
    marked = attendance.mark(turn, webinar, names)
    turn.audit("webinars.attendance", f"webinar:{webinar.id}", "done")
    return desk_cards.marked(webinar, marked, turn.text)


def _in_files(turn: Turn) -> list[str] | None:
    """None when a file came that is no text."""
    files = turn.message.act.files if isinstance(turn.message.act, Said) else ()
    listed = [attendance.of_file(file) for file in files]
    if None in listed:
        return None
    return [line for names in listed if names for line in names]


def _as_shown(turn: Turn, version: str) -> Webinar | None:
    """The webinar that is still open and as it was when this was drawn."""
    webinar = turn.records.webinars.locked(number(version.partition(":")[0]))
    is_same = webinar is not None and forms.version(webinar) == version
    return webinar if webinar and is_same and webinar.is_open(turn.now) else None


def _has_begun(turn: Turn, webinar: Webinar) -> bool:
    return webinar.starts_at <= turn.now and webinar.state is not WebinarState.CANCELLED


def _talked_of(turn: Turn) -> list[Webinar]:
    talked_of = turn.topic.get("webinars", [])
    return [each for each in finding.still_open(turn) if each.id in talked_of]


def _told(turn: Turn, webinar: Webinar) -> int:
    return len(turn.records.webinars.registrations(webinar.id))
