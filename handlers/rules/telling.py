"""Tells the other channel managers of a change."""

from __future__ import annotations

from handlers.conversation.reply import Fact, Facts, Paragraph, Reply, private
from handlers.conversation.slots import Reader
from handlers.conversation.turn import Telling, Turn
from handlers.rules import changing
from handlers.rules.changing import Change
from handlers.rules.handler import known, rules
from handlers.rules.shapes import World
from storage.people import Role


def tell_managers(turn: Turn, change: Change) -> None:
    for manager in turn.records.people.with_role(Role.CHANNEL_MANAGER):
        if manager.id != turn.person.id:
            turn.tell(manager, "rules.changed", by=turn.person.id, change=change.document())


@rules.notice("changed")
def changed(telling: Telling) -> Reply:
    change, text = Change.of(telling.subject["change"]), telling.text
    now = telling.now.astimezone(changing.here(telling))
    world = World(Reader(text.language, "IDR", now), *known(telling))
    who = telling.records.people.get(telling.subject["by"]).name
    name = text(f"name_{change.kind.key}")
    day = text.short_day(change.day)
    if change.value is None:
        return private(text("told_withdrawn", who=who, name=name, day=day))
    facts = (
        Fact(text("label_new"), change.kind.shape.shown(change.value, text, world)),
        Fact(text("label_from"), text.day(change.day)),
        Fact(text("label_source"), change.source),
    )
    scope = Paragraph(text(f"scope_{change.kind.key}"))
    return private(text("told", who=who, name=name), Facts(facts), scope)
