"""A draft over many sales: the turn says that it is tried, and the result follows by itself.

What follows is a delivery like any other: who is cut off while drawing it draws it again.
"""

from __future__ import annotations

from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.text import Text
from handlers.conversation.turn import Telling, Turn
from handlers.incentives.handler import incentives
from handlers.incentives.planning import cards, finding
from handlers.incentives.planning.trying import tried
from storage.planning import PlanDraft
from storage.values import Place

#: So many are tried while the person waits.
AT_ONCE = 10_000


def preview(turn: Turn, row: PlanDraft) -> Reply:
    """What it would have paid, at once or soon."""
    sales = turn.records.sold.count()
    if sales <= AT_ONCE:
        return cards.preview(tried(turn, row), turn.records, turn.text)
    _follow(turn, row)
    said = Text.load("replaying", turn.text.language, turn.text.zone)
    title = said.plural("replaying", sales, name=finding.name_of(row))
    return Reply(title, (Paragraph(said("follows")),), private=True)


@incentives.notice("plan_replay")
def replayed(telling: Telling) -> Reply | None:
    """Nothing once the draft is another one: that one has its own."""
    row = telling.records.plan_drafts.get(telling.subject["draft_id"])
    if not row.is_open or row.revision != telling.subject["revision"]:
        return None
    return cards.preview(tried(telling, row), telling.records, telling.text)


def _follow(turn: Turn, row: PlanDraft) -> None:
    """Where nobody else reads it."""
    here, sender = turn.conversation, turn.message.sender
    if not here.place.is_direct:
        direct = Place(sender.platform, sender.workspace)
        here = turn.records.conversations.at(direct, sender.user, turn.now)
    subject = {"draft_id": row.id, "revision": row.revision, "language": turn.language}
    turn.tell_in(here, turn.person, "incentives.plan_replay", **subject)
