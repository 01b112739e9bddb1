"""Who lets the leaderboard show their name; whoever never said so is not named."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record


class NameShown(Record):
    """The last thing that a person said about it, and when."""

    __tablename__ = "names_shown"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    shown: Mapped[bool]
    said_at: Mapped[datetime]


class NamesShown:
    def __init__(self, session: Session) -> None:
        self._session = session

    def choose(self, person_id: int, shown: bool, now: datetime) -> bool:
        """Keep what they say; False when that was so already."""
        before = self._session.get(NameShown, person_id)
        if before is not None and before.shown is shown:
            return False
        self._session.merge(NameShown(person_id=person_id, shown=shown, said_at=now))
        self._session.flush()
        return shown or before is not None

    def all(self) -> frozenset[int]:
        """Those who opted in."""
        return frozenset(self._session.scalars(select(NameShown.person_id).filter_by(shown=True)))
