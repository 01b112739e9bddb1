"""Asks a quiz one question at a time, whatever comes in between, and settles it at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from handlers.conversation.manners import stale
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.training import quiz_cards
from handlers.training.course import Question, Syllabus
from handlers.training.finding import Offered, start_of_day
from handlers.training.quiz_cards import Ended, Step
from handlers.training.reading import to_read
from storage.certificates import Certificate
from storage.people import Role
from storage.training import Attempt, AttemptState, Course
from storage.walltime import local_day

SHOWN = "quiz"  #: in a conversation's memory: the attempt and the question last shown there


@dataclass(frozen=True, slots=True)
class Running:
    """An open attempt with its course as it was when the attempt began."""

    attempt: Attempt
    course: Course
    syllabus: Syllabus
    letters: str

    @property
    def step(self) -> Step:
        number = len(self.letters) + 1
        return Step(self.attempt.id, number, self.syllabus, self.letters[-1:])

    @property
    def question(self) -> Question:
        return self.syllabus.questions[len(self.letters)]

    @property
    def is_answered(self) -> bool:
        return len(self.letters) == len(self.syllabus.questions)


def running(turn: Turn, attempt: Attempt) -> Running:
    course = turn.records.training.version(attempt.course_id)
    letters = turn.records.training.answers(attempt)
    return Running(attempt, course, Syllabus.of(course.document), letters)


def open_attempt(turn: Turn, attempt_id: int) -> Running | None:
    """This person's own attempt, if it is still open."""
    found = turn.records.training.attempt(attempt_id)
    if found is None or found.person_id != turn.person.id:
        return None
    return running(turn, found) if found.state is AttemptState.OPEN else None


def begin(turn: Turn, one: Offered) -> Reply:
    """The first question; where the quiz is half done, whether to go on with it."""
    training, left = turn.records.training, tries_left(turn, one)
    if left <= 0:
        tomorrow = local_day(turn.now, turn.person.zone) + timedelta(days=1)
        return quiz_cards.no_try_left(one.syllabus, tomorrow, turn.text)
    found = running(turn, training.begin(turn.person.id, one.course, turn.now))
    if found.letters:
        _show_here(turn, found)
        return quiz_cards.half_done(found.step, turn.text)
    return ask(turn, found)


def anew(turn: Turn, half_done: Running, one: Offered) -> Reply:
    half_done.attempt.finish(AttemptState.DROPPED, turn.now)
    turn.records.session.flush()
    return begin(turn, one)


def ask(turn: Turn, found: Running) -> Reply:
    """The question whose turn it is; a letter typed here answers it."""
    _show_here(turn, found)
    return quiz_cards.question(found.step, turn.text)


def here(turn: Turn) -> Mapping[str, Any]:
    """The attempt and the number of the question last shown in this conversation."""
    shown: Mapping[str, Any] = turn.memory.get(SHOWN, {})
    return shown if shown.get("of") == turn.person.id else {}


def choose(turn: Turn, attempt_id: int, number: int, letter: str) -> Reply:
    """Keep an answer once; one to an earlier question changes nothing."""
    found = open_attempt(turn, attempt_id)
    if found is None:
        return stale(turn.language)
    if found.step.number != number:
        return quiz_cards.answered_before(number, ask(turn, found), turn.text)
    if not turn.records.training.answer(found.attempt, number, letter, turn.now):
        return quiz_cards.answered_before(number, ask(turn, found), turn.text)
    after = running(turn, found.attempt)
    return _settle(turn, after) if after.is_answered else ask(turn, after)


def tries_left(turn: Turn, one: Offered) -> int:
    since = start_of_day(turn, turn.person)
    return one.syllabus.tries - turn.records.training.finished(turn.person.id, one.key, since)


def _show_here(turn: Turn, found: Running) -> None:
    shown = {
        "attempt": found.attempt.id,
        "number": found.step.number,
        "of": turn.person.id,
        "language": turn.language,
    }
    turn.ask("training.letter", **shown)
    turn.conversation.memory = {**turn.conversation.memory, SHOWN: shown}


def _settle(turn: Turn, found: Running) -> Reply:
    """Passed or not; only now it is said what was right."""
    turn.forget_question()
    percent = found.syllabus.percent(found.letters)
    if found.syllabus.is_passed(found.letters):
        found.attempt.finish(AttemptState.PASSED, turn.now, percent)
        certificate = _certify(turn, found)
        return quiz_cards.passed(_ended(turn, found), certificate, turn.text)
    found.attempt.finish(AttemptState.FAILED, turn.now, percent)
    turn.records.session.flush()
    one = Offered(found.course, found.syllabus)
    return quiz_cards.failed(_ended(turn, found), tries_left(turn, one), turn.text)


def _ended(turn: Turn, found: Running) -> Ended:
    wrong = [
        (number, to_read(turn, question))
        for number, (question, letter) in enumerate(
            zip(found.syllabus.questions, found.letters, strict=True), start=1
        )
        if letter != question.right
    ]
    return Ended(found.course.key, found.syllabus, found.letters, tuple(wrong))


def _certify(turn: Turn, found: Running) -> Certificate:
    """A certificate from today on; those who should know are told."""
    training, today = turn.records.training, local_day(turn.now, turn.person.zone)
    certificate = training.certify(
        Certificate(
            reference=training.new_reference(),
            person_id=turn.person.id,
            course=found.course.key,
            course_id=found.course.id,
            earned=today,
            valid_to=today + timedelta(days=found.syllabus.valid_days),
            attempt_id=found.attempt.id,
        )
    )
    for owner in _owners(turn):
        turn.tell(owner, "training.earned", certificate_id=certificate.id)
    turn.emit("certificate.earned", person_id=turn.person.id, certificate_id=certificate.id)
    return certificate


def _owners(turn: Turn) -> list[Any]:
    if turn.person.partner_id is None:
        return []
    colleagues = turn.records.people.at(turn.person.partner_id)
    return [p for p in colleagues if p.role is Role.OWNER and p.id != turn.person.id]
