"""This installation: what it calls itself, and the clock a demo world carries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record

ONLY = 1


class Installation(Record):
    """One row. In a demo, `demo_now` was the time when the wall clock read `demo_began`."""

    __tablename__ = "installation"

    vendor: Mapped[str]
    zone: Mapped[str]
    demo_now: Mapped[datetime | None] = mapped_column(default=None)
    demo_began: Mapped[datetime | None] = mapped_column(default=None)
    id: Mapped[int] = mapped_column(primary_key=True, default=ONLY)

    @property
    def is_demo(self) -> bool:
        return self.demo_now is not None

    def now(self, wall: datetime) -> datetime:
        """The time here when the wall clock reads `wall`."""
        if self.demo_now is None or self.demo_began is None:
            return wall
        return self.demo_now + (wall - self.demo_began)


class Installations:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, installation: Installation) -> None:
        self._session.add(installation)

    def this(self) -> Installation | None:
        return self._session.get(Installation, ONLY)
