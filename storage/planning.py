"""Versions of plans that are being made: what was said so far, and who has to act next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.people import Person
from storage.signing import NotNow, another


class PlanState(StrEnum):
    """`in_review` waits for a second person; a published one is a `Plan` from then on."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    DROPPED = "dropped"


UNDECIDED = (PlanState.DRAFT, PlanState.IN_REVIEW)


class PlanDraft(Record):
    """`draft` is what its author said; `revision` counts its changes, so that whoever acts can
    say which one they saw. `reason` is why it was sent back."""

    __tablename__ = "plan_drafts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    draft: Mapped[Document]
    state: Mapped[PlanState] = mapped_column(default=PlanState.DRAFT, init=False, index=True)
    revision: Mapped[int] = mapped_column(default=1, init=False)
    reason: Mapped[str] = mapped_column(default="", init=False)
    decided_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), default=None, init=False
    )
    decided_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"), default=None, init=False)

    @property
    def is_open(self) -> bool:
        return self.state in UNDECIDED

    @property
    def card(self) -> str:
        """What the card for a second person is called, which is kept true."""
        return f"plan:{self.id}"

    @property
    def seen(self) -> str:
        """This draft as it is now."""
        return f"{self.id}:{self.revision}"

    def revise(self, draft: Document, now: datetime) -> None:
        """Whoever was asked to review it saw something else."""
        self._follows(*UNDECIDED)
        self.draft, self.changed_at = draft, now
        self.revision += 1
        self.state = PlanState.DRAFT

    def send(self) -> None:
        self._follows(PlanState.DRAFT)
        self.state, self.reason = PlanState.IN_REVIEW, ""

    def publish(self, by: Person, plan_id: int, now: datetime) -> None:
        self._follows(PlanState.IN_REVIEW)
        self._decide(PlanState.PUBLISHED, another(by, self.author_id), now)
        self.plan_id = plan_id

    def send_back(self, by: Person, reason: str, now: datetime) -> None:
        self._follows(PlanState.IN_REVIEW)
        self._decide(PlanState.DRAFT, another(by, self.author_id), now)
        self.reason = reason

    def drop(self, by: Person, now: datetime) -> None:
        self._follows(*UNDECIDED)
        self._decide(PlanState.DROPPED, by.id, now)

    def _decide(self, state: PlanState, by: int, now: datetime) -> None:
        self.state, self.decided_by_id, self.decided_at = state, by, now

    def _follows(self, *before: PlanState) -> None:
        if self.state not in before:
            raise NotNow(f"a plan's draft is {self.state} already")


class PlanDrafts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, draft: PlanDraft) -> PlanDraft:
        self._session.add(draft)
        self._session.flush()
        return draft

    def get(self, draft_id: int) -> PlanDraft:
        return self._session.get_one(PlanDraft, draft_id)

    def locked(self, draft_id: int) -> PlanDraft | None:
        """Until the transaction ends, so that two people act one after the other."""
        query = select(PlanDraft).filter_by(id=draft_id).with_for_update()
        return self._session.scalars(query).one_or_none()

    def undecided(self) -> Sequence[PlanDraft]:
        query = select(PlanDraft).where(PlanDraft.state.in_(UNDECIDED))
        return self._session.scalars(query.order_by(PlanDraft.id)).all()
