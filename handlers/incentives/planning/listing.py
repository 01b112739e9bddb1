"""How published plans look: all of them with their state, and one with all its versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.conversation.form import Form
from handlers.conversation.reply import (
    AskWith,
    Block,
    Button,
    Buttons,
    Heading,
    Paragraph,
    Reply,
    Table,
)
from handlers.conversation.text import Text
from handlers.incentives.drafting.saying.describing import described
from handlers.incentives.planning.calendar import counts_until
from handlers.incentives.planning.finding import name_of
from handlers.incentives.planning.words import drafting, planning
from handlers.incentives.planning.worlds import latest
from storage.incentives import Plan
from storage.store import Records

MOST_BUTTONS = 20


def overview(records: Records, day: date, text: Text) -> Reply:
    """Every version that still counts or will, every plan that ended, every draft."""
    said = planning(text)
    rows = [row for plan in latest(records) for row in _rows(records, plan, day, said)]
    waiting = records.plan_drafts.undecided()
    for draft in waiting:
        author = records.people.get(draft.author_id).name
        how = f"{said(f'state_{draft.state}')}, {said('by', name=author)}"
        rows.append((name_of(draft), "", "", how))
    if not rows:
        return Reply(said("no_plans"), (Paragraph(said("no_plans_next")),), private=True)
    headers = tuple(said(key) for key in ("plan", "version", "days", "state"))
    buttons = [
        Button(name_of(draft), "incentives.plan_show", f"draft:{draft.id}") for draft in waiting
    ]
    buttons += [Button(plan.name, "incentives.plan_show", f"plan:{plan.code}")
                for plan in latest(records)]  # fmt: skip
    blocks = (Table(headers, tuple(rows)), Buttons(tuple(buttons[:MOST_BUTTONS])))
    return Reply(said.plural("plans", len(rows)), blocks, private=True)


def versions(found: Sequence[Plan], day: date, retiring: Form | None, text: Text) -> Reply:
    """The newest first, each with its days and all that it says."""
    said, newest = planning(text), found[-1]
    blocks: list[Block] = []
    for plan in reversed(found):
        blocks.append(Heading(_version(plan, found, day, said)))
        blocks.append(Paragraph(" ".join(described(plan.document, drafting(text)))))
    if retiring:
        blocks.append(Paragraph(said("change_like")))
    blocks.append(Buttons((Button(said("download"), "incentives.plan_yaml", newest.code),)))
    if retiring and state(newest, found, day) != "ended":
        blocks.append(AskWith(said("retire"), retiring))
    return Reply(newest.name, tuple(blocks), private=True)


def published(plan: Plan, text: Text) -> Reply:
    said = planning(text)
    title = said("is_published", name=plan.name, version=str(plan.version))
    words = Paragraph(" ".join(described(plan.document, drafting(text))))
    return Reply(title, (words, Paragraph(said("never_changes"))), private=True)


def news(plan: Plan, text: Text) -> Reply:
    """For those whom it may pay."""
    said = planning(text)
    key = "news" if plan.version == 1 else "news_version"
    title = said(key, name=plan.name, first=plan.effective_from)
    return Reply(title, (_for_members(plan, text),))


def theirs(found: Sequence[Plan], text: Text) -> Reply:
    """The plans that may pay a member or their company."""
    said = planning(text)
    blocks: list[Block] = []
    for plan in found:
        blocks += [Heading(plan.name), _for_members(plan, text)]
    return Reply(said.plural("your_plans", len(found)), tuple(blocks), private=True)


def alive(found: Sequence[Plan], day: date) -> list[Plan]:
    return [plan for plan in found if state(plan, found, day) != "ended"]


def _for_members(plan: Plan, text: Text) -> Paragraph:
    """What the vendor set aside for it is not theirs to know."""
    return Paragraph(" ".join(described({**plan.document, "budget": None}, drafting(text))))


def state(plan: Plan, found: Sequence[Plan], day: date) -> str:
    """`planned`, `in_force`, or `ended`."""
    last = counts_until(plan, found)
    if last is not None and last < max(day, plan.effective_from):
        return "ended"
    return "planned" if plan.effective_from > day else "in_force"


def _rows(
    records: Records, newest: Plan, day: date, said: Text
) -> Iterator[tuple[str, str, str, str]]:
    found = records.plans.versions(newest.code)
    for plan in found:
        how = state(plan, found, day)
        if plan is newest or how != "ended":
            name = said(f"is_{how}")
            yield plan.name, str(plan.version), _days(plan, found, said), name


def _version(plan: Plan, found: Sequence[Plan], day: date, said: Text) -> str:
    days, name = _days(plan, found, said), said(f"is_{state(plan, found, day)}")
    return said("version_of", version=str(plan.version), days=days, state=name)


def _days(plan: Plan, found: Sequence[Plan], said: Text) -> str:
    first, last = said.short_day(plan.effective_from), counts_until(plan, found)
    if last is None:
        return said("from_on", first=first)
    return said("from_to", first=first, last=said.short_day(last))
