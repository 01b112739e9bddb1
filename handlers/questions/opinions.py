"""What people think of an answer: whether it helped, and if not, why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.conversation.message import Pressed, Submitted
from handlers.conversation.reply import Citations, Reply
from handlers.conversation.saved import from_document
from handlers.conversation.turn import Turn
from handlers.questions import cards
from handlers.questions.handler import questions
from handlers.questions.looking import keep_gap
from storage.gaps import GapReason, Opinion
from storage.people import EVERYONE

LONGEST_NOTE = 2_000  #: characters of what somebody says about an answer


@questions.button("feedback", roles=EVERYONE)
def feedback(turn: Turn, value: str) -> Reply:
    """A thumb, on any platform; the last one counts, and only once."""
    verdict, _, question = value.partition(":")
    if verdict == "up":
        return _liked(turn, question)
    note = turn.message.act.note if isinstance(turn.message.act, Pressed) else ""
    return _disliked(turn, question, _cut(note))


@questions.button("reason", roles=EVERYONE)
def reason(turn: Turn, value: str) -> Reply:
    """One press says why."""
    why, _, question = value.partition(":")
    return _explained(turn, question, why, "")


@questions.form("reason", roles=EVERYONE)
def reason_in_words(turn: Turn, values: Mapping[str, str]) -> Reply:
    return _explained(turn, turn.subject, values.get("reason", ""), values.get("note", ""))


def _liked(turn: Turn, question: str) -> Reply:
    before = turn.records.gaps.opinion(turn.person.id, question)
    if before is not None and before.gap_id is not None:
        turn.records.gaps.leave(before.gap_id, turn.person.id)
    opinion = Opinion(person_id=turn.person.id, question=question, helpful=True, at=turn.now)
    turn.records.gaps.rate(opinion)
    return Reply(turn.text("liked"))


def _disliked(turn: Turn, question: str, note: str) -> Reply:
    """What they said of it before stays, unless they say more now."""
    documents = _quoted(turn)
    gap = keep_gap(turn, question, GapReason.DISLIKED, documents)
    kept = turn.records.gaps.opinion(turn.person.id, question)
    said = kept if kept is not None and not kept.helpful else None
    opinion = Opinion(
        person_id=turn.person.id,
        question=question,
        helpful=False,
        at=turn.now,
        reason=cards.OTHER if note else said.reason if said else "",
        note=note or (said.note if said else ""),
        documents=documents or (said.documents if said else ""),
        gap_id=gap.id,
    )
    turn.records.gaps.rate(opinion)
    return cards.disliked(question, turn.text)


def _explained(turn: Turn, question: str, why: str, note: str) -> Reply:
    """Only to an answer that this person disliked; what is no reason of ours is `other`."""
    before = turn.records.gaps.opinion(turn.person.id, question)
    if before is None or before.helpful:
        return Reply(turn.text("reason_stale"))
    before.reason = why if why in cards.REASONS else cards.OTHER
    before.note, before.at = _cut(note) or before.note, turn.now
    reply = cards.explained(question, before.reason, turn.text)
    inline = isinstance(turn.message.act, Submitted)
    return replace(reply, replaces=not inline)


def _quoted(turn: Turn) -> str:
    """The documents under the message that was pressed, one a line, for their owner to mend."""
    act = turn.message.act
    document = turn.records.timeline.reply(act.key) if isinstance(act, Pressed) else None
    blocks = from_document(document).blocks if document else ()
    cited = (each for block in blocks if isinstance(block, Citations) for each in block.citations)
    return "\n".join(dict.fromkeys(f"{each.document} {each.version}".strip() for each in cited))


def _cut(note: str) -> str:
    return note.strip()[:LONGEST_NOTE]
