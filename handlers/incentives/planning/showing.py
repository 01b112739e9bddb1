"""Shows plans: all of them with their state, one with its versions, and any of them as a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import assert_never

from handlers.conversation.form import DateField, Form
from handlers.conversation.manners import stale
from handlers.conversation.reply import Button, Buttons, Reply
from handlers.conversation.text import Text
from handlers.conversation.turn import Happening, Turn
from handlers.incentives.calculating.calendar import today
from handlers.incentives.calculating.plans import opened
from handlers.incentives.calculating.simulating import simulated
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.handler import incentives
from handlers.incentives.planning import cards, documents, finding, listing, trying, working
from handlers.incentives.planning.calendar import A_DAY
from handlers.incentives.planning.concerned import partners
from handlers.incentives.planning.finding import About
from handlers.incentives.planning.openers import openers
from handlers.incentives.planning.roles import LOOKERS, MANAGERS
from handlers.incentives.planning.seen import Seen
from handlers.incentives.planning.words import planning
from handlers.incentives.planning.worlds import latest
from storage.incentives import Plan as PlanRecord
from storage.people import MEMBERS
from storage.planning import PlanDraft, PlanState
from storage.store import Records
from storage.values import Period

#: *export the plan Pro Push*, *tolong ekspor rencana Pro Push*.
EXPORT = re.compile(
    r"(?:(?:tolong|mohon|coba|bisa|please|can you|could you)\s+)?"
    r"(?:ekspor(?:kan|in)?|export|unduh(?:kan|in)?|download)\s+(?:the\s+)?"
    r"(?:(?:berkas|file|yaml)\s+(?:(?:of|for|dari|untuk)\s+)?(?:the\s+)?)?"
    r"(?:rencana|rancangan|plan|draft)\s+\S.*",
    re.IGNORECASE,
)


@incentives.intent("plan_list", roles=LOOKERS | MEMBERS)
def everything_there_is(turn: Turn, sentence: str) -> Reply:
    """The one that is named, else all; for members those that may pay them."""
    if not turn.person.is_staff:
        return _theirs(turn)
    match finding.one(turn, sentence):
        case PlanDraft() as row:
            return draft(turn, row)
        case PlanRecord() as plan:
            return versions(turn, plan)
    turn.audit("plans.look", "plans", "done")
    return listing.overview(turn.records, today(turn.records, turn.now), turn.text)


@incentives.button("plan_show", roles=LOOKERS)
def show(turn: Turn, value: str) -> Reply:
    kind, _, name = value.partition(":")
    if kind == "draft":
        row = turn.records.plan_drafts.locked(Seen.of(f"{name}:0:0").id)
        return draft(turn, row) if row else stale(turn.language)
    found = turn.records.plans.versions(name)
    return versions(turn, found[-1]) if found else stale(turn.language)


@incentives.button("plan_yaml", roles=LOOKERS)
def download(turn: Turn, value: str) -> Reply:
    """A draft's (`id:revision`), or the newest published version (its code)."""
    found = turn.records.plans.versions(value)
    if found:
        return _file(turn, found[-1])
    row = turn.records.plan_drafts.locked(Seen.of(f"{value}:0").id)
    return _file(turn, row) if row else stale(turn.language)


@incentives.written("plan_export", EXPORT, roles=LOOKERS)
def export(turn: Turn, sentence: str) -> Reply:
    """The file of the one that is named; else all there is, to choose from."""
    found = finding.one(turn, sentence)
    return _file(turn, found) if found else everything_there_is(turn, sentence)


@incentives.form("plan_retire", roles=MANAGERS)
def retire(turn: Turn, values: Mapping[str, str]) -> Reply:
    """Its next version ends on that day; what was earned stays."""
    found, written = turn.records.plans.versions(turn.subject), values.get("last", "")
    if not found:
        return stale(turn.language)
    last, day = _day(written), today(turn.records, turn.now)
    if last is None or last < day:
        error = planning(turn.text)("retire_from_today")
        return cards.again(retiring(found[-1], turn.text, error), turn.text)
    plan = found[-1]
    after = documents.next_version(plan.document, plan.version, turn.language)
    ends = {"effective_from": min(day + A_DAY, last).isoformat(), "effective_to": last.isoformat()}
    return working.shown(turn, Draft({**after.plan, **ends}, turn.language), Seen())


def retiring(plan: PlanRecord, text: Text, error: str = "") -> Form:
    said = planning(text)
    last = DateField("last", said("last_day"), error=error)
    return Form("incentives.plan_retire", said("retire"), (last,), said("retire"), plan.code)


def _file(turn: Turn, about: About) -> Reply:
    match about:
        case PlanRecord():
            turn.audit("plans.download", f"plan:{about.code}", "done")
            return cards.file(opened(about), turn.text)
        case PlanDraft():
            turn.audit("plans.download", about.card, "done")
            return cards.file(trying.read(turn, about), turn.text)
        case never:
            assert_never(never)


def _theirs(turn: Turn) -> Reply:
    """What counts today, or is published to count later."""
    day, company = today(turn.records, turn.now), turn.person.company.id
    found = [
        plan
        for newest in latest(turn.records)
        for plan in listing.alive(turn.records.plans.versions(newest.code), day)
        if company in partners(turn.records, opened(plan), max(day, plan.effective_from))
    ]
    return listing.theirs(found, turn.text)


def draft(turn: Turn, row: PlanDraft) -> Reply:
    turn.audit("plans.look", row.card, "done")
    return stands(turn, row)


def stands(turn: Turn, row: PlanDraft) -> Reply:
    """How it stands: its author's to change, a second person's to decide, or decided."""
    manages = turn.person.role in MANAGERS
    if manages and row.author_id == turn.person.id and row.is_open:
        return working.previewed(turn, row)
    if manages and row.is_open:
        turn.remember("incentives", plan_draft=row.id)
    if manages and row.state is PlanState.IN_REVIEW:
        return review(turn, row, turn.text)
    by = turn.records.people.get(row.decided_by_id).name if row.decided_by_id else ""
    return cards.stands(row, finding.name_of(row), by, turn.text)


def versions(turn: Turn, plan: PlanRecord) -> Reply:
    turn.audit("plans.look", f"plan:{plan.code}", "done")
    turn.remember("incentives", plan=plan.code)
    found = turn.records.plans.versions(plan.code)
    changes = turn.person.role in MANAGERS
    form = retiring(plan, turn.text) if changes else None
    return listing.versions(found, today(turn.records, turn.now), form, turn.text)


def published(turn: Turn, plan: PlanRecord) -> Reply:
    """What the second person sees who published it."""
    return listing.published(plan, turn.text)


def tried(turn: Turn, plan: PlanRecord, period: Period) -> Reply:
    """A published plan on the sales of another period; nothing is stored."""
    turn.audit("plans.look", f"plan:{plan.code}", "done")
    turn.remember("incentives", plan=plan.code)
    found = simulated(turn.records, opened(plan), period)
    title = planning(turn.text)("tried", name=plan.name, total=found.total)
    return Reply(
        title, tuple(cards.body(plan.document, found, turn.records, turn.text)), private=True
    )


def review(happening: Happening, row: PlanDraft, text: Text) -> Reply:
    author = happening.records.people.get(row.author_id).name
    return cards.review(trying.tried(happening, row), author, happening.records, text)


def part(turn: Turn, seen: Seen) -> Reply:
    """The forms of one of several ways in which a plan pays."""
    row = working.own(turn, seen) if seen.id else None
    found = Draft.of(row.draft) if row else working.held(turn)
    document = found.document() if found and bool(row) is bool(seen.id) else {}
    components = document.get("components", ())
    if seen.component >= len(components):
        return stale(turn.language)
    title = planning(turn.text)("part", label=components[seen.component]["label"])
    return Reply(title, tuple(openers(document, seen, turn.text)), private=True)


def everything(records: Records) -> list[About]:
    return [*latest(records), *records.plan_drafts.undecided()]


def which_draft(turn: Turn, found: Sequence[PlanDraft]) -> Reply:
    buttons = tuple(
        Button(finding.name_of(row), "incentives.plan_show", f"draft:{row.id}") for row in found
    )
    return Reply(planning(turn.text)("which"), (Buttons(buttons),), private=True)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
