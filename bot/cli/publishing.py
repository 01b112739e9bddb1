"""`mitra plans publish`: sends a plan to a second person, or publishes what somebody else sent."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from bot.cli import world
from bot.cli.failure import Worded
from bot.cli.speak import say, say_json, words
from handlers.conversation.text import Text
from handlers.conversation.turn import Happening
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.engine.canonical import digest
from handlers.incentives.engine.plan import Plan
from handlers.incentives.planning import documents, steps, telling
from handlers.incentives.planning.roles import MANAGERS
from handlers.incentives.planning.steps import Trouble
from storage.people import Person
from storage.planning import PlanDraft, PlanState
from storage.store import Records
from storage.values import Language


class NotPublished(Worded):
    """Said in the words about making plans."""


def arguments(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
    opened: Callable[[Path, Language], Plan],
) -> None:
    """`opened` gives the plan in a file, or refuses it."""
    publish = actions.add_parser(
        "publish", help="send a plan to a second person, who publishes it"
    )
    publish.add_argument("plan", type=Path, metavar="PLAN.yaml")
    publish.add_argument("--as", dest="who", required=True, metavar="WHO", help="who does it")
    publish.add_argument("--approve", action="store_true", help="publish what somebody else sent")
    publish.add_argument("--at", metavar="MOMENT", help="ISO 8601; now where it is not given")
    publish.add_argument("--json", action="store_true", help="print one JSON document")
    publish.set_defaults(act=lambda given: _publish(given, opened))


def _publish(given: argparse.Namespace, opened: Callable[[Path, Language], Plan]) -> None:
    """A refusal is kept in the audit log, and changes nothing else."""
    text = Text.load("planning", words().language)
    plan = opened(given.plan, text.language)
    app = world.opened()
    now = world.moment(app, given.at)
    with app.store.transaction() as records:
        happening = Happening(records, now, app.registry.publish)
        by = _person(records, given.who, text)
        act = _approved if given.approve else _sent
        done = act(happening, by, plan, text)
    if isinstance(done, NotPublished):
        raise done
    state = PlanState.PUBLISHED if given.approve else PlanState.IN_REVIEW
    told = {"id": plan.id, "version": plan.version, "state": state, "hash": digest(plan)}
    say_json(told) if given.json else say(done)


def _person(records: Records, who: str, text: Text) -> Person:
    person = records.people.with_handle(who)
    if person is None or person.role not in MANAGERS or not person.active:
        raise NotPublished(text("cli_not_theirs", who=who))
    return person


def _sent(happening: Happening, by: Person, plan: Plan, text: Text) -> str | NotPublished:
    """Sending the same file again changes nothing."""
    records = happening.records
    if steps.overtaken(happening, plan):
        following = str(records.plans.versions(plan.id)[-1].version + 1)
        version = str(plan.version)
        return NotPublished(text("cli_overtaken", id=plan.id, version=version, next=following))
    row = documents.own(records, plan, by.id)
    row = steps.save(happening, by, documents.whole(plan, by.language), row)
    sent = row.state is PlanState.IN_REVIEW
    trouble = None if sent else steps.send(happening, by, row)
    if trouble:
        return _refused(trouble, text)
    names = ", ".join(person.name for person in telling.reviewers(records, by))
    return text("cli_sent", name=plan.name, version=str(plan.version), names=names)


def _approved(happening: Happening, by: Person, plan: Plan, text: Text) -> str | NotPublished:
    row = _waiting(happening.records, plan)
    if row is None:
        return NotPublished(text("cli_none_waits"))
    record = steps.publish(happening, by, row)
    if isinstance(record, Trouble):
        return _refused(record, text)
    version = str(record.version)
    return text("cli_published", name=record.name, version=version, digest=digest(plan))


def _waiting(records: Records, plan: Plan) -> PlanDraft | None:
    """What means the same, however it is written."""
    for row in records.plan_drafts.undecided():
        found = documents.sound(records, Draft.of(row.draft))
        same = isinstance(found, Plan) and digest(found) == digest(plan)
        if same and row.state is PlanState.IN_REVIEW:
            return row
    return None


def _refused(trouble: Trouble, text: Text) -> NotPublished:
    return NotPublished(text(f"trouble_{trouble}"))
