"""Lanes: one workspace's way out, served by one sender at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import UniqueConstraint, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.inserting import insert_missing
from storage.values import Platform


@dataclass(frozen=True, slots=True, order=True)
class LaneKey:
    platform: Platform
    workspace: str


class Lane(Record):
    """Who serves a workspace and until when, and until when the platform told us to wait.

    With one sender at a time its rate limit needs no shared counter. `reason` says why the
    installation is paused; a lane with a reason is tried one message at a time.
    """

    __tablename__ = "lanes"
    __table_args__ = (UniqueConstraint("platform", "workspace"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    platform: Mapped[Platform]
    workspace: Mapped[str]
    token: Mapped[str] = mapped_column(default="")
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    frozen_until: Mapped[datetime | None] = mapped_column(default=None)
    served_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")

    @property
    def key(self) -> LaneKey:
        return LaneKey(self.platform, self.workspace)

    def is_frozen(self, at: datetime) -> bool:
        return self.frozen_until is not None and self.frozen_until > at


class Lanes:
    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, keys: Iterable[LaneKey]) -> None:
        """Make the lanes that are missing, always in the same order (two writers that insert
        them crosswise would wait for each other)."""
        for key in sorted(set(keys)):
            if self.get(key) is None:
                row = {"platform": key.platform, "workspace": key.workspace}
                self._session.execute(insert_missing(self._session, Lane).values(row))

    def get(self, key: LaneKey) -> Lane | None:
        query = select(Lane).filter_by(platform=key.platform, workspace=key.workspace)
        return self._session.scalars(query).one_or_none()

    def hold(self, key: LaneKey, token: str, at: datetime, until: datetime) -> Lane | None:
        """Take the lane, or keep it; None when another sender has it."""
        free = or_(Lane.token == token, Lane.leased_until.is_(None), Lane.leased_until <= at)
        taken = (
            update(Lane)
            .where(Lane.platform == key.platform, Lane.workspace == key.workspace, free)
            .values(token=token, leased_until=until, served_at=at)
            .returning(Lane)
            .execution_options(populate_existing=True)
        )
        return self._session.scalars(taken).one_or_none()

    def release(self, key: LaneKey, token: str) -> None:
        self._session.execute(
            update(Lane)
            .where(Lane.platform == key.platform, Lane.workspace == key.workspace)
            .where(Lane.token == token)
            .values(token="", leased_until=None)
        )

    def freeze(self, key: LaneKey, until: datetime, reason: str = "") -> None:
        """Nothing goes out before then; a shorter wait never shortens a longer one."""
        lane = self.get(key)
        if lane is not None:
            lane.frozen_until = max(until, lane.frozen_until or until)
            lane.reason = reason or lane.reason

    def resume(self, key: LaneKey) -> None:
        """The installation works (again)."""
        lane = self.get(key)
        if lane is not None:
            lane.frozen_until, lane.reason = None, ""

    def paused(self) -> list[Lane]:
        """The workspaces whose installation is broken, for whoever can mend it."""
        return list(self._session.scalars(select(Lane).where(Lane.reason != "")))
