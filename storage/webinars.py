"""Webinars: who is registered, who waits, when they are reminded, and who came."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import product
from uuid import uuid4

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.base import Document, Record
from storage.people import Person


class WebinarState(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"
    HELD = "held"


class RegistrationState(StrEnum):
    REGISTERED = "registered"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class ReminderKind(StrEnum):
    DAY = "day"
    HOUR = "hour"


class ReminderState(StrEnum):
    """`missed` was due while nothing ran, until it was too late; `dropped` was not needed."""

    PLANNED = "planned"
    SENT = "sent"
    MISSED = "missed"
    DROPPED = "dropped"


#: How long before the start each reminder is due.
AHEAD = {ReminderKind.DAY: timedelta(days=1), ReminderKind.HOUR: timedelta(hours=1)}
#: How long before the start it is too late for it.
TOO_LATE = {ReminderKind.DAY: timedelta(hours=12), ReminderKind.HOUR: timedelta()}
COMING = frozenset({RegistrationState.REGISTERED, RegistrationState.WAITING})


class Webinar(Record):
    """`titles` are by language; `audience` holds any of `kinds`, `tiers` and `regions`, and
    empty is every partner. `link` is only for who is registered. `uid` names it in calendars,
    where `sequence` counts its changes. Who says the `code` during it was there."""

    __tablename__ = "webinars"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    titles: Mapped[Document]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    zone: Mapped[str]
    minutes: Mapped[int]
    host: Mapped[str]
    planned_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    code: Mapped[str] = mapped_column(unique=True)
    link: Mapped[str] = mapped_column(default="")
    audience: Mapped[Document] = mapped_column(default_factory=dict)
    capacity: Mapped[int | None] = mapped_column(default=None)
    uid: Mapped[str] = mapped_column(unique=True, default_factory=lambda: str(uuid4()))
    state: Mapped[WebinarState] = mapped_column(default=WebinarState.PLANNED, index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    recording: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def is_open(self, now: datetime) -> bool:
        """People can still register, or come."""
        return self.state is WebinarState.PLANNED and now < self.ends_at

    def is_for(self, kind: str, tier: str | None, region: str) -> bool:
        facts = {"kinds": kind, "tiers": tier, "regions": region}
        wanted = {name: self.audience.get(name) for name in facts}
        return all(facts[name] in among for name, among in wanted.items() if among)


class Registration(Record):
    """One person at one webinar; whoever came first waits first."""

    __tablename__ = "webinar_registrations"
    __table_args__ = (UniqueConstraint("webinar_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    webinar_id: Mapped[int] = mapped_column(ForeignKey("webinars.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
    state: Mapped[RegistrationState]
    attended: Mapped[bool] = mapped_column(default=False)
    thanked_at: Mapped[datetime | None] = mapped_column(default=None)
    webinar: Mapped[Webinar] = relationship(lazy="joined", init=False, viewonly=True)
    person: Mapped[Person] = relationship(lazy="joined", init=False, viewonly=True)


class Reminder(Record):
    """One reminder of one registration, planned again when the webinar moves."""

    __tablename__ = "webinar_reminders"
    __table_args__ = (UniqueConstraint("registration_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    registration_id: Mapped[int] = mapped_column(ForeignKey("webinar_registrations.id"))
    kind: Mapped[ReminderKind]
    due_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[ReminderState] = mapped_column(default=ReminderState.PLANNED)
    registration: Mapped[Registration] = relationship(lazy="joined", init=False, viewonly=True)

    def plan(self, due_at: datetime, now: datetime) -> None:
        """Due then; not needed by who registers later, and not again at the same time."""
        if self.state is ReminderState.SENT and self.due_at == due_at:
            return
        self.due_at = due_at
        self.state = ReminderState.PLANNED if due_at > now else ReminderState.DROPPED

    def is_too_late(self, now: datetime) -> bool:
        return now >= self.registration.webinar.starts_at - TOO_LATE[self.kind]


class Webinars:
    """Whoever changes a webinar or its registrations has it `locked`, so that the last seat
    goes to one person, and a person has one seat."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, webinar: Webinar) -> Webinar:
        self._session.add(webinar)
        self._session.flush()
        return webinar

    def get(self, webinar_id: int) -> Webinar:
        return self._session.get_one(Webinar, webinar_id)

    def locked(self, webinar_id: int) -> Webinar | None:
        query = select(Webinar).filter_by(id=webinar_id).with_for_update()
        fresh = query.execution_options(populate_existing=True)
        return self._session.scalars(fresh).one_or_none()

    def all(self) -> Sequence[Webinar]:
        query = select(Webinar).order_by(Webinar.starts_at, Webinar.id)
        return self._session.scalars(query).all()

    def with_code(self, code: str) -> Webinar | None:
        return self._session.scalars(select(Webinar).filter_by(code=code)).one_or_none()

    def over(self, now: datetime) -> Sequence[Webinar]:
        """Those that have ended since we last looked."""
        planned = select(Webinar).where(Webinar.state == WebinarState.PLANNED)
        found = self._session.scalars(planned.where(Webinar.starts_at < now).with_for_update())
        return [webinar for webinar in found if webinar.ends_at <= now]

    def registrations(self, webinar_id: int, *states: RegistrationState) -> Sequence[Registration]:
        """In the order in which they came; those who cancelled only where asked for."""
        query = (
            select(Registration)
            .where(Registration.webinar_id == webinar_id)
            .where(Registration.state.in_(states or COMING))
            .order_by(Registration.at, Registration.id)
            .execution_options(populate_existing=True)
        )
        return self._session.scalars(query).all()

    def registration(self, webinar_id: int, person_id: int) -> Registration | None:
        query = select(Registration).filter_by(webinar_id=webinar_id, person_id=person_id)
        fresh = query.execution_options(populate_existing=True)
        return self._session.scalars(fresh).one_or_none()

    def registered(self, registration_id: int) -> Registration:
        return self._session.get_one(Registration, registration_id)

    def of(self, person_id: int) -> Sequence[Registration]:
        """What a person registered for, the earliest webinar first."""
        query = (
            select(Registration)
            .join(Webinar, Webinar.id == Registration.webinar_id)
            .where(Registration.person_id == person_id, Registration.state.in_(COMING))
            .order_by(Webinar.starts_at, Webinar.id)
        )
        return self._session.scalars(query).all()

    def taken(self, webinar_id: int) -> int:
        """How many seats are taken."""
        query = select(func.count()).select_from(Registration).filter_by(webinar_id=webinar_id)
        taken = query.where(Registration.state == RegistrationState.REGISTERED)
        return self._session.scalar(taken) or 0

    def is_full(self, webinar: Webinar) -> bool:
        return webinar.capacity is not None and self.taken(webinar.id) >= webinar.capacity

    def register(self, webinar: Webinar, person_id: int, now: datetime) -> Registration:
        """A seat, or a place behind those who wait; the same one for who has one already."""
        found = self.registration(webinar.id, person_id)
        if found is not None and found.state in COMING:
            return found
        full = self.is_full(webinar)
        state = RegistrationState.WAITING if full else RegistrationState.REGISTERED
        if found is None:
            found = Registration(webinar_id=webinar.id, person_id=person_id, at=now, state=state)
            self._session.add(found)
        found.at, found.state = now, state
        self._session.flush()
        self.plan(webinar, [found], now)
        return found

    def leave(self, registration: Registration) -> None:
        registration.state = RegistrationState.CANCELLED
        self._drop([registration.id])

    def waiting(self, webinar_id: int) -> Sequence[Registration]:
        return self.registrations(webinar_id, RegistrationState.WAITING)

    def move_up(self, webinar: Webinar, now: datetime) -> list[Registration]:
        """Give free seats to those who waited longest."""
        moved = []
        for registration in self.waiting(webinar.id):
            if self.is_full(webinar):
                break
            if registration.person.active:
                registration.state = RegistrationState.REGISTERED
                moved.append(registration)
                self._session.flush()
        self.plan(webinar, moved, now)
        return moved

    def plan(self, webinar: Webinar, among: Collection[Registration], now: datetime) -> None:
        """Plan the reminders of those of them who have a seat."""
        seated = [each.id for each in among if each.state is RegistrationState.REGISTERED]
        planned = {(each.registration_id, each.kind): each for each in self._mine(seated)}
        for registration_id, (kind, ahead) in product(seated, AHEAD.items()):
            due_at = webinar.starts_at - ahead
            reminder = planned.get((registration_id, kind))
            if reminder is None:
                reminder = Reminder(registration_id=registration_id, kind=kind, due_at=due_at)
                self._session.add(reminder)
            reminder.plan(due_at, now)
        self._session.flush()

    def call_off(self, webinar: Webinar) -> None:
        webinar.state = WebinarState.CANCELLED
        self._drop([each.id for each in self.registrations(webinar.id)])

    def reminders(self, registration_id: int) -> Sequence[Reminder]:
        query = select(Reminder).filter_by(registration_id=registration_id)
        return self._session.scalars(query.order_by(Reminder.due_at)).all()

    def due(self, now: datetime) -> Sequence[Reminder]:
        """The reminders to send, which nobody else has in hand."""
        query = (
            select(Reminder)
            .where(Reminder.state == ReminderState.PLANNED, Reminder.due_at <= now)
            .order_by(Reminder.due_at, Reminder.id)
            .with_for_update(of=Reminder, skip_locked=True)
        )
        return self._session.scalars(query).all()

    def attend(self, registration: Registration) -> bool:
        """Is it news that this person was there?"""
        was, registration.attended = registration.attended, True
        return not was

    def attended(self, person_id: int) -> Sequence[Webinar]:
        """The webinars at which a person was, the earliest first."""
        query = (
            select(Webinar)
            .join(Registration, Registration.webinar_id == Webinar.id)
            .where(Registration.person_id == person_id, Registration.attended)
            .order_by(Webinar.starts_at, Webinar.id)
        )
        return self._session.scalars(query).all()

    def _mine(self, registration_ids: Collection[int]) -> Sequence[Reminder]:
        """Their reminders, in nobody else's hands and as they are now."""
        query = select(Reminder).where(Reminder.registration_id.in_(registration_ids))
        mine = query.order_by(Reminder.id).with_for_update(of=Reminder)
        return self._session.scalars(mine.execution_options(populate_existing=True)).all()

    def _drop(self, registration_ids: Collection[int]) -> None:
        for reminder in self._mine(registration_ids):
            if reminder.state is ReminderState.PLANNED:
                reminder.state = ReminderState.DROPPED
        self._session.flush()
