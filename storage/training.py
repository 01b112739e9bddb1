"""Training: published courses, who took their quizzes, and what each lesson has been read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, event, func, select
from sqlalchemy.orm import Mapped, mapped_column, object_session

from storage.base import Document, Record
from storage.certificates import Certificates
from storage.inserting import insert_missing


class PublishedForGood(RuntimeError):
    """Somebody tried to change a published course, on which certificates rest."""


class Course(Record):
    """One published version of a course: its titles, lessons, quiz and rules in `document`.

    It never changes; a change is a new version from a day on.
    """

    __tablename__ = "courses"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str]
    version: Mapped[int]
    effective_from: Mapped[date]
    document: Mapped[Document]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class CourseDraft(Record):
    """A course that somebody is writing; `key` is the course it will be the next version of.

    `revision` counts its changes, so that a button knows which words it stood under.
    """

    __tablename__ = "course_drafts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime]
    document: Mapped[Document]
    revision: Mapped[int] = mapped_column(default=1)
    published_id: Mapped[int | None] = mapped_column(ForeignKey("courses.id"), default=None)
    dropped: Mapped[bool] = mapped_column(default=False)

    def revise(self, document: Document) -> None:
        self.document, self.revision = document, self.revision + 1

    @property
    def is_open(self) -> bool:
        return self.published_id is None and not self.dropped


class AttemptState(StrEnum):
    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    DROPPED = "dropped"


FINISHED = frozenset({AttemptState.PASSED, AttemptState.FAILED})


class Attempt(Record):
    """One try at a quiz, on the version it began with. `running` names person and course while
    it is open, so that nobody has two."""

    __tablename__ = "attempts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    started_at: Mapped[datetime]
    running: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[AttemptState] = mapped_column(default=AttemptState.OPEN)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    percent: Mapped[int | None] = mapped_column(default=None)

    def finish(self, state: AttemptState, now: datetime, percent: int | None = None) -> None:
        self.state, self.finished_at, self.percent, self.running = state, now, percent, None


class AttemptAnswer(Record):
    """What was chosen for one question of an attempt, once."""

    __tablename__ = "attempt_answers"
    __table_args__ = (UniqueConstraint("attempt_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"))
    position: Mapped[int]
    choice: Mapped[str]
    at: Mapped[datetime]


class LessonDone(Record):
    """A person has read a lesson of a course to its end."""

    __tablename__ = "lessons_done"
    __table_args__ = (UniqueConstraint("person_id", "key", "lesson"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    key: Mapped[str]
    lesson: Mapped[str]
    at: Mapped[datetime]


class Training(Certificates):
    """Courses, drafts, attempts and lessons, beside the certificates they bring."""

    def publish(self, course: Course) -> Course:
        self._session.add(course)
        self._session.flush()
        return course

    def version(self, course_id: int) -> Course:
        return self._session.get_one(Course, course_id)

    def courses(self, day: date) -> Sequence[Course]:
        """The version of each course that is in force on a day."""
        query = select(Course).where(Course.effective_from <= day)
        found = self._session.scalars(query.order_by(Course.effective_from, Course.version))
        return list({course.key: course for course in found}.values())

    def course(self, key: str, day: date) -> Course | None:
        return next((course for course in self.courses(day) if course.key == key), None)

    def next_version(self, key: str) -> int:
        query = select(func.max(Course.version)).filter_by(key=key)
        return (self._session.scalar(query) or 0) + 1

    def write(self, draft: CourseDraft) -> CourseDraft:
        self._session.add(draft)
        self._session.flush()
        return draft

    def draft(self, draft_id: int) -> CourseDraft | None:
        """Nobody else's until the transaction ends."""
        query = select(CourseDraft).filter_by(id=draft_id).with_for_update()
        return self._session.scalars(query).one_or_none()

    def drafts(self, author_id: int) -> Sequence[CourseDraft]:
        query = select(CourseDraft).filter_by(author_id=author_id, published_id=None)
        return self._session.scalars(
            query.where(~CourseDraft.dropped).order_by(CourseDraft.id)
        ).all()

    def begin(self, person_id: int, course: Course, now: datetime) -> Attempt:
        """An attempt at the quiz: the one that is open already, wherever it was begun."""
        running = f"{person_id}:{course.key}"
        row = {
            "person_id": person_id,
            "course_id": course.id,
            "started_at": now,
            "running": running,
            "state": AttemptState.OPEN,
        }
        self._session.execute(insert_missing(self._session, Attempt).values(row))
        return self._session.scalars(select(Attempt).filter_by(running=running)).one()

    def attempt(self, attempt_id: int) -> Attempt | None:
        """Nobody else's until the transaction ends."""
        query = select(Attempt).filter_by(id=attempt_id).with_for_update()
        return self._session.scalars(query).one_or_none()

    def running(self, person_id: int) -> Sequence[Attempt]:
        """The open attempts of a person, the latest first."""
        query = select(Attempt).filter_by(person_id=person_id, state=AttemptState.OPEN)
        return self._session.scalars(query.order_by(Attempt.id.desc())).all()

    def finished(self, person_id: int, key: str, since: datetime) -> int:
        """How often a person came to the end of a quiz since a moment."""
        query = (
            select(func.count(Attempt.id))
            .join(Course, Course.id == Attempt.course_id)
            .where(Attempt.person_id == person_id, Course.key == key)
            .where(Attempt.state.in_(FINISHED), Attempt.finished_at >= since)
        )
        return self._session.scalar(query) or 0

    def attempts(self) -> Sequence[tuple[Attempt, Course]]:
        """Every attempt that came to its end, oldest first."""
        query = (
            select(Attempt, Course)
            .join(Course, Course.id == Attempt.course_id)
            .where(Attempt.state.in_(FINISHED))
            .order_by(Attempt.id)
        )
        return [(attempt, course) for attempt, course in self._session.execute(query)]

    def answer(self, attempt: Attempt, position: int, choice: str, now: datetime) -> bool:
        """Keep an answer; False when this question has one already."""
        row = {"attempt_id": attempt.id, "position": position, "choice": choice, "at": now}
        statement = insert_missing(self._session, AttemptAnswer).values(row)
        inserted = self._session.scalar(statement.returning(AttemptAnswer.id))
        return inserted is not None

    def answers(self, attempt: Attempt) -> str:
        """The letters chosen so far, in the order of the questions."""
        query = select(AttemptAnswer.choice).filter_by(attempt_id=attempt.id)
        return "".join(self._session.scalars(query.order_by(AttemptAnswer.position)))

    def read(self, person_id: int, key: str, lesson: str, now: datetime) -> None:
        row = {"person_id": person_id, "key": key, "lesson": lesson, "at": now}
        self._session.execute(insert_missing(self._session, LessonDone).values(row))

    def lessons_read(self, person_id: int, key: str) -> frozenset[str]:
        query = select(LessonDone.lesson).filter_by(person_id=person_id, key=key)
        return frozenset(self._session.scalars(query))


@event.listens_for(Course, "before_update")
@event.listens_for(Course, "before_delete")
def _a_published_course_stays(_: Any, __: Any, course: Course) -> None:
    session = object_session(course)
    if session is not None and (course in session.deleted or session.is_modified(course)):
        raise PublishedForGood("a published course never changes: publish a new version")
