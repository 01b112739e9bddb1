"""How rules look: all of them, one with its versions, and a change before and after it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.conversation.form import Form
from handlers.conversation.reply import (
    AskWith,
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Style,
    Table,
    private,
)
from handlers.conversation.text import Text
from handlers.rules.changing import Change, in_force
from handlers.rules.kinds import Kind
from handlers.rules.shapes import Document, World
from handlers.rules.touching import Touched
from storage.rules import Rule

MOST_VERSIONS = 12


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees rules by: the programme's day, and what values are shown with."""

    day: date
    world: World
    text: Text
    edits: bool

    def name(self, kind: Kind) -> str:
        return self.text(f"name_{kind.key}")

    def value(self, kind: Kind, value: Document) -> str:
        return kind.shape.shown(value, self.text, self.world)


Versions = Sequence[tuple[Kind, Sequence[Rule]]]


def listed(rules: Versions, view: View) -> Reply:
    text = view.text
    heads = tuple(text(f"head_{name}") for name in ("rule", "value", "since", "source"))
    table = Table(heads, tuple(row for each in rules for row in _row(*each, view)))
    coming = [Paragraph(said) for kind, found in rules for said in _coming(kind, found, view)]
    blocks: tuple[Block, ...] = (table, *coming)
    if view.edits:
        each = (Button(view.name(kind), "rules.show", kind.name) for kind, _ in rules)
        blocks = (*blocks, Paragraph(text("how")), Buttons(tuple(each)))
    return Reply(text("listed"), blocks)


def one(kind: Kind, versions: Sequence[Rule], asked: Form | None, view: View) -> Reply:
    """`asked` is its form, for whoever may change it."""
    text, now = view.text, in_force(versions, view.day)
    said = view.value(kind, now.value) if now else text("not_set")
    title = text("one", name=view.name(kind), value=said)
    blocks: list[Block] = [_versions(kind, versions, view), Paragraph(text(f"scope_{kind.key}"))]
    if asked is not None:
        blocks.append(AskWith(text("button_change"), asked))
        blocks.extend(_withdrawals(kind, versions, view))
    return Reply(title, tuple(blocks))


def which(kinds: Sequence[Kind], view: View) -> Reply:
    buttons = tuple(Button(view.name(kind), "rules.show", kind.name) for kind in kinds)
    return private(view.text("which_rule"), Buttons(buttons))


def which_reading(changes: Sequence[Change], token: str, view: View) -> Reply:
    """Nothing is kept until one is chosen."""
    buttons = tuple(
        Button(_reading(change, view), "rules.meant", f"{token}.{number}")
        for number, change in enumerate(changes)
    )
    return private(view.text("which_reading"), Buttons(buttons))


def wrong(said: str, asked: Form, view: View) -> Reply:
    return private(said, AskWith(view.text("button_change"), asked))


def mend(asked: Form, view: View) -> Reply:
    return private(view.text("mend"), AskWith(view.text("button_change"), asked))


def preview(
    change: Change, versions: Sequence[Rule], touched: Sequence[Touched], token: str, view: View
) -> Reply:
    """Old and new, from when, and which open deals it touches; nothing is kept yet."""
    text = view.text
    key = "preview" if change.value is not None else "preview_withdraw"
    buttons = (
        Button(text("button_confirm"), "rules.confirm", token, Style.PRIMARY),
        Button(text("button_leave"), "rules.leave", token),
    )
    told = (Paragraph(said) for said in _effects(change, versions, touched, view))
    facts = Facts(tuple(_facts(change, versions, view)))
    return private(text(key, name=view.name(change.kind)), facts, *told, Buttons(buttons))


def done(change: Change, versions: Sequence[Rule], view: View) -> Reply:
    """`versions` as they were before."""
    key = "done" if change.value is not None else "done_withdraw"
    title = view.text(key, name=view.name(change.kind), day=view.text.short_day(change.day))
    facts = Facts(tuple(_facts(change, versions, view)))
    return Reply(title, (facts,), private=True, replaces=True)


def _row(kind: Kind, versions: Sequence[Rule], view: View) -> Iterator[tuple[str, ...]]:
    rule = in_force(versions, view.day)
    if rule is None:
        yield view.name(kind), view.text("not_set"), "-", "-"
        return
    since = view.text.short_day(rule.effective_from)
    yield view.name(kind), view.value(kind, rule.value), since, rule.source


def _coming(kind: Kind, versions: Sequence[Rule], view: View) -> Iterator[str]:
    for rule in versions:
        if rule.effective_from > view.day:
            said = {"value": view.value(kind, rule.value), "source": rule.source}
            day = view.text.short_day(rule.effective_from)
            yield view.text("coming", name=view.name(kind), day=day, **said)


def _versions(kind: Kind, versions: Sequence[Rule], view: View) -> Table:
    text, now = view.text, in_force(versions, view.day)
    heads = tuple(text(f"head_{name}") for name in ("from", "value", "source", "state"))
    rows = tuple(
        (
            text.short_day(rule.effective_from),
            view.value(kind, rule.value),
            rule.source,
            text(_state(rule, now, view.day)),
        )
        for rule in reversed(versions[-MOST_VERSIONS:])
    )
    return Table(heads, rows)


def _state(rule: Rule, now: Rule | None, day: date) -> str:
    if rule.effective_from > day:
        return "state_coming"
    return "state_now" if rule is now else "state_past"


def _withdrawals(kind: Kind, versions: Sequence[Rule], view: View) -> Iterator[Buttons]:
    coming = [each.effective_from for each in versions if each.effective_from > view.day]
    if coming:
        yield Buttons(
            tuple(
                Button(
                    view.text("button_withdraw", day=view.text.short_day(day)),
                    "rules.withdraw",
                    f"{kind.name}@{day}",
                )
                for day in coming
            )
        )


def _reading(change: Change, view: View) -> str:
    value = view.value(change.kind, change.value or {})
    return view.text("reading", value=value, day=view.text.short_day(change.day))


def _facts(change: Change, versions: Sequence[Rule], view: View) -> Iterator[Fact]:
    text, kind = view.text, change.kind
    others = [each for each in versions if each.effective_from != change.day]
    same = next((each for each in versions if each.effective_from == change.day), None)
    before = in_force(others, change.day)
    if before is not None:
        yield Fact(text("label_old"), view.value(kind, before.value))
    if change.value is not None:
        yield Fact(text("label_new"), view.value(kind, change.value))
        yield Fact(text("label_from"), text.day(change.day))
        yield Fact(text("label_source"), change.source)
    if same is not None:
        yield Fact(text("label_replaced"), view.value(kind, same.value))


def _effects(
    change: Change, versions: Sequence[Rule], touched: Sequence[Touched], view: View
) -> Iterator[str]:
    text = view.text
    yield text(f"scope_{change.kind.key}")
    for each in touched:
        if each.count:
            yield text.plural(f"touch_{each.key}", each.count, deals=_numbered(each, text))
    if not any(each.count for each in touched):
        yield text("touches_nothing")
    later = next((each for each in versions if each.effective_from > change.day), None)
    if later is not None:
        value = view.value(change.kind, later.value)
        yield text("until", day=text.short_day(later.effective_from), value=value)


def _numbered(touched: Touched, text: Text) -> str:
    named = ", ".join(touched.references)
    return text("and_more", deals=named) if touched.count > len(touched.references) else named
