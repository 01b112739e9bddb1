"""Announcements: frozen words for an audience, and how their deliveries stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.deliveries import Delivery, DeliveryState


class AnnouncementState(StrEnum):
    """`waiting` is for a second person; `running` has one delivery for each of its audience."""

    DRAFT = "draft"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


OPEN = frozenset({AnnouncementState.DRAFT, AnnouncementState.WAITING})


class Announcement(Record):
    """Words by language for an audience at a time; `revision` counts the author's changes.

    Once it runs, `texts` never change and its audience is its deliveries; it is `moving`
    until each of them has ended. `tally` is what its card last showed.
    """

    __tablename__ = "announcements"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime]
    texts: Mapped[Document]
    audience: Mapped[Document]
    timing: Mapped[Document]
    state: Mapped[AnnouncementState] = mapped_column(default=AnnouncementState.DRAFT, index=True)
    revision: Mapped[int] = mapped_column(default=1)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    moving: Mapped[bool] = mapped_column(default=False, index=True)
    tally: Mapped[Document] = mapped_column(default_factory=dict)

    @property
    def campaign(self) -> str:
        """What its deliveries, and the card about it, are called."""
        return f"announcement:{self.id}"

    @property
    def is_open(self) -> bool:
        """Its words and audience can still change."""
        return self.state in OPEN

    def revise(self, texts: Document, audience: Document, timing: Document) -> None:
        self.texts, self.audience, self.timing = texts, audience, timing
        self.revision += 1
        self.state = AnnouncementState.DRAFT

    def decide(self, state: AnnouncementState, by: int, now: datetime) -> None:
        self.state, self.decided_by_id, self.decided_at = state, by, now


class Announcements:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, announcement: Announcement) -> Announcement:
        self._session.add(announcement)
        self._session.flush()
        return announcement

    def get(self, announcement_id: int) -> Announcement:
        return self._session.get_one(Announcement, announcement_id)

    def locked(self, announcement_id: int) -> Announcement | None:
        """Until the transaction ends, so that two people decide one after the other."""
        query = select(Announcement).filter_by(id=announcement_id).with_for_update()
        return self._session.scalars(query).one_or_none()

    def moving(self) -> Sequence[Announcement]:
        """Those that still have something to send, or to hear about."""
        query = select(Announcement).filter_by(moving=True)
        return self._session.scalars(query.order_by(Announcement.id)).all()

    def latest(self, limit: int) -> Sequence[Announcement]:
        """The newest ones that were meant to go out, drafts left aside."""
        query = select(Announcement).where(Announcement.state != AnnouncementState.DRAFT)
        return self._session.scalars(query.order_by(Announcement.id.desc()).limit(limit)).all()

    def withhold(self, announcement: Announcement, reason: str) -> None:
        """Skip what nobody has begun to send."""
        waiting = (
            update(Delivery)
            .where(Delivery.campaign == announcement.campaign)
            .where(Delivery.state == DeliveryState.PENDING)
        )
        self._session.execute(waiting.values(state=DeliveryState.SKIPPED, reason=reason))
