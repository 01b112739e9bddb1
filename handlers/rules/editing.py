"""Talks with channel managers about a change: what it would do, and then that it is done."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from handlers.conversation.manners import stale
from handlers.conversation.phrasing import agrees, declines
from handlers.conversation.reply import Paragraph, Reply, private
from handlers.conversation.turn import Turn
from handlers.rules import cards, changing, forms, hearing, telling, touching
from handlers.rules.changing import Change
from handlers.rules.handler import form, rules, shown, view
from handlers.rules.kinds import KINDS, Kind
from handlers.rules.shapes import Fault
from storage.deals import MANAGERS
from storage.rules import Rule

QUESTION = "rules.sure"
MOST_READINGS = 6
TAKE_BACK = re.compile(
    r"\b(?:batal\w*|tarik(?: kembali)?|cabut|withdraw|cancel|take back|undo|call off)\b",
    re.IGNORECASE,
)


@rules.intent("change", roles=MANAGERS, sensitive=True)
def change(turn: Turn, sentence: str) -> Reply:
    """*ubah masa proteksi jadi 120 hari mulai 1 Oktober*"""
    named = hearing.kinds(sentence, turn.read)
    if len(named) != 1:
        basic = [kind for kind in KINDS.values() if kind.is_basic]
        return cards.which(named or basic, view(turn))
    return _said(turn, named[0], sentence)


@rules.button("withdraw", roles=MANAGERS, sensitive=True)
def withdraw(turn: Turn, value: str) -> Reply:
    """The value is the rule's name and, after an @, the day on which the version would begin."""
    name, _, day = value.partition("@")
    if name not in KINDS or not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return stale(turn.language)
    return _propose(turn, Change(KINDS[name], date.fromisoformat(day), None))


@rules.form("change", roles=MANAGERS, sensitive=True)
def write(turn: Turn, written: Mapping[str, str]) -> Reply:
    kind = KINDS.get(turn.subject)
    if kind is None:
        return stale(turn.language)
    seen, versions = view(turn), turn.records.rules.named(kind.name)
    found = _written(turn, kind, written, versions)
    if isinstance(found, Fault):
        asked = forms.mended(form(kind, versions, seen), written, found, turn.text)
        return cards.mend(asked, seen)
    return _propose(turn, found)


@rules.button("meant", roles=MANAGERS, sensitive=True)
def meant(turn: Turn, value: str) -> Reply:
    """One reading of what was unsure."""
    token, choices = turn.draft.get("token"), turn.draft.get("choices", [])
    offered = {f"{token}.{number}": choice for number, choice in enumerate(choices)}
    if value not in offered:
        return stale(turn.language)
    return _propose(turn, Change.of(offered[value]))


@rules.button("confirm", roles=MANAGERS, sensitive=True)
def confirm(turn: Turn, token: str) -> Reply:
    if "change" not in turn.draft or turn.draft.get("token") != token:
        return stale(turn.language)
    proposed = Change.of(turn.draft["change"])
    turn.forget_question()
    return _confirmed(turn, proposed)


@rules.button("leave", roles=MANAGERS)
def leave(turn: Turn, token: str) -> Reply:
    if turn.draft.get("token") == token:
        turn.forget_question()
    return Reply(turn.text("left"), private=True, replaces=True)


@rules.answer("sure", roles=MANAGERS)
def sure(turn: Turn, sentence: str) -> Reply | None:
    """*ya* · *batal*"""
    token = str(turn.draft["token"])
    if agrees(sentence) and "change" in turn.draft:
        return confirm(turn, token)
    return leave(turn, token) if declines(sentence) else None


def _said(turn: Turn, kind: Kind, sentence: str) -> Reply:
    versions, seen = turn.records.rules.named(kind.name), view(turn)
    said = hearing.beginning(sentence, turn.read, holds_days=kind.holds_days)
    days = said.days or (changing.first_free(versions, seen.day),)
    if TAKE_BACK.search(sentence) and kind.holds_numbers:
        return _take_back(turn, kind, versions, said.days)
    before = changing.in_force(versions, days[0])
    heard = kind.shape.heard(said.rest, before.value if before else kind.first, seen.world)
    if isinstance(heard, Fault):
        return cards.wrong(heard.sentence(turn.text), form(kind, versions, seen), seen)
    changes = [Change(kind, day, value) for day, value in product(days, heard)]
    if not changes:
        return shown(turn, kind)
    return _which(turn, changes) if len(changes) > 1 else _propose(turn, changes[0])


def _take_back(turn: Turn, kind: Kind, versions: Sequence[Rule], days: Sequence[date]) -> Reply:
    """The version that comes on the day said, or the only one that comes."""
    today = changing.today(turn)
    coming = [each.effective_from for each in versions if each.effective_from > today]
    wanted = [day for day in coming if day in days or not days]
    if len(wanted) != 1:
        return shown(turn, kind)
    return _propose(turn, Change(kind, wanted[0], None))


def _written(
    turn: Turn, kind: Kind, written: Mapping[str, str], versions: Sequence[Rule]
) -> Change | Fault:
    try:
        day = date.fromisoformat(written.get("day", ""))
    except ValueError:
        return Fault("no_day", at="day")
    before = changing.in_force(versions, day)
    world = view(turn).world
    heard = kind.shape.written(written, before.value if before else kind.first, world)
    if isinstance(heard, Fault):
        return heard
    found = Change(kind, day, heard[0], written.get("source", "").strip())
    return changing.fault(found, versions, changing.today(turn)) or found


def _which(turn: Turn, changes: Sequence[Change]) -> Reply:
    changes, token = changes[:MOST_READINGS], secrets.token_hex(4)
    turn.ask(QUESTION, token=token, choices=[each.document() for each in changes])
    return cards.which_reading(changes, token, view(turn))


def _propose(turn: Turn, change: Change) -> Reply:
    versions, seen = turn.records.rules.named(change.kind.name), view(turn)
    wrong = changing.fault(change, versions, seen.day)
    if wrong is not None:
        return cards.wrong(wrong.sentence(turn.text), form(change.kind, versions, seen), seen)
    source = change.source or changing.next_source(versions, change.day, turn.text("first_source"))
    proposed = replace(change, source=source, seen=changing.fingerprint(versions))
    token = secrets.token_hex(4)
    turn.ask(QUESTION, token=token, change=proposed.document())
    touched = touching.touched(change.kind, change.value, turn.records.open_deals)
    return cards.preview(proposed, versions, touched, token, seen)


def _confirmed(turn: Turn, change: Change) -> Reply:
    """Whoever holds the rule decides alone; who proposed it before another change looks again."""
    versions = turn.records.rules.hold(change.kind.name)
    if changing.fingerprint(versions) != list(change.seen):
        return _overtaken(turn, change)
    wrong = changing.fault(change, versions, changing.today(turn))
    if wrong is not None:
        return private(wrong.sentence(turn.text))
    if not changing.apply(turn, change, versions):
        return _overtaken(turn, change)
    telling.tell_managers(turn, change)
    turn.remember("rules", kind=change.kind.name)
    return cards.done(change, versions, view(turn))


def _overtaken(turn: Turn, change: Change) -> Reply:
    """Who was first, and when; then what the change would do now."""
    last = changing.last_changed(turn, change.kind)
    again = _propose(turn, replace(change, source=""))
    if last is None or last.actor_id is None:
        return private(turn.text("overtaken"), Paragraph(again.title), *again.blocks)
    who = turn.records.people.get(last.actor_id).name
    said = turn.text("overtaken_by", who=who, at=last.at)
    return private(said, Paragraph(again.title), *again.blocks)
