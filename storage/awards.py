"""Awards: proposed from the figures, asked for by a manager, posted with the winner's consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.inserting import insert_missing
from storage.people import Person
from storage.signing import NotNow


class AwardState(StrEnum):
    """`asked`: the winner has been asked whether it may be posted; `declined` may be followed
    by asking another."""

    PROPOSED = "proposed"
    ASKED = "asked"
    DECLINED = "declined"
    POSTED = "posted"


#: From which states each is reached.
BEFORE: Mapping[AwardState, frozenset[AwardState]] = {
    AwardState.ASKED: frozenset({AwardState.PROPOSED, AwardState.DECLINED}),
    AwardState.DECLINED: frozenset({AwardState.ASKED}),
    AwardState.POSTED: frozenset({AwardState.ASKED}),
}


class Award(Record):
    """One award of one month; `candidates` are the partners that the figures named, best
    first, each with its points, as they stood when it was proposed."""

    __tablename__ = "awards"
    __table_args__ = (UniqueConstraint("kind", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str]
    month: Mapped[date]
    candidates: Mapped[Document]
    proposed_at: Mapped[datetime]
    state: Mapped[AwardState] = mapped_column(default=AwardState.PROPOSED)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"), default=None)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    changed_at: Mapped[datetime | None] = mapped_column(default=None)

    def ask(self, partner_id: int, by: Person, now: datetime) -> None:
        self._become(AwardState.ASKED, now)
        self.partner_id, self.asked_by_id = partner_id, by.id

    def answer(self, by: Person, agreed: bool, now: datetime) -> None:
        self._become(AwardState.POSTED if agreed else AwardState.DECLINED, now)
        self.answered_by_id = by.id

    def _become(self, state: AwardState, now: datetime) -> None:
        if self.state not in BEFORE[state]:
            raise NotNow(f"award {self.id} is {self.state}: it cannot become {state}")
        self.state, self.changed_at = state, now


class Awards:
    def __init__(self, session: Session) -> None:
        self._session = session

    def propose(self, kind: str, month: date, candidates: Document, now: datetime) -> bool:
        """Once for each month; False when it was proposed before."""
        row = {"kind": kind, "month": month, "candidates": candidates}
        row |= {"proposed_at": now, "state": AwardState.PROPOSED}
        adding = insert_missing(self._session, Award).values(row)
        return self._session.scalar(adding.returning(Award.id)) is not None

    def of(self, kind: str, month: date) -> Award | None:
        query = select(Award).filter_by(kind=kind, month=month)
        return self._session.scalars(query).one_or_none()

    def hold(self, award_id: int) -> Award | None:
        """As it is now, and nobody else's until the transaction ends."""
        query = select(Award).filter_by(id=award_id).with_for_update()
        fresh = query.execution_options(populate_existing=True)
        return self._session.scalars(fresh).one_or_none()

    def posted(self, first: date, last: date) -> Sequence[Award]:
        """The awards of these months that people have seen."""
        query = select(Award).filter_by(state=AwardState.POSTED)
        query = query.where(Award.month.between(first, last))
        return self._session.scalars(query.order_by(Award.month)).all()
