"""A course that is being written: what stands in its draft, and what keeps it unpublished."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.conversation.turn import Turn
from handlers.training.course import DEFAULTS, Question, Syllabus
from handlers.training.drafting import Paper, Section, draft
from handlers.training.finding import Offered
from storage.knowledge import Document
from storage.training import Course, CourseDraft
from storage.values import Language

MOST_OTHERS = 12  #: other documents to take wrong options from
SLUG = re.compile(r"[^a-z0-9]+")


def from_document(turn: Turn, document: Document) -> CourseDraft:
    """A draft with questions from a document, in both languages where it is written in both."""
    paper = _paper(turn, document)
    questions = draft(paper, _others(turn, document)) if paper.sections else []
    lessons = [{"title": document.title, "version": document.version}]
    titles = dict.fromkeys(paper.sections, document.title)
    contents = {
        **DEFAULTS,
        "titles": titles or {document.language: document.title},
        "lessons": lessons,
        "questions": [question.document for question in questions],
    }
    return _kept(turn, SLUG.sub("-", document.title.casefold()).strip("-"), contents)


def from_course(turn: Turn, one: Offered) -> CourseDraft:
    """The next version of a course begins as its current one."""
    return _kept(turn, one.key, dict(one.course.document))


def questions_of(found: CourseDraft) -> tuple[Question, ...]:
    return Syllabus.of(found.document).questions


def with_question(found: CourseDraft, number: int, question: Question) -> None:
    """Put a question in a place; behind the last one it is added."""
    questions = list(questions_of(found))
    questions[number : number + 1] = [question]
    _revise(found, questions)


def confirm(found: CourseDraft, number: int) -> None:
    with_question(found, number, replace(questions_of(found)[number], confirmed=True))


def without_question(found: CourseDraft, number: int) -> None:
    _revise(found, [q for n, q in enumerate(questions_of(found)) if n != number])


def settle(found: CourseDraft, settings: dict[str, Any]) -> None:
    found.revise({**found.document, **settings})


def unconfirmed(found: CourseDraft) -> list[int]:
    """The places of the questions that nobody has looked at."""
    return [n for n, question in enumerate(questions_of(found)) if not question.confirmed]


def incomplete(found: CourseDraft) -> list[tuple[int, Language]]:
    """The questions that cannot be asked in a language."""
    return [(n, lang) for n, each in enumerate(questions_of(found)) for lang in each.missing]


def untitled(found: CourseDraft) -> list[Language]:
    titles = found.document["titles"]
    return [language for language in Language if not titles.get(language, "").strip()]


def is_ready(found: CourseDraft) -> bool:
    faults = unconfirmed(found) or incomplete(found) or untitled(found)
    return bool(questions_of(found)) and not faults


def publish(turn: Turn, found: CourseDraft) -> Course:
    """The next version, from its day on; the draft is closed."""
    today = turn.read.now.date()
    document = {name: value for name, value in found.document.items() if name != "from"}
    wanted = found.document.get("from", "")
    course = turn.records.training.publish(
        Course(
            key=found.key,
            version=turn.records.training.next_version(found.key),
            effective_from=max(today, date.fromisoformat(wanted)) if wanted else today,
            document=document,
            published_at=turn.now,
            published_by_id=turn.person.id,
        )
    )
    found.published_id = course.id
    turn.audit("training.publish", f"course:{course.key}:{course.version}", "done")
    turn.emit("course.published", course_id=course.id)
    return course


def _kept(turn: Turn, key: str, contents: dict[str, Any]) -> CourseDraft:
    written = CourseDraft(
        key=key, author_id=turn.person.id, created_at=turn.now, document=contents
    )
    return turn.records.training.write(written)


def _revise(found: CourseDraft, questions: Sequence[Question]) -> None:
    documents = [question.document for question in questions]
    found.revise({**found.document, "questions": documents})


def _paper(turn: Turn, document: Document) -> Paper:
    """The document in its own language first, then its translations."""
    languages = sorted(Language, key=lambda each: each != document.language)
    sections = {}
    for language in languages:
        versions = turn.records.knowledge.versions(document.title, language)
        same = next((each for each in versions if each.version == document.version), None)
        if same is not None:
            sections[str(language)] = _sections(turn, same)
    return Paper(document.title, document.version, sections)


def _sections(turn: Turn, document: Document) -> list[Section]:
    passages = turn.records.knowledge.passages_of(document)
    return [Section(passage.heading, passage.text) for passage in passages]


def _others(turn: Turn, document: Document) -> list[str]:
    documents = [
        each
        for each in turn.records.knowledge.documents()
        if each.language == document.language and each.title != document.title
    ]
    near = documents[:MOST_OTHERS]
    return [section.text for each in near for section in _sections(turn, each)]
