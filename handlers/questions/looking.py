"""Looks questions up in the knowledge, and keeps those that it cannot answer as gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.conversation.turn import Turn
from handlers.questions.asking import Part
from knowledge.answers import Answer, Quote, Unknown
from knowledge.asked import Question, asker, key
from knowledge.words import vocabulary
from storage.gaps import Gap, GapAsker, GapReason

MOST_COMPARED = 200  #: open gaps, those that most people wait for first


@dataclass(frozen=True, slots=True)
class Finding:
    """What the documents say to one question, as of a day."""

    question: str
    day: date
    today: date
    found: Answer | Unknown
    of_validity: bool = False  #: it is asked for when this holds, not what it says

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return self.found.quotes if isinstance(self.found, Answer) else ()

    @property
    def disagrees(self) -> bool:
        return isinstance(self.found, Answer) and self.found.disagreement

    @property
    def is_settled(self) -> bool:
        return bool(self.quotes) and not self.disagrees

    @property
    def past(self) -> bool:
        return self.day < self.today

    @property
    def ahead(self) -> bool:
        return self.day > self.today

    @property
    def is_dated(self) -> bool:
        return self.day != self.today


def look(turn: Turn, asked: Sequence[Part]) -> list[Finding]:
    """Each question's answer; where one stays without, the whole may still have a single one:
    *is VAT on the invoice and on the price?* can stand in one sentence of a document."""
    findings = [_look(turn, part) for part in asked]
    if len(asked) < 2 or all(each.quotes or each.is_dated for each in findings):
        return findings
    if len({each.question for each in findings}) < len(findings):
        return findings
    whole = _look(turn, Part(" ".join(part.question for part in asked)))
    return [whole] if whole.quotes else findings


def keep_gap(turn: Turn, question: str, reason: GapReason, documents: str = "") -> Gap:
    """One gap for one question, however it is put; this person is told when it is filled."""
    gaps, now = turn.records.gaps, turn.now
    before = gaps.with_key(key(question)) or _meant(turn, question)
    was_open = before is not None and before.is_open
    opened = Gap(
        key=before.key if before else key(question),
        question=question,
        language=turn.language,
        opened_at=now,
        reason=reason,
        documents=documents,
    )
    gap = gaps.open(opened)
    asker = GapAsker(
        gap_id=gap.id,
        person_id=turn.person.id,
        conversation_id=turn.conversation.id,
        question=question,
        at=now,
    )
    if gaps.join(asker) or not was_open:
        turn.emit("question.unanswered", gap_id=gap.id, person_id=turn.person.id)
    return gap


def _meant(turn: Turn, question: str) -> Gap | None:
    """The open gap that means the same in other words, or in the other language."""
    some = turn.records.gaps.still_open()[:MOST_COMPARED]
    others = [(gap.question, gap.language.value) for gap in some]
    found = turn.finder.same(question, turn.language.value, others)
    return None if found is None else some[found]


def _look(turn: Turn, part: Part) -> Finding:
    """As it leans on what was asked before; else as it stands alone, where that is not about
    another thing of the same kind."""
    today = turn.read.now.date()
    if part.version:
        return _in_version(turn, part, today)
    day = part.day or today
    if part.holds:
        return _holding(turn, part, day)
    leaning = (part.question, (), part.mentions)
    alone = (part.alone, part.about, "" if part.alone_first else part.mentions)
    tried = [alone, leaning] if part.alone_first else [leaning, alone]
    for question, about, mentions in tried:
        found = _ask(turn, replace(part, question=question), day) if question else None
        if found and found.quotes and _fits(turn, found, about) and _speaks(found, mentions):
            return found
    return Finding(part.question, day, today, Unknown(0.0, ()))


def _ask(turn: Turn, part: Part, day: date) -> Finding:
    today = turn.read.now.date()
    reader = asker(turn.records, turn.person, today)
    about = Question(part.question, part.language or turn.language, reader, day)
    return Finding(part.question, day, today, turn.finder.answer(turn.records, about))


def _holding(turn: Turn, part: Part, day: date) -> Finding:
    """As a document says it with a date; else since when the document holds that told us."""
    said = _ask(turn, part, day)
    if any(turn.read.days(q.quote) or turn.read.periods(q.quote) for q in said.quotes):
        return said
    earlier = _ask(turn, replace(part, question=part.holds), day)
    return replace(earlier, of_validity=True) if earlier.is_settled else said


def _in_version(turn: Turn, part: Part, today: date) -> Finding:
    """As that version of a document says it, on its last day where it has ended."""
    reader = asker(turn.records, turn.person, today)
    documents = turn.records.knowledge.documents()
    days = {
        min(each.effective_to or today, max(today, each.effective_from))
        for each in documents
        if each.version.casefold() == part.version and each.may_be_read_by(reader)
    }
    tried = [_ask(turn, part, day) for day in sorted(days, reverse=True)]
    said = (f for f in tried if any(q.version.casefold() == part.version for q in f.quotes))
    missing = Finding(f"{part.question} ({part.version})", today, today, Unknown(0.0, ()))
    return next(said, missing)


def _fits(turn: Turn, finding: Finding, about: Sequence[str]) -> bool:
    """An answer that names another product than the one we spoke of is about that one."""
    products = [name for each in turn.records.products.all() for name in (each.name, each.short)]
    others = {name.value.casefold() for name in turn.read.named(_told(finding), products)}
    return not about or not others or any(each.casefold() in others for each in about)


def _speaks(finding: Finding, mentions: str) -> bool:
    """Of at least one of these words, in either language's form."""
    words, told = vocabulary("id"), _told(finding)
    return not mentions or bool(set(words.stems(mentions)) & set(words.stems(told)))


def _told(finding: Finding) -> str:
    return " ".join(f"{q.document} {q.heading} {q.quote}" for q in finding.quotes)
