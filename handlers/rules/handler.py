"""The capability, and who may read which rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.conversation.form import Form
from handlers.conversation.handler import Handler
from handlers.conversation.manners import stale
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Happening, Turn
from handlers.rules import cards, changing, forms, hearing
from handlers.rules.cards import View
from handlers.rules.kinds import KINDS, Kind
from handlers.rules.shapes import World
from storage.deals import MANAGERS
from storage.people import EVERYONE, Role
from storage.products import Product
from storage.rules import Rule

rules = Handler("rules")


@rules.intent("show", roles=EVERYONE)
def show(turn: Turn, sentence: str) -> Reply:
    """One rule where one is named, else those of deals; for staff that names none of them, all."""
    named = [kind for kind in hearing.kinds(sentence, turn.read) if may_read(turn, kind)]
    if len(named) == 1:
        return shown(turn, named[0])
    everything = turn.person.is_staff and hearing.EVERYTHING.search(sentence) is not None
    kinds = [
        kind for kind in KINDS.values() if may_read(turn, kind) and (kind.is_basic or everything)
    ]
    turn.remember("rules")
    found = [(kind, turn.records.rules.named(kind.name)) for kind in kinds]
    return cards.listed(found, view(turn))


@rules.button("show", roles=EVERYONE)
def show_pressed(turn: Turn, name: str) -> Reply:
    kind = KINDS.get(name)
    return shown(turn, kind) if kind and may_read(turn, kind) else stale(turn.language)


@rules.follow_up(roles=EVERYONE)
def follow_up(turn: Turn, sentence: str) -> Reply | None:
    """*kalau perpanjangan?* after the rules."""
    named = [kind for kind in hearing.kinds(sentence, turn.read) if may_read(turn, kind)]
    return shown(turn, named[0]) if len(named) == 1 else None


def shown(turn: Turn, kind: Kind) -> Reply:
    versions, seen = turn.records.rules.named(kind.name), view(turn)
    turn.remember("rules", kind=kind.name)
    asked = form(kind, versions, seen) if seen.edits else None
    return cards.one(kind, versions, asked, seen)


def form(kind: Kind, versions: Sequence[Rule], seen: View) -> Form:
    """Filled with what is in force on the first day that is free."""
    day = changing.first_free(versions, seen.day)
    rule = changing.in_force(versions, day)
    return forms.form(kind, rule.value if rule else kind.first, day, seen.text, seen.world)


def may_read(turn: Turn, kind: Kind) -> bool:
    return turn.person.is_staff or kind.public


def view(turn: Turn) -> View:
    edits = turn.person.role in MANAGERS
    return View(changing.today(turn), World(turn.read, *known(turn)), turn.text, edits)


def known(happening: Happening) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What products and managers can be called, with the keys that documents keep."""
    products: Sequence[Product] = happening.records.products.all()
    managers = happening.records.people.with_role(Role.CHANNEL_MANAGER)
    called = {name: each.sku for each in products for name in (each.sku, each.short, each.name)}
    return called, {each.name: each.handle for each in managers}
