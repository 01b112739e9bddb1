"""Takes plans that come as files: sound ones are shown like any draft, others change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from handlers.conversation.message import File, Said
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read_text
from handlers.incentives.handler import incentives
from handlers.incentives.planning import cards, documents, steps, working
from handlers.incentives.planning.roles import MANAGERS
from handlers.incentives.planning.seen import Seen
from handlers.incentives.planning.words import planning

ENDINGS = (".yaml", ".yml", ".json")


@incentives.brought(roles=MANAGERS)
def brought(turn: Turn, _: str) -> Reply | None:
    """Other files are somebody else's."""
    act = turn.message.act
    assert isinstance(act, Said)
    ours = all(file.name.casefold().endswith(ENDINGS) for file in act.files)
    return taken(turn, act.files) if ours else None


def taken(turn: Turn, files: Sequence[File]) -> Reply:
    return reduce(Reply.then, (_taken(turn, file) for file in files))


def _taken(turn: Turn, file: File) -> Reply:
    if file.content is None:
        return Reply(planning(turn.text)("not_fetched", file=file.name), private=True)
    found = read_text(file.content)
    if not isinstance(found, Plan):
        turn.audit("plans.bring", file.name, "refused", faults=len(found))
        return cards.refused_file(file.name, found, turn.text)
    if steps.overtaken(turn, found):
        turn.audit("plans.bring", file.name, "refused", why="version")
        return _other_version(turn, found)
    turn.audit("plans.bring", file.name, "done", plan=found.id)
    row = documents.own(turn.records, found, turn.person.id)
    seen = Seen(row.id, row.revision) if row else Seen()
    return working.shown(turn, documents.whole(found, turn.language), seen)


def _other_version(turn: Turn, plan: Plan) -> Reply:
    """What is published never changes; the next version has the next number."""
    last = turn.records.plans.versions(plan.id)[-1].version
    said = planning(turn.text)
    title = said("file_version", id=plan.id, version=str(plan.version), next=str(last + 1))
    return Reply(title, private=True)
