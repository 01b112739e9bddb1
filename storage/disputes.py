"""Disputes: somebody says that a line is wrong, somebody else looks and answers."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import count

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import BIG_ID, Document, Record
from storage.people import Person
from storage.signing import NotNow


class DisputeState(StrEnum):
    """`upheld` waits for the adjustment that makes it `adjusted`."""

    OPEN = "open"
    INVESTIGATING = "investigating"
    UPHELD = "upheld"
    ADJUSTED = "adjusted"
    DECLINED = "declined"
    CLOSED = "closed"


#: From which states each is reached; `open` only by opening.
BEFORE: Mapping[DisputeState, frozenset[DisputeState]] = {
    DisputeState.INVESTIGATING: frozenset(set(DisputeState) - {DisputeState.INVESTIGATING}),
    DisputeState.UPHELD: frozenset({DisputeState.INVESTIGATING}),
    DisputeState.ADJUSTED: frozenset({DisputeState.UPHELD}),
    DisputeState.DECLINED: frozenset({DisputeState.INVESTIGATING}),
    DisputeState.CLOSED: frozenset({DisputeState.ADJUSTED, DisputeState.DECLINED}),
}
ANSWERED = (DisputeState.ADJUSTED, DisputeState.DECLINED, DisputeState.CLOSED)
UNSETTLED = tuple(state for state in DisputeState if state not in ANSWERED)


class Dispute(Record):
    """One line that somebody thinks is wrong. `evidence` is what they say and the files that
    they brought: `{"text": …, "files": [{"name", "sha256"}]}`; `back` are the adjustments that
    whoever was to approve them sent back: `[{"adjustment_id", "by_id", "at", "reason"}]`."""

    __tablename__ = "disputes"
    __table_args__ = (Index(None, "state", "due_at"), Index(None, "line_id"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(unique=True)
    line_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("earning_lines.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    evidence: Mapped[Document]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    state: Mapped[DisputeState] = mapped_column(default=DisputeState.OPEN)
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_unsettled(self) -> bool:
        return self.state in UNSETTLED

    def investigate(self, by: Person) -> None:
        """Somebody looks into it."""
        if self.state is not DisputeState.OPEN:
            raise NotNow(f"{self.reference} is {self.state}, not open")
        self._become(DisputeState.INVESTIGATING)
        self.owner_id = by.id

    def uphold(self, by: Person, now: datetime, answer: str) -> None:
        """It is right: an adjustment is to follow."""
        self._become(DisputeState.UPHELD)
        self._answered(by, now, answer)

    def adjusted(self, adjustment_id: int) -> None:
        if self.has_sent_back(adjustment_id):
            raise NotNow(f"{self.reference} sent adjustment {adjustment_id} back")
        self._become(DisputeState.ADJUSTED)

    def decline(self, by: Person, now: datetime, answer: str) -> None:
        self._become(DisputeState.DECLINED)
        self._answered(by, now, answer)

    def close(self) -> None:
        self._become(DisputeState.CLOSED)

    def send_back(self, adjustment_id: int, by: Person, now: datetime, reason: str) -> None:
        """Another person does not agree with the adjustment: whoever prepared it looks again."""
        if self.state is not DisputeState.UPHELD:
            raise NotNow(f"{self.reference} is {self.state}: no adjustment waits")
        self._become(DisputeState.INVESTIGATING)
        back = {"adjustment_id": adjustment_id, "by_id": by.id, "at": now.isoformat()}
        given = [*self.evidence.get("back", []), back | {"reason": reason}]
        self.evidence = self.evidence | {"back": given}
        self.answered_by_id, self.answered_at, self.answer = None, None, ""

    def has_sent_back(self, adjustment_id: int) -> bool:
        return adjustment_id in (each["adjustment_id"] for each in self.evidence.get("back", []))

    def reopen(self, due_at: datetime) -> None:
        """The answer was not the end of it: the same owner looks again."""
        if self.is_unsettled:
            raise NotNow(f"{self.reference} is {self.state}: there is nothing to reopen")
        self._become(DisputeState.INVESTIGATING)
        self.due_at = due_at

    def _become(self, state: DisputeState) -> None:
        if self.state not in BEFORE[state]:
            raise NotNow(f"{self.reference} is {self.state}: it cannot become {state}")
        self.state = state

    def _answered(self, by: Person, now: datetime, answer: str) -> None:
        self.answered_by_id, self.answered_at, self.answer = by.id, now, answer


class Disputes:
    def __init__(self, session: Session) -> None:
        self._session = session

    def new_reference(self) -> str:
        """A number that tells nothing about how many there are."""
        numbers = (f"S-{secrets.randbelow(90_000) + 10_000}" for _ in count())
        return next(number for number in numbers if self.numbered(number) is None)

    def open(self, dispute: Dispute) -> Dispute:
        self._session.add(dispute)
        self._session.flush()
        return dispute

    def numbered(self, reference: str) -> Dispute | None:
        """Anybody's, for those who answer them; locked until the transaction ends."""
        query = select(Dispute).filter_by(reference=reference).with_for_update()
        fresh = query.execution_options(populate_existing=True)
        return self._session.scalars(fresh).one_or_none()

    def about(self, line_ids: Sequence[int]) -> Mapping[int, Dispute]:
        """The newest dispute on each of these lines, settled or not."""
        query = select(Dispute).where(Dispute.line_id.in_(line_ids)).order_by(Dispute.id)
        return {dispute.line_id: dispute for dispute in self._session.scalars(query)}

    def of(self, person_id: int) -> Sequence[Dispute]:
        """What somebody opened, the latest first."""
        query = select(Dispute).filter_by(opened_by_id=person_id)
        return self._session.scalars(query.order_by(Dispute.id.desc())).all()

    def waiting(self) -> Sequence[Dispute]:
        """What is not answered, the most urgent first."""
        query = select(Dispute).where(Dispute.state.in_(UNSETTLED))
        return self._session.scalars(query.order_by(Dispute.due_at, Dispute.id)).all()
