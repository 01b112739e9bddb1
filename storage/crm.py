"""What changed of deals and is still to be told to other systems, in the deal's own commit."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from storage.base import BIG_ID, Document, Record
from storage.crm_links import CrmLink
from storage.inserting import insert_missing


class ChangeState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class CrmTarget(Record):
    """Another system that is told of every change of a deal while `active`.

    `address` is a digest of where it is. `reason` says why it is not though it is configured
    (the other side said that it is gone). `cursor` is how far its own changes were read, the
    last time at `looked_at`, on the real clock.
    """

    __tablename__ = "crm_targets"

    name: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str]
    since: Mapped[datetime]
    active: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(default="")
    cursor: Mapped[str] = mapped_column(default="")
    looked_at: Mapped[datetime | None] = mapped_column(default=None)


class CrmChange(Record):
    """One change of one deal, for one target.

    `sequence` is the deal's version, so it only grows. Nobody else touches the row before
    `next_at`: somebody holds it, or it waits for its next try. All moments are on the real
    clock, whatever the installation's.
    """

    __tablename__ = "crm_changes"
    __table_args__ = (
        UniqueConstraint("target", "deal_id", "sequence"),
        Index(None, "target", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, init=False)
    key: Mapped[str] = mapped_column(unique=True)
    target: Mapped[str] = mapped_column(ForeignKey("crm_targets.name"))
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"))
    sequence: Mapped[int]
    type: Mapped[str]
    at: Mapped[datetime]
    next_at: Mapped[datetime]
    deal: Mapped[Document]
    state: Mapped[ChangeState] = mapped_column(default=ChangeState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None] = mapped_column(default=None)

    def sent(self, at: datetime) -> None:
        self.state, self.sent_at, self.reason = ChangeState.SENT, at, ""

    def wait(self, until: datetime, reason: str) -> None:
        self.next_at, self.reason, self.token = until, reason, ""

    def failed(self, reason: str) -> None:
        self.state, self.reason = ChangeState.FAILED, reason


@dataclass(frozen=True, slots=True)
class Told:
    """One change in one sender's hands."""

    id: int
    token: str
    key: str
    deal_id: int
    sequence: int
    type: str
    at: datetime
    deal: Document
    attempts: int


class Crm:
    def __init__(self, session: Session) -> None:
        self._session = session

    def target(self, name: str) -> CrmTarget | None:
        return self._session.get(CrmTarget, name)

    def targets(self) -> Sequence[CrmTarget]:
        return self._session.scalars(select(CrmTarget).order_by(CrmTarget.name)).all()

    def enrol(self, addresses: Mapping[str, str], at: datetime) -> list[str]:
        """Turn on those that are configured and the others off; which of them begin now.

        One that said it is gone stays off until its address is another one.
        """
        others = update(CrmTarget).where(CrmTarget.name.not_in(addresses))
        self._session.execute(others.values(active=False))
        return [name for name, address in addresses.items() if self._begins(name, address, at)]

    def _begins(self, name: str, address: str, at: datetime) -> bool:
        fresh = {"name": name, "address": address, "since": at, "cursor": "", "reason": ""}
        missing = insert_missing(self._session, CrmTarget)
        self._session.execute(missing.values(**fresh, active=False))
        query = select(CrmTarget).filter_by(name=name).with_for_update()
        target = self._session.scalars(query.execution_options(populate_existing=True)).one()
        moved = target.address != address
        if not moved and (target.active or target.reason):
            return False
        if moved:
            self._session.execute(delete(CrmLink).filter_by(target=name))
        target.address, target.since, target.active = address, at, True
        target.reason = target.cursor = ""
        return True

    def is_time(self, name: str, at: datetime, every: timedelta) -> bool:
        """To read what it changed."""
        return self._session.scalars(_unread(name, at, every)).first() is not None

    def look(self, name: str, at: datetime, every: timedelta) -> str | None:
        """How far its own changes were read, for who reads on; None: it is not time, or
        somebody else does."""
        query = _unread(name, at, every).with_for_update()
        target = self._session.scalars(query).one_or_none()
        if target is None:
            return None
        target.looked_at = at
        return target.cursor or target.since.isoformat()

    def looked(self, name: str, cursor: str) -> None:
        """Everything up to there was taken."""
        there = update(CrmTarget).where(CrmTarget.name == name)
        self._session.execute(there.values(cursor=cursor))

    def disable(self, name: str, reason: str) -> None:
        off = update(CrmTarget).where(CrmTarget.name == name)
        self._session.execute(off.values(active=False, reason=reason))

    def retry(self, name: str, at: datetime) -> int:
        """Tell a target once more what it was told in vain, and turn it on if it was gone; how
        many changes those are."""
        again = update(CrmTarget).where(CrmTarget.name == name, CrmTarget.reason != "")
        self._session.execute(again.values(active=True, reason=""))
        failed = update(CrmChange).filter_by(target=name, state=ChangeState.FAILED)
        fresh = {"state": ChangeState.WAITING, "attempts": 0, "next_at": at, "token": ""}
        found = self._session.execute(failed.values(**fresh).returning(CrmChange.id))
        return len(found.all())

    def on(self) -> Sequence[str]:
        """Who is told of changes."""
        query = select(CrmTarget.name).filter_by(active=True).order_by(CrmTarget.name)
        return self._session.scalars(query).all()

    def write(self, changes: Collection[Document]) -> None:
        """Rows of `CrmChange`; what a target was told of a version stays as it was told."""
        if changes:
            rows = [{**_FRESH, "key": secrets.token_hex(16), **each} for each in changes]
            self._session.execute(insert_missing(self._session, CrmChange), rows)

    def is_due(self, target: str, at: datetime) -> bool:
        return self._session.scalars(_due(target, at).limit(1)).first() is not None

    def take(self, target: str, at: datetime, lease: timedelta, most: int) -> list[Told]:
        """Changes that are due, of each deal only the first; nobody else's for that long."""
        query = _due(target, at).limit(most).with_for_update(skip_locked=True, of=CrmChange)
        return [_taken(each, at + lease) for each in self._session.scalars(query)]

    def held(self, told: Told) -> CrmChange | None:
        """The change, while it is still in this sender's hands."""
        query = select(CrmChange).filter_by(id=told.id, token=told.token).with_for_update()
        return self._session.scalars(query).one_or_none()

    def of(self, deal_id: int, target: str) -> Sequence[CrmChange]:
        """Everything that a target was or will be told of a deal, in its order."""
        query = select(CrmChange).filter_by(deal_id=deal_id, target=target)
        return self._session.scalars(query.order_by(CrmChange.sequence)).all()

    def tally(self, target: str) -> Mapping[ChangeState, int]:
        query = select(CrmChange.state, func.count()).filter_by(target=target)
        return dict(self._session.execute(query.group_by(CrmChange.state)).all())


#: What a row begins with.
_FRESH: Document = {"state": ChangeState.WAITING, "attempts": 0, "token": "", "reason": ""}


def _unread(name: str, at: datetime, every: timedelta) -> Select[CrmTarget]:
    last = or_(CrmTarget.looked_at.is_(None), CrmTarget.looked_at <= at - every)
    return select(CrmTarget).filter_by(name=name, active=True).where(last)


def _due(target: str, at: datetime) -> Select[CrmChange]:
    """Of each deal the first that waits, if its time has come and the target is on."""
    earlier = aliased(CrmChange)
    held_up = select(earlier.id).where(
        earlier.target == target,
        earlier.deal_id == CrmChange.deal_id,
        earlier.sequence < CrmChange.sequence,
        earlier.state == ChangeState.WAITING,
    )
    on = select(CrmTarget.name).filter_by(name=target, active=True)
    waiting = select(CrmChange).filter_by(target=target, state=ChangeState.WAITING)
    due = waiting.where(CrmChange.next_at <= at, ~held_up.exists(), on.exists())
    return due.order_by(CrmChange.id)


def _taken(change: CrmChange, until: datetime) -> Told:
    change.token, change.next_at = secrets.token_hex(16), until
    change.attempts += 1
    return Told(
        id=change.id,
        token=change.token,
        key=change.key,
        deal_id=change.deal_id,
        sequence=change.sequence,
        type=change.type,
        at=change.at,
        deal=change.deal,
        attempts=change.attempts,
    )
