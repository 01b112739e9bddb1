"""Appeals against a refusal or a declined deal: one for each, decided by another person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.base import Record
from storage.deals import Deal, Refusal
from storage.people import Person


class AppealState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    DISMISSED = "dismissed"


class Appeal(Record):
    """Against `deal`, which a person declined, or against `refusal`, which met another's deal."""

    __tablename__ = "deal_appeals"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deals.id"), unique=True, init=False)
    refusal_id: Mapped[int | None] = mapped_column(
        ForeignKey("deal_refusals.id"), unique=True, init=False
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), init=False)
    deal: Mapped[Deal | None] = relationship(repr=False)
    refusal: Mapped[Refusal | None] = relationship(repr=False)
    person: Mapped[Person] = relationship(repr=False, foreign_keys=[person_id])
    words: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[AppealState] = mapped_column(default=AppealState.OPEN)
    decided_by: Mapped[Person | None] = relationship(
        default=None, repr=False, foreign_keys=[decided_by_id]
    )
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")

    @property
    def against(self) -> Deal | Refusal:
        found = self.deal or self.refusal
        assert found is not None, "an appeal is against something"
        return found

    @property
    def card(self) -> str:
        """What every copy of its card is kept true under."""
        return f"appeal:{self.id}"

    def may_decide(self, person: Person) -> bool:
        """Not who declined it, and not twice."""
        declined_by = self.deal.decided_by_id if self.deal else None
        return self.state is AppealState.OPEN and person.id != declined_by

    def decide(self, state: AppealState, by: Person, now: datetime, answer: str) -> None:
        assert self.state is AppealState.OPEN, "an appeal is decided once"
        self.state, self.decided_by, self.decided_at, self.answer = state, by, now, answer


class Appeals:
    def __init__(self, session: Session) -> None:
        self._session = session

    def bring(self, appeal: Appeal) -> Appeal | None:
        """None when there was one before."""
        try:
            with self._session.begin_nested():
                self._session.add(appeal)
        except IntegrityError:
            if self._before(appeal) is None:
                raise
            return None
        return appeal

    def get(self, appeal_id: int) -> Appeal:
        return self._session.get_one(Appeal, appeal_id)

    def hold(self, appeal_id: int) -> Appeal | None:
        """As it is now, kept from others until the transaction ends."""
        query = select(Appeal).filter_by(id=appeal_id).with_for_update()
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()

    def of_deal(self, deal: Deal) -> Appeal | None:
        return self._session.scalars(select(Appeal).filter_by(deal_id=deal.id)).one_or_none()

    def of_refusal(self, refusal: Refusal) -> Appeal | None:
        query = select(Appeal).filter_by(refusal_id=refusal.id)
        return self._session.scalars(query).one_or_none()

    def open(self) -> Sequence[Appeal]:
        query = select(Appeal).filter_by(state=AppealState.OPEN).order_by(Appeal.at, Appeal.id)
        return self._session.scalars(query).all()

    def refusals(self, partner_id: int) -> Sequence[Refusal]:
        """What was refused to a partner, the latest first."""
        query = select(Refusal).filter_by(partner_id=partner_id)
        return self._session.scalars(query.order_by(Refusal.id.desc())).all()

    def _before(self, appeal: Appeal) -> Appeal | None:
        if appeal.deal is not None:
            return self.of_deal(appeal.deal)
        assert appeal.refusal is not None
        return self.of_refusal(appeal.refusal)
