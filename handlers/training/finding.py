"""Which courses there are for a person, which one a sentence names, and which comes next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from handlers.conversation.turn import Happening, Turn
from handlers.conversation.understanding.slang import SMALL_WORDS
from handlers.training.course import Syllabus
from storage.certificates import Certificate
from storage.people import Person
from storage.training import Course
from storage.walltime import local_day

LONG = 4  #: letters of a word that may stand for a whole title
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Offered:
    """A course in force, read; with the certificate that this person holds in it, if any."""

    course: Course
    syllabus: Syllabus
    held: Certificate | None = None

    @property
    def key(self) -> str:
        return self.course.key


def start_of_day(happening: Happening, person: Person) -> datetime:
    return datetime.combine(local_day(happening.now, person.zone), time(), ZoneInfo(person.zone))


def offered(happening: Happening, person: Person) -> list[Offered]:
    """The courses for a person's kind of partner and tier, in the order of the path."""
    day, partner = local_day(happening.now, person.zone), person.partner
    tier = happening.records.partners.tier(partner.id, day) if partner else None
    held = {each.course: each for each in happening.records.training.held(person.id)}
    read = [
        Offered(course, Syllabus.of(course.document), held.get(course.key))
        for course in happening.records.training.courses(day)
    ]
    suited = [each for each in read if each.syllabus.suits(partner, tier)]
    return sorted(suited, key=lambda each: (each.syllabus.position, each.key))


def is_done(one: Offered, day: date) -> bool:
    """Does the person hold its certificate that day?"""
    return one.held is not None and one.held.holds(day)


def named(turn: Turn, sentence: str, courses: Sequence[Offered]) -> list[Offered]:
    """The courses whose title a sentence says; else those that one of its words stands for."""
    titles = {title: one for one in courses for title in one.syllabus.titles.values()}
    said = {found.value for found in turn.read.named(sentence, titles)}
    by_title = [one for one in courses if said & set(one.syllabus.titles.values())]
    return by_title or _by_word(sentence, courses)


def with_key(turn: Turn, key: str) -> Offered | None:
    return next((one for one in offered(turn, turn.person) if one.key == key), None)


def _by_word(sentence: str, courses: Sequence[Offered]) -> list[Offered]:
    """*kuis sales*: a long word that only one course's titles have."""
    said = _words(sentence)
    telling = [(one, _words(" ".join(one.syllabus.titles.values()))) for one in courses]
    found = []
    for one, words in telling:
        others = {word for other, its in telling if other is not one for word in its}
        if said & {word for word in words - others if len(word) >= LONG}:
            found.append(one)
    return found


def _words(text: str) -> set[str]:
    small = {word for words in SMALL_WORDS.values() for word in words.split()}
    return set(WORD.findall(text.casefold())) - small
