"""Schedules: what happens at a wall time, once on each local date, and what has happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.inserting import insert_missing
from storage.walltime import A_DAY, TZDATA, Recurrence, local_day, moment


class Missed(StrEnum):
    """What to do about a firing whose time passed while nothing was running."""

    SEND = "send"
    SKIP = "skip"
    ASK = "ask"


class Outcome(StrEnum):
    """`held` waits for a person to say whether it still makes sense."""

    FIRED = "fired"
    SKIPPED = "skipped"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class SchedulePolicy:
    """A time the clock jumps over happens right after the jump, a time it shows twice happens
    the first time. Later than `within` minutes is missed; `send` is for what is due however
    late."""

    missed: Missed = Missed.ASK
    within: int = 60

    def document(self) -> Document:
        return {
            "gap": "first_moment_after",
            "overlap": "first",
            "missed": self.missed.value,
            "within": self.within,
        }


class Schedule(Record):
    """`name` is the event that is published when it fires (`announcement.due`) with `subject`
    and `local_date`; when a firing is held, `name` with `.missed` behind it.

    What is stored is what the person meant: a time on the wall, a zone, and the days (`rule`).
    The moment in UTC follows from them and from the time-zone data, so it is computed again
    when those change.
    """

    __tablename__ = "schedules"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]
    wall: Mapped[str]
    rule: Mapped[Document]
    zone: Mapped[str]
    policy: Mapped[Document]
    subject: Mapped[Document] = mapped_column(default_factory=dict)
    tzdata_version: Mapped[str] = mapped_column(default="")
    next_date: Mapped[date | None] = mapped_column(Date, default=None)
    next_at: Mapped[datetime | None] = mapped_column(default=None, index=True)

    def plan(self, first: date) -> None:
        """Find the next time, from that local date on; None when there is none left."""
        day = next(Recurrence.of(self.rule).days(first), None)
        self.next_date, self.tzdata_version = day, TZDATA
        wall = time.fromisoformat(self.wall)
        self.next_at = moment(day, wall, self.zone) if day is not None else None

    def judge(self, now: datetime) -> Outcome:
        """What becomes of the firing that is due."""
        assert self.next_at is not None
        late = now - self.next_at > timedelta(minutes=self.policy["within"])
        if not late:
            return Outcome.FIRED
        missed = Missed(self.policy["missed"])
        fate = {Missed.SEND: Outcome.FIRED, Missed.SKIP: Outcome.SKIPPED, Missed.ASK: Outcome.HELD}
        return fate[missed]


class Firing(Record):
    """A schedule on one local date. The unique row is the lock: whoever inserts it, fires."""

    __tablename__ = "firings"
    __table_args__ = (UniqueConstraint("schedule_id", "local_date"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedules.id"))
    local_date: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime]
    outcome: Mapped[Outcome]


class JobRun(Record):
    """When a job that is done every so often was last done."""

    __tablename__ = "job_runs"

    name: Mapped[str] = mapped_column(primary_key=True)
    last_at: Mapped[datetime | None] = mapped_column(default=None)

    def is_due(self, every: timedelta, now: datetime) -> bool:
        """A clock that was set back must not stop a job until it has caught up."""
        return self.last_at is None or not self.last_at <= now < self.last_at + every

    def begin(self, now: datetime) -> datetime | None:
        """It is being done now; answers when it was done before."""
        before, self.last_at = self.last_at, now
        return before and min(before, now)


class Schedules:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, schedule: Schedule, now: datetime) -> Schedule:
        """From today's date in its zone on; a time that has passed today is tomorrow's."""
        today = local_day(now, schedule.zone)
        schedule.plan(today)
        if schedule.next_at is not None and schedule.next_at < now and "on" not in schedule.rule:
            schedule.plan(today + A_DAY)
        self._session.add(schedule)
        self._session.flush()
        return schedule

    def remove(self, schedule: Schedule) -> None:
        """It fires no more; what it did stays."""
        schedule.next_date = schedule.next_at = None

    def due(self, now: datetime) -> Sequence[int]:
        query = select(Schedule.id).where(Schedule.next_at <= now).order_by(Schedule.next_at)
        return self._session.scalars(query).all()

    def fire(self, schedule_id: int, now: datetime) -> Iterator[tuple[Schedule, Firing]]:
        """Every firing that is due and that nobody else has; the schedule moves on."""
        schedule = self._session.get(Schedule, schedule_id, with_for_update=True)
        while schedule and schedule.next_date and schedule.next_at and schedule.next_at <= now:
            firing = self._claim(schedule, schedule.next_date, now)
            schedule.plan(schedule.next_date + A_DAY)
            if firing is not None:
                yield schedule, firing

    def _claim(self, schedule: Schedule, day: date, now: datetime) -> Firing | None:
        row = {
            "schedule_id": schedule.id,
            "local_date": day,
            "at": now,
            "outcome": schedule.judge(now),
        }
        statement = insert_missing(self._session, Firing).values(row).returning(Firing.id)
        inserted = self._session.scalar(statement)
        return self._session.get(Firing, inserted) if inserted is not None else None

    def firings(self, schedule_id: int) -> Sequence[Firing]:
        query = select(Firing).filter_by(schedule_id=schedule_id).order_by(Firing.local_date)
        return self._session.scalars(query).all()

    def outdated(self) -> Sequence[int]:
        """What was planned with other time-zone data than ours."""
        planned = select(Schedule.id).where(Schedule.next_date.is_not(None))
        return self._session.scalars(planned.where(Schedule.tzdata_version != TZDATA)).all()

    def recompute(self, schedule_ids: Sequence[int]) -> None:
        """The same local date and time, at the moment that our time-zone data gives."""
        query = select(Schedule).where(Schedule.id.in_(schedule_ids)).with_for_update()
        for schedule in self._session.scalars(query):
            if schedule.next_date is not None:
                schedule.plan(schedule.next_date)

    def runs(self) -> Mapping[str, JobRun]:
        return {run.name: run for run in self._session.scalars(select(JobRun))}

    def run(self, job: str) -> JobRun | None:
        """The job's row, locked until the transaction ends; None when somebody is at it."""
        self._session.execute(insert_missing(self._session, JobRun).values({"name": job}))
        query = select(JobRun).filter_by(name=job).with_for_update(skip_locked=True)
        return self._session.scalars(query).one_or_none()
