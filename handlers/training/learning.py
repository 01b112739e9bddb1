"""Courses to read: their lessons section by section, and what comes next on the path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.conversation.manners import stale
from handlers.conversation.reply import Button, Reply
from handlers.conversation.turn import Turn
from handlers.training import learning_cards
from handlers.training.authoring import author
from handlers.training.certificates import MANAGERS
from handlers.training.course import Lesson
from handlers.training.draft_cards import CHANGE
from handlers.training.finding import Offered, is_done, named, offered, with_key
from handlers.training.handler import training
from handlers.training.learning_cards import Page, Readable
from handlers.training.reading import document_of, sections_of
from storage.knowledge import Document, Passage
from storage.people import EVERYONE
from storage.walltime import local_day


@dataclass(frozen=True, slots=True)
class Opened:
    """A lesson of a course, with its document and sections as this person may read them."""

    one: Offered
    number: int
    lesson: Lesson
    document: Document
    sections: Sequence[Passage]


@training.intent("course", roles=EVERYONE)
def course(turn: Turn, sentence: str) -> Reply:
    """The course that is named; else all of them with how far one is."""
    if turn.person.role in MANAGERS and CHANGE.search(sentence):
        return author(turn, sentence)
    courses = offered(turn, turn.person)
    found = named(turn, sentence, courses)
    return overview(turn, found[0]) if len(found) == 1 else _path(turn, found or courses)


@training.intent("next", roles=EVERYONE)
def next_said(turn: Turn, _: str) -> Reply:
    return _path(turn, offered(turn, turn.person))


@training.button("next", roles=EVERYONE)
def next_pressed(turn: Turn, _: str) -> Reply:
    return _path(turn, offered(turn, turn.person))


@training.button("course", roles=EVERYONE)
def course_pressed(turn: Turn, key: str) -> Reply:
    one = with_key(turn, key)
    return overview(turn, one) if one else stale(turn.language)


@training.button("lesson", roles=EVERYONE)
def lesson(turn: Turn, value: str) -> Reply:
    """One section; behind the last one the lesson is done."""
    key, number, section = value.rsplit(":", 2)
    one = with_key(turn, key)
    found = _open(turn, one, int(number)) if one else None
    if one is None or found is None:
        return stale(turn.language)
    if int(section) < len(found.sections):
        return learning_cards.page(_page(found, int(section)), turn.text)
    turn.records.training.read(turn.person.id, key, found.lesson.name, turn.now)
    return _done(turn, one, found.number)


def overview(turn: Turn, one: Offered) -> Reply:
    """The lessons that this person may read, with a mark on those that are done."""
    lessons = readable(turn, one)
    held = one.held if is_done(one, local_day(turn.now, turn.person.zone)) else None
    return learning_cards.overview(one, lessons, held, turn.text)


def readable(turn: Turn, one: Offered) -> list[Readable]:
    done = turn.records.training.lessons_read(turn.person.id, one.key)
    return [
        Readable(number, lesson.name, lesson.name in done)
        for number, lesson in enumerate(one.syllabus.lessons)
        if document_of(turn, lesson) is not None
    ]


def _path(turn: Turn, courses: Sequence[Offered]) -> Reply:
    day = local_day(turn.now, turn.person.zone)
    done = frozenset(one.key for one in courses if is_done(one, day))
    return learning_cards.path(courses, done, turn.text)


def _open(turn: Turn, one: Offered, number: int) -> Opened | None:
    if number >= len(one.syllabus.lessons):
        return None
    found = one.syllabus.lessons[number]
    document = document_of(turn, found)
    if document is None:
        return None
    return Opened(one, number, found, document, sections_of(turn, document))


def _page(found: Opened, section: int) -> Page:
    passage = found.sections[section]
    return Page(
        key=found.one.key,
        lesson=found.number,
        section=section,
        sections=len(found.sections),
        name=found.lesson.name,
        heading=passage.heading or found.document.title,
        text=passage.text,
        language=found.document.language,
    )


def _done(turn: Turn, one: Offered, number: int) -> Reply:
    """The next lesson that is still to be read, else the quiz."""
    left = [lesson for lesson in readable(turn, one) if not lesson.done]
    following = next((lesson for lesson in left if lesson.number > number), None)
    following = following or next(iter(left), None)
    offer = _offer(turn, one, following)
    return learning_cards.lesson_done(one.syllabus.lessons[number].name, offer, turn.text)


def _offer(turn: Turn, one: Offered, following: Readable | None) -> Button:
    if following is not None:
        return learning_cards.lesson_button(one.key, following, turn.text)
    return learning_cards.quiz_button(one.key, turn.text)
