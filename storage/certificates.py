"""Certificates: who passed a course's quiz, until when that holds, and what they were told."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from itertools import count

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.inserting import insert_missing
from storage.people import Person

EXPIRED = 0  #: the step of a certificate that comes after its reminders


class Certificate(Record):
    """A person is certified in a course from one day to another, both included.

    `renewed_by_id` is the certificate that took its place; the days it held stay true.
    """

    __tablename__ = "certificates"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    course: Mapped[str] = mapped_column(index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    earned: Mapped[date]
    valid_to: Mapped[date] = mapped_column(index=True)
    attempt_id: Mapped[int | None] = mapped_column(
        ForeignKey("attempts.id"), default=None, unique=True
    )
    renewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"), default=None)

    def holds(self, day: date) -> bool:
        return self.earned <= day <= self.valid_to


class CertificateStep(Record):
    """A reminder, or the end, that a certificate has come to: once, whoever runs the job."""

    __tablename__ = "certificate_steps"
    __table_args__ = (UniqueConstraint("certificate_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"))
    step: Mapped[int]
    at: Mapped[datetime]


class Certificates:
    def __init__(self, session: Session) -> None:
        self._session = session

    def certify(self, certificate: Certificate) -> Certificate:
        """It takes the place of what the person held in that course."""
        before = [held for held in self.held(certificate.person_id) if _same(held, certificate)]
        self._session.add(certificate)
        self._session.flush()
        for held in before:
            held.renewed_by_id = certificate.id
        return certificate

    def new_reference(self) -> str:
        """A number that tells nothing about how many there are."""
        numbers = (f"C-{secrets.randbelow(900_000) + 100_000}" for _ in count())
        return next(number for number in numbers if not self._taken(number))

    def certificate(self, certificate_id: int) -> Certificate:
        return self._session.get_one(Certificate, certificate_id)

    def held(self, person_id: int) -> Sequence[Certificate]:
        """The latest certificate of a person in each course, ended or not, soonest end first."""
        query = select(Certificate).filter_by(person_id=person_id, renewed_by_id=None)
        return self._session.scalars(query.order_by(Certificate.valid_to, Certificate.id)).all()

    def certified(self, person_id: int, course: str, day: date) -> bool:
        """Was this person certified in this course on that day?"""
        return course in self.certified_in(person_id, day)

    def certified_in(self, person_id: int, day: date) -> frozenset[str]:
        """The courses in which this person was certified on that day."""
        query = (
            select(Certificate.course)
            .filter_by(person_id=person_id)
            .where(Certificate.earned <= day, Certificate.valid_to >= day)
        )
        return frozenset(self._session.scalars(query))

    def certified_at(self, partner_id: int, course: str, day: date) -> Sequence[Person]:
        """The active members of a partner who were certified in this course on that day."""
        query = (
            select(Person)
            .join(Certificate, Certificate.person_id == Person.id)
            .where(Person.partner_id == partner_id, Person.active)
            .where(Certificate.course == course)
            .where(Certificate.earned <= day, Certificate.valid_to >= day)
            .order_by(Person.id)
        )
        return self._session.scalars(query).unique().all()

    def ending(self, day: date) -> Sequence[Certificate]:
        """What nobody renewed and that ends by a day, its end not yet told."""
        told = select(CertificateStep.certificate_id).filter_by(step=EXPIRED)
        query = (
            select(Certificate)
            .where(Certificate.renewed_by_id.is_(None), Certificate.valid_to <= day)
            .where(Certificate.id.not_in(told))
        )
        return self._session.scalars(query.order_by(Certificate.id)).all()

    def take(self, certificate: Certificate, step: int, now: datetime) -> bool:
        """Whether this step was still to be taken; it is taken now."""
        row = {"certificate_id": certificate.id, "step": step, "at": now}
        statement = insert_missing(self._session, CertificateStep).values(row)
        inserted = self._session.scalar(statement.returning(CertificateStep.id))
        return inserted is not None

    def _taken(self, reference: str) -> bool:
        query = select(Certificate.id).filter_by(reference=reference)
        return self._session.scalars(query).first() is not None


def _same(held: Certificate, certificate: Certificate) -> bool:
    return held.course == certificate.course
