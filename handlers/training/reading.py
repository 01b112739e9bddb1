"""Finds a course's documents as a person may read them, and the words that say what is right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from handlers.conversation.reply import Citation
from handlers.conversation.turn import Turn
from handlers.training.course import Lesson, Question
from knowledge.asked import asker
from knowledge.passages import sentences
from storage.knowledge import Document, Passage
from storage.values import Language
from storage.walltime import local_day

PATH = " › "  #: between the headings above a section
WORD = re.compile(r"[^\W_]+")


def document_of(turn: Turn, lesson: Lesson) -> Document | None:
    """The lesson in the language of the turn, else in another; None if it is not for them."""
    day = local_day(turn.now, turn.person.zone)
    reader = asker(turn.records, turn.person, day)
    languages = sorted(Language, key=lambda each: each is not turn.language)
    found = (
        document
        for language in languages
        for document in _versions(turn, lesson, language, day)
        if document.may_be_read_by(reader)
    )
    return next(found, None)


def sections_of(turn: Turn, document: Document) -> Sequence[Passage]:
    return turn.records.knowledge.passages_of(document)


def to_read(turn: Turn, question: Question) -> Citation:
    """The section that a question is about; quoted where the person may read it."""
    source = question.source
    document = document_of(turn, Lesson(source.title, source.version))
    heading = source.heading(turn.language)
    if document is None:
        return Citation(source.title, source.version, heading, "")
    heading = source.heading(document.language)
    about = [p for p in sections_of(turn, document) if p.heading.split(PATH)[-1] == heading]
    quote = _telling(about[0].text, question, document.language) if about else ""
    page = about[0].page if about else ""
    return Citation(document.title, document.version, heading, quote, document.link, page)


def _versions(turn: Turn, lesson: Lesson, language: str, day: date) -> list[Document]:
    versions = turn.records.knowledge.versions(lesson.title, language)
    if lesson.version:
        return [document for document in versions if document.version == lesson.version]
    return [each for each in versions if _in_force(each, day)][::-1]


def _in_force(document: Document, day: date) -> bool:
    ended = document.effective_to is not None and document.effective_to < day
    return document.effective_from <= day and not ended


def _telling(text: str, question: Question, language: str) -> str:
    """The sentence that shares most words with the question and its right option."""
    asked = f"{question.text(language)} {question.option(question.right, language)}"
    wanted = set(WORD.findall(asked.casefold()))
    said = sentences(text)
    return max(said, key=lambda each: len(wanted & set(WORD.findall(each.casefold()))), default="")
