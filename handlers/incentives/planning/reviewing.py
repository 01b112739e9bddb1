"""Two people and a plan: its author sends it, somebody else publishes it or sends it back."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.conversation.manners import stale
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.incentives.handler import incentives
from handlers.incentives.planning import cards, finding, showing, steps, telling
from handlers.incentives.planning.roles import MANAGERS
from handlers.incentives.planning.seen import Seen
from handlers.incentives.planning.steps import Trouble
from handlers.incentives.planning.words import planning
from storage.planning import PlanDraft, PlanState


@incentives.intent("plan_publish", roles=MANAGERS)
def decide(turn: Turn, sentence: str) -> Reply:
    """*publish it*: of somebody else's; an author's own goes to a second person."""
    match finding.to_decide(turn, sentence):
        case []:
            return Reply(planning(turn.text)("nothing_waits"), private=True)
        case [row]:
            return ready(turn, row)
        case found:
            return showing.which_draft(turn, found)


def ready(turn: Turn, row: PlanDraft) -> Reply:
    own = row.author_id == turn.person.id
    return _sent(turn, row, asked_to_publish=True) if own else _published(turn, row)


@incentives.button("plan_send", roles=MANAGERS)
def send(turn: Turn, value: str) -> Reply:
    row = _seen(turn, value)
    return row if isinstance(row, Reply) else _sent(turn, row, asked_to_publish=False)


@incentives.button("plan_publish", roles=MANAGERS)
def publish(turn: Turn, value: str) -> Reply:
    row = _seen(turn, value)
    return row if isinstance(row, Reply) else _published(turn, row)


@incentives.button("plan_drop", roles=MANAGERS)
def drop(turn: Turn, value: str) -> Reply:
    row = _seen(turn, value)
    if isinstance(row, Reply):
        return row
    trouble = steps.drop(turn, turn.person, row)
    if trouble:
        return _refused(turn, row, trouble)
    turn.forget_question()
    return showing.stands(turn, row)


@incentives.form("plan_return", roles=MANAGERS)
def send_back(turn: Turn, values: Mapping[str, str]) -> Reply:
    row, reason = _seen(turn, turn.subject), values.get("reason", "").strip()
    if isinstance(row, Reply):
        return row
    if not reason:
        error = planning(turn.text)("needs_reason")
        return cards.again(cards.sending_back(row, turn.text, error), turn.text)
    trouble = steps.send_back(turn, turn.person, row, reason)
    return _refused(turn, row, trouble) if trouble else showing.stands(turn, row)


@incentives.button("plan_part", roles=MANAGERS)
def part(turn: Turn, value: str) -> Reply:
    """The forms of another way in which the plan pays."""
    return showing.part(turn, Seen.of(value))


def _sent(turn: Turn, row: PlanDraft, *, asked_to_publish: bool) -> Reply:
    """An author who wants to publish it themselves is told why somebody else does."""
    if asked_to_publish:
        steps.refuse(turn, turn.person, "plans.publish", row, Trouble.OWN)
    trouble = None if row.state is PlanState.IN_REVIEW else steps.send(turn, turn.person, row)
    if trouble:
        return _refused(turn, row, trouble)
    others = [person.name for person in telling.reviewers(turn.records, turn.person)]
    return cards.asked(row, others, asked_to_publish, turn.text)


def _published(turn: Turn, row: PlanDraft) -> Reply:
    done = steps.publish(turn, turn.person, row)
    if isinstance(done, Trouble):
        return _refused(turn, row, done)
    turn.remember("incentives", plan=done.code)
    return showing.published(turn, done)


def _refused(turn: Turn, row: PlanDraft, trouble: Trouble) -> Reply:
    if trouble is Trouble.NOT_NOW:
        return showing.stands(turn, row)
    return Reply(planning(turn.text)(f"trouble_{trouble}"), private=True)


def _seen(turn: Turn, value: str) -> PlanDraft | Reply:
    """The draft that a button stands on; how it stands now, if it was changed since."""
    seen = Seen.of(f"{value}:0")
    row = turn.records.plan_drafts.locked(seen.id)
    if row is None:
        return stale(turn.language)
    if row.revision != seen.revision:
        shown = showing.stands(turn, row)
        return Reply(planning(turn.text)("trouble_changed"), private=True).then(shown)
    return row
