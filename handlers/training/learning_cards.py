"""How courses and lessons look."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Style,
    Table,
)
from handlers.conversation.text import Text
from handlers.training.finding import Offered
from handlers.training.quiz_cards import begin_button
from storage.certificates import Certificate


@dataclass(frozen=True, slots=True)
class Readable:
    """A lesson that the person may read; `number` is its place in the course, from 0."""

    number: int
    name: str
    done: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One section of a lesson."""

    key: str
    lesson: int
    section: int
    sections: int
    name: str
    heading: str
    text: str
    language: str

    @property
    def is_last(self) -> bool:
        return self.section + 1 == self.sections

    def value(self, section: int) -> str:
        return f"{self.key}:{self.lesson}:{section}"


def overview(
    one: Offered, lessons: Sequence[Readable], held: Certificate | None, text: Text
) -> Reply:
    """What is read, what is asked and what counts; and whether it is passed already."""
    syllabus = one.syllabus
    done = sum(lesson.done for lesson in lessons)
    facts = [
        Fact(text("lessons"), text("done_of", done=done, total=len(lessons))),
        Fact(text("quiz"), text.plural("n_questions", len(syllabus.questions))),
        Fact(text("pass_mark"), text("percent", percent=syllabus.pass_mark)),
        Fact(text("validity"), text.plural("n_days", syllabus.valid_days)),
        Fact(text("version"), text("version_since", version=one.course.version,
                                   day=text.short_day(one.course.effective_from))),
    ]  # fmt: skip
    if held is not None:
        facts.append(Fact(text("certificate"), text("held_to", day=held.valid_to)))
    read = tuple(lesson_button(one.key, lesson, text) for lesson in lessons)
    blocks = (
        Facts(tuple(facts)),
        *_lessons(lessons, text),
        Buttons((*read, quiz_button(one.key, text))),
    )
    return Reply(text("course_title", course=syllabus.title(text.language)), blocks, private=True)


def path(courses: Sequence[Offered], done: Collection[str], text: Text) -> Reply:
    """Every course in order, and the first that is not passed yet."""
    if not courses:
        return Reply(text("no_courses"), private=True)
    rows = tuple(_step(number, one, done, text) for number, one in enumerate(courses, 1))
    table = Table((text("step"), text("course"), text("state")), rows, frozenset({0}))
    progress = Paragraph(text("progress", done=len(done), total=len(courses)))
    following = next((one for one in courses if one.key not in done), None)
    if following is None:
        shown = tuple(_open(one, text) for one in courses)
        return Reply(text("path_finished"), (progress, table, Buttons(shown)), private=True)
    name = following.syllabus.title(text.language)
    start = Button(text("open_course"), "training.course", following.key, Style.PRIMARY)
    quiz = begin_button(following.key, text)
    blocks = (progress, table, Buttons((start, Button(quiz.label, quiz.action, quiz.value))))
    return Reply(text("learn_next", course=name), blocks, private=True)


def page(shown: Page, text: Text) -> Reply:
    """A section, with the way on."""
    back = Button(text("back"), "training.lesson", shown.value(shown.section - 1))
    label = text("finish_lesson") if shown.is_last else text("next")
    forward = Button(label, "training.lesson", shown.value(shown.section + 1), Style.PRIMARY)
    title = text("page", name=shown.name, number=shown.section + 1, total=shown.sections)
    other = shown.language != text.language and f"language_{shown.language}" in text.replies
    said = [Paragraph(text("other_language", language=text(f"language_{shown.language}")))]
    blocks: tuple[Block, ...] = (
        Paragraph(shown.heading),
        Paragraph(shown.text),
        *(said if other else []),
        Buttons((*([back] if shown.section else []), forward)),
    )
    return Reply(title, blocks, private=True, replaces=True)


def lesson_done(name: str, offer: Button, text: Text) -> Reply:
    said = Paragraph(text("lesson_done_next"))
    return Reply(text("lesson_done", name=name), (said, Buttons((offer,))), private=True)


def lesson_button(key: str, lesson: Readable, text: Text) -> Button:
    return Button(text("read", name=lesson.name), "training.lesson", f"{key}:{lesson.number}:0")


def quiz_button(key: str, text: Text) -> Button:
    return begin_button(key, text)


def _lessons(lessons: Sequence[Readable], text: Text) -> list[Block]:
    if not lessons:
        return [Paragraph(text("no_lessons"))]
    rows = tuple((each.name, text("done" if each.done else "to_do")) for each in lessons)
    return [Table((text("lesson"), text("state")), rows)]


def _step(number: int, one: Offered, done: Collection[str], text: Text) -> tuple[str, ...]:
    title = one.syllabus.title(text.language)
    if one.key in done and one.held is not None:
        return str(number), title, text("held_to", day=text.short_day(one.held.valid_to))
    return str(number), title, text("to_do")


def _open(one: Offered, text: Text) -> Button:
    return Button(one.syllabus.title(text.language), "training.course", one.key)
