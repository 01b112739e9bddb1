"""Which plan or draft a sentence is about: the one it names, the last we talked of, or mine."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.turn import Turn
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.planning.worlds import latest
from storage.incentives import Plan
from storage.planning import PlanDraft, PlanState

About = Plan | PlanDraft


def meant(turn: Turn, sentence: str) -> Sequence[About]:
    """What is to be changed: none, the one, or those that it may be."""
    return _first_of_each(named(turn, sentence)) or talked_of(turn) or mine(turn)


def to_decide(turn: Turn, sentence: str) -> list[PlanDraft]:
    """What is to be published."""
    others = [row for row in undecided(turn) if row.state is PlanState.IN_REVIEW]
    ways = (named(turn, sentence), talked_of(turn), _not_mine(turn, others), mine(turn))
    drafts = ([each for each in way if isinstance(each, PlanDraft)] for way in ways)
    return next((way for way in drafts if way), [])


def named(turn: Turn, sentence: str) -> list[About]:
    """My own draft, then what is published, then others' drafts."""
    every = undecided(turn)
    known: list[About] = [*mine(turn), *latest(turn.records), *_not_mine(turn, every)]
    found = turn.read.named(sentence, list({called(each) for each in known}))
    names = {each.value for each in found}
    return [each for each in known if called(each) in names]


def one(turn: Turn, sentence: str) -> About | None:
    """The one to show: what is published, before a draft of it."""
    match named(turn, sentence):
        case [PlanDraft() as row]:
            return row
        case [*_, Plan() as plan] | [Plan() as plan, *_]:
            return plan
        case _:
            return None


def talked_of(turn: Turn) -> list[About]:
    topic = turn.topic
    if "plan_draft" in topic:
        row = turn.records.plan_drafts.locked(topic["plan_draft"])
        return [now] if row and (now := _now(turn, row)) else []
    versions = turn.records.plans.versions(topic.get("plan", ""))
    return [versions[-1]] if versions else []


def mine(turn: Turn) -> list[PlanDraft]:
    return [row for row in undecided(turn) if row.author_id == turn.person.id]


def undecided(turn: Turn) -> Sequence[PlanDraft]:
    return turn.records.plan_drafts.undecided()


def called(about: About) -> str:
    return about.name if isinstance(about, Plan) else name_of(about)


def name_of(row: PlanDraft) -> str:
    name: str = Draft.of(row.draft).document()["name"]
    return name


def _now(turn: Turn, row: PlanDraft) -> About | None:
    """What became of a draft that we talked of: itself, or the plan that it is now."""
    if row.state is not PlanState.PUBLISHED or row.plan_id is None:
        return row if row.is_open else None
    return turn.records.plans.versions(turn.records.plans.get(row.plan_id).code)[-1]


def _not_mine(turn: Turn, rows: Sequence[PlanDraft]) -> list[PlanDraft]:
    return [row for row in rows if row.author_id != turn.person.id]


def _first_of_each(found: Sequence[About]) -> list[About]:
    by_name: dict[str, About] = {}
    for each in found:
        by_name.setdefault(called(each), each)
    return list(by_name.values())
