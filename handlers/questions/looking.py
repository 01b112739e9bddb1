"""Looks questions up in the knowledge, and keeps those that it cannot answer as gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.conversation.turn import Turn
from handlers.questions.asking import Part
from knowledge.answers import Answer, Quote, Unknown, answer
from knowledge.asked import Question, asker, key
from storage.gaps import Gap, GapAsker, GapReason


@dataclass(frozen=True, slots=True)
class Finding:
    """What the documents say to one question, as of a day."""

    question: str
    day: date
    past: bool
    found: Answer | Unknown

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return self.found.quotes if isinstance(self.found, Answer) else ()


def look(turn: Turn, asked: Sequence[Part]) -> list[Finding]:
    """Each question's answer; where one stays without, the whole may still have a single one:
    *is VAT on the invoice and on the price?* can stand in one sentence of a document."""
    findings = [_look(turn, part) for part in asked]
    if len(asked) < 2 or all(each.quotes or each.past for each in findings):
        return findings
    whole = _look(turn, Part(" ".join(part.question for part in asked)))
    return [whole] if whole.quotes else findings


def keep_gap(turn: Turn, question: str, reason: GapReason) -> None:
    """One gap for one question, however it is put; this person is told when it is filled."""
    gap = turn.records.gaps.open(
        Gap(
            key=key(question),
            question=question,
            language=turn.language,
            opened_at=turn.now,
            reason=reason,
        )
    )
    turn.records.gaps.join(
        GapAsker(
            gap_id=gap.id,
            person_id=turn.person.id,
            conversation_id=turn.conversation.id,
            question=question,
            at=turn.now,
        )
    )
    turn.emit("question.unanswered", gap_id=gap.id, person_id=turn.person.id)


def _look(turn: Turn, part: Part) -> Finding:
    today = turn.read.now.date()
    day = part.day or today
    about = Question(part.question, turn.language, asker(turn.records, turn.person, today), day)
    return Finding(part.question, day, part.day is not None, answer(turn.records, about))
