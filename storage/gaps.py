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
    """`closed` is by a person, for a reason: it will not be answered."""

    OPEN = "open"
    FILLED = "filled"
    CLOSED = "closed"


class GapReason(StrEnum):
    UNANSWERED = "unanswered"
    DISLIKED = "disliked"
    DISAGREEMENT = "disagreement"


class Gap(Record):
    """A question that the documents do not answer, or not well. `key` is the same however it is
    asked; `documents` are those that were quoted, one a line, for their owner to mend;
    `closed_reason` is what the askers are told when nobody will answer it.
    """

    __tablename__ = "gaps"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(unique=True)
    question: Mapped[str]
    language: Mapped[Language]
    opened_at: Mapped[datetime]
    reason: Mapped[GapReason] = mapped_column(default=GapReason.UNANSWERED)
    state: Mapped[GapState] = mapped_column(default=GapState.OPEN)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_reason: Mapped[str] = mapped_column(default="")
    documents: Mapped[str] = mapped_column(default="")

    @property
    def is_open(self) -> bool:
        return self.state is GapState.OPEN


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
    told_at: Mapped[datetime | None] = mapped_column(default=None)


class Opinion(Record):
    """Whether an answer helped the person who asked; if not, why, in a word of ours (`reason`)
    and in theirs (`note`), what it quoted, and the gap that it opened."""

    __tablename__ = "opinions"
    __table_args__ = (UniqueConstraint("person_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    question: Mapped[str]
    helpful: Mapped[bool]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    documents: Mapped[str] = mapped_column(default="")
    gap_id: Mapped[int | None] = mapped_column(ForeignKey("gaps.id"), default=None, index=True)


class Gaps:
    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, gap: Gap) -> Gap:
        """The gap of that key, opened again if it was filled: two askers at once share one.
        What a person closed stays closed."""
        found = self.with_key(gap.key) or self._insert(gap)
        if found.state is GapState.FILLED:
            found.state, found.reason = GapState.OPEN, gap.reason
            found.owner_id = found.due_at = None
        named = dict.fromkeys((found.documents + "\n" + gap.documents).split("\n"))
        found.documents = "\n".join(filter(None, named))
        return found

    def join(self, asker: GapAsker) -> bool:
        """Whether this person is new to the gap; who asks again is told again."""
        found = self._asker(asker.gap_id, asker.person_id)
        if found is not None:
            found.told_at = None if self.get(asker.gap_id).is_open else found.told_at
            return False
        self._session.add(asker)
        self._session.flush()
        return True

    def leave(self, gap_id: int, person_id: int) -> None:
        """This person likes the answer after all; a dislike that nobody shares is settled."""
        found, gap = self._asker(gap_id, person_id), self.get(gap_id)
        if found is None:
            return
        self._session.delete(found)
        self._session.flush()
        if gap.is_open and gap.reason is GapReason.DISLIKED and not self.askers(gap_id):
            gap.state = GapState.FILLED

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
        found = self.opinion(opinion.person_id, opinion.question)
        if found is None:
            self._session.add(opinion)
            self._session.flush()
            return opinion
        for name in ("helpful", "at", "reason", "note", "documents", "gap_id"):
            setattr(found, name, getattr(opinion, name))
        return found

    def opinion(self, person_id: int, question: str) -> Opinion | None:
        query = select(Opinion).filter_by(person_id=person_id, question=question)
        return self._session.scalars(query).one_or_none()

    def opinions(self) -> Sequence[Opinion]:
        return self._session.scalars(select(Opinion).order_by(Opinion.id)).all()

    def _asker(self, gap_id: int, person_id: int) -> GapAsker | None:
        query = select(GapAsker).filter_by(gap_id=gap_id, person_id=person_id)
        return self._session.scalars(query).one_or_none()

    def _insert(self, gap: Gap) -> Gap:
        values = {
            "key": gap.key,
            "question": gap.question,
            "language": gap.language,
            "opened_at": gap.opened_at,
            "reason": gap.reason,
            "state": gap.state,
            "documents": gap.documents,
            "closed_reason": gap.closed_reason,
        }
        self._session.execute(insert_missing(self._session, Gap).values(values))
        return self._session.scalars(select(Gap).filter_by(key=gap.key)).one()
