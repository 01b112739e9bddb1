"""What the knowledge could not answer, who asked, and what people thought of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.inserting import insert_missing
from storage.values import Language


class GapState(StrEnum):
    OPEN = "open"
    FILLED = "filled"


class GapReason(StrEnum):
    UNANSWERED = "unanswered"
    DISLIKED = "disliked"


class Gap(Record):
    """A question that the documents do not answer. `key` is the same however it is asked."""

    __tablename__ = "gaps"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(unique=True)
    question: Mapped[str]
    language: Mapped[Language]
    opened_at: Mapped[datetime]
    reason: Mapped[GapReason] = mapped_column(default=GapReason.UNANSWERED)
    state: Mapped[GapState] = mapped_column(default=GapState.OPEN)


class GapAsker(Record):
    """One person who asked it, in their words, and where: they are told when it is filled."""

    __tablename__ = "gap_askers"
    __table_args__ = (UniqueConstraint("gap_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    gap_id: Mapped[int] = mapped_column(ForeignKey("gaps.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    question: Mapped[str]
    at: Mapped[datetime]


class Opinion(Record):
    """Whether an answer helped the person who asked."""

    __tablename__ = "opinions"
    __table_args__ = (UniqueConstraint("person_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    question: Mapped[str]
    helpful: Mapped[bool]
    at: Mapped[datetime]


class Gaps:
    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, gap: Gap) -> Gap:
        """The gap of that key, opened (again) if it is not: two askers at once share one."""
        found = self.with_key(gap.key) or self._insert(gap)
        found.state = GapState.OPEN
        return found

    def join(self, asker: GapAsker) -> bool:
        """Whether this person is new to the gap."""
        query = select(GapAsker).filter_by(gap_id=asker.gap_id, person_id=asker.person_id)
        if self._session.scalars(query).one_or_none():
            return False
        self._session.add(asker)
        self._session.flush()
        return True

    def with_key(self, key: str) -> Gap | None:
        return self._session.scalars(select(Gap).filter_by(key=key)).one_or_none()

    def get(self, gap_id: int) -> Gap:
        return self._session.get_one(Gap, gap_id)

    def askers(self, gap_id: int) -> Sequence[GapAsker]:
        query = select(GapAsker).filter_by(gap_id=gap_id).order_by(GapAsker.id)
        return self._session.scalars(query).all()

    def still_open(self) -> Sequence[Gap]:
        """Those that most people asked come first."""
        query = (
            select(Gap)
            .outerjoin(GapAsker, GapAsker.gap_id == Gap.id)
            .filter(Gap.state == GapState.OPEN)
            .group_by(Gap.id)
            .order_by(func.count(GapAsker.id).desc(), Gap.id)
        )
        return self._session.scalars(query).all()

    def rate(self, opinion: Opinion) -> Opinion:
        """Keep the person's latest word on a question."""
        query = select(Opinion).filter_by(person_id=opinion.person_id, question=opinion.question)
        found = self._session.scalars(query).one_or_none()
        if found is None:
            self._session.add(opinion)
            self._session.flush()
            return opinion
        found.helpful, found.at = opinion.helpful, opinion.at
        return found

    def opinions(self) -> Sequence[Opinion]:
        return self._session.scalars(select(Opinion).order_by(Opinion.id)).all()

    def _insert(self, gap: Gap) -> Gap:
        values = {
            "key": gap.key,
            "question": gap.question,
            "language": gap.language,
            "opened_at": gap.opened_at,
            "reason": gap.reason,
            "state": gap.state,
        }
        self._session.execute(insert_missing(self._session, Gap).values(values))
        return self._session.scalars(select(Gap).filter_by(key=gap.key)).one()
