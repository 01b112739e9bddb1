"""Makes plans by sentences and forms, and changes them the same way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.conversation.manners import stale
from handlers.conversation.message import Said
from handlers.conversation.phrasing import gives_up
from handlers.conversation.reply import Button, Buttons, Paragraph, Reply
from handlers.conversation.turn import Turn
from handlers.incentives.drafting.answering import answered
from handlers.incentives.drafting.changing import changed
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.reading import said
from handlers.incentives.handler import incentives
from handlers.incentives.planning import bringing, documents, finding, reviewing, showing, working
from handlers.incentives.planning.finding import About
from handlers.incentives.planning.roles import MANAGERS
from handlers.incentives.planning.seen import Seen
from handlers.incentives.planning.words import planning
from handlers.incentives.planning.worlds import world
from storage.incentives import Plan
from storage.planning import PlanDraft

WHICH = "incentives.plan_which"
_CIVIL = (
    r"(?:(?:halo|hai|hi|hello|pagi|siang|sore|tolong(?:in)?|mohon|coba|please|pls|kindly|bisa"
    r"|could\s+you|can\s+you|yuk|ayo|let'?s)\b[\s,]*)*"
)
_MAKE = r"(?:buat\w*|bikin\w*|rancang\w*|susun\w*|create|make|draft|set\s+up|design|new|add)"
_KIND = (
    r"(?:spiffs?|spifs?|rebates?|komisi|commissions?|bonus(?:es)?|insentif|incentives?|lomba|race"
    r"|kontes|contest|plans?|rencana(?:\s+insentif)?|program(?:me)?\s+(?:insentif|bonus|komisi))"
)
_THAT = r"(?:(?:a|an|the|sebuah|satu|new|baru|one|draft|draf|rancangan|plan|rencana|skema)\s+)*"
#: One request, whatever it says of when it is to be tried: *make a SPIFF of 200k per seat…*
DICTATED = re.compile(
    rf"{_CIVIL}{_MAKE}\s+(?:\S+\s+){{0,2}}?{_THAT}{_KIND}\b(?!\s+(?:saya|ku|kami|my|our)\b)"
    r"[^\n]*(?:\d|%)[^\n]*(?:%|\b(?:per|tiap|setiap|each|every|rb|ribu|jt|juta|k|m|million"
    r"|persen|percent)\b|\d(?:rb|jt|k|m)\b|\d\s?%)[^\n]*",
    re.IGNORECASE,
)
#: What may change a plan that was just shown, without saying which.
MORE = re.compile(
    rf"{_CIVIL}(?:ubah\w*|ganti\w*|jadi\w*|naik\w*|turun\w*|tambah\w*|hapus\w*|tanpa|pakai|mulai"
    r"|sampai|berlaku|maks\w*|batas\w*|anggaran\w*|simulasi\w*|coba\w*|tahan|untuk|khusus|beri\w*"
    r"|nama\w*|change|make\s+it|raise|lower|increase|decrease|cut|add|remove|drop|without|no|set"
    r"|from|starting|until|cap\w*|max\w*|budget\w*|simulate|replay|try|hold|for|only|call|rename)\b"
    r".{0,200}|.{1,60}\b(?:juga|saja|aja|too|also|only|as\s+well)\W*",
    re.IGNORECASE | re.DOTALL,
)
#: What is done with it when it is ready.
SENDS = re.compile(
    rf"{_CIVIL}(?:kirim\w*|ajukan|ajuin|teruskan|minta\w*|terbit\w*|rilis|luncurkan|send|submit"
    r"|forward|publish|release|ask|go\s+live)\b.{0,80}",
    re.IGNORECASE | re.DOTALL,
)
ASKS = re.compile(
    r"\?|^\W*(?:apa|berapa|brp|kapan|siapa|kenapa|mengapa|gimana|bagaimana|what|how|when|who|why"
    r"|which|does|do|is|are)\b|\bD-\d",
    re.IGNORECASE,
)


@incentives.intent("plan_new", roles=MANAGERS)
def new(turn: Turn, sentence: str) -> Reply:
    """A draft of what the sentence says, and its replay; or the first question about it."""
    act = turn.message.act
    if isinstance(act, Said) and act.files:
        return bringing.taken(turn, act.files)
    return working.shown(turn, said(turn.read, sentence, world(turn.records)), Seen())


@incentives.written("plan_dictated", DICTATED, roles=MANAGERS)
def dictated(turn: Turn, sentence: str) -> Reply:
    return new(turn, sentence)


@incentives.intent("plan_change", roles=MANAGERS)
def change(turn: Turn, sentence: str) -> Reply:
    return _changed(turn, sentence, finding.meant(turn, sentence))


@incentives.answer("plan_answer", roles=MANAGERS)
def answer(turn: Turn, sentence: str) -> Reply | None:
    """The answer to what was asked about a draft, or anything else that it says of it."""
    draft = working.held(turn)
    if gives_up(sentence):
        return dropped(turn)
    if draft is None or ASKS.search(sentence):
        return None
    after = answered(draft, turn.read, sentence, world(turn.records))
    seen = Seen.of(turn.draft["seen"])
    return None if after is None else working.shown(turn, after, seen)


@incentives.answer("plan_more", roles=MANAGERS)
def more(turn: Turn, sentence: str) -> Reply | None:
    """A change of the draft that was just shown, or that it is ready; anything else is read
    afresh."""
    row = turn.records.plan_drafts.locked(turn.draft["draft"])
    if row is None or not row.is_open or ASKS.search(sentence):
        return None
    if SENDS.fullmatch(sentence.strip()):
        return reviewing.ready(turn, row)
    return _draft_changed(turn, row, sentence) if MORE.fullmatch(sentence.strip()) else None


@incentives.answer("plan_which", roles=MANAGERS)
def which(turn: Turn, sentence: str) -> Reply | None:
    """The name of the plan that is to be changed."""
    if gives_up(sentence):
        return dropped(turn)
    found = finding.named(turn, sentence)[:1]
    return _changed(turn, turn.draft["sentence"], found) if found else None


@incentives.button("plan_which", roles=MANAGERS)
def pressed_which(turn: Turn, value: str) -> Reply:
    return which(turn, value) or stale(turn.language)


@incentives.button("plan_choose", roles=MANAGERS)
def choose(turn: Turn, value: str) -> Reply:
    """One of the choices of the question that is open."""
    draft, (key, _, number) = working.held(turn), value.partition(":")
    asked = next(iter(draft.questions), None) if draft else None
    fits = asked is not None and asked.key == key and number.isdecimal()
    if draft is None or asked is None or not fits or int(number) >= len(asked.choices):
        return stale(turn.language)
    seen = Seen.of(turn.draft["seen"])
    return working.shown(turn, draft.chosen(asked, int(number)), seen)


def dropped(turn: Turn) -> Reply:
    """Nothing was stored of what was asked about."""
    turn.forget_question()
    return Reply(planning(turn.text)("forgotten"), private=True)


def _changed(turn: Turn, sentence: str, found: Sequence[About]) -> Reply:
    match found:
        case [PlanDraft() as row]:
            return _draft_changed(turn, row, sentence) or _not_understood(turn)
        case [Plan() as plan]:
            return _next_version(turn, plan, sentence)
        case _:
            return _which(turn, sentence, found)


def _draft_changed(turn: Turn, row: PlanDraft, sentence: str) -> Reply | None:
    """Only its author's sentences change a draft."""
    if row.author_id != turn.person.id:
        return Reply(planning(turn.text)("only_author"), private=True)
    after = changed(Draft.of(row.draft), turn.read, sentence, world(turn.records))
    if after is None:
        return None
    return working.shown(turn, after, Seen(row.id, row.revision))


def _next_version(turn: Turn, plan: Plan, sentence: str) -> Reply:
    """What is published stays; the change counts from a day that is said, or asked for."""
    before = documents.next_version(plan.document, plan.version, turn.language)
    after = changed(before, turn.read, sentence, world(turn.records))
    if after is None:
        return _not_understood(turn)
    if after.plan == before.plan and after.replay is not None:
        return showing.tried(turn, plan, after.replay)
    return working.shown(turn, after, Seen())


def _which(turn: Turn, sentence: str, found: Sequence[About]) -> Reply:
    turn.ask(WHICH, sentence=sentence)
    text = planning(turn.text)
    rows = found or showing.everything(turn.records)
    names = dict.fromkeys(finding.called(each) for each in rows)
    buttons = tuple(Button(name, WHICH, name) for name in names)
    return Reply(text("which"), (Buttons(buttons),) if buttons else (), private=True)


def _not_understood(turn: Turn) -> Reply:
    text = planning(turn.text)
    return Reply(text("no_change"), (Paragraph(text("no_change_like")),), private=True)
