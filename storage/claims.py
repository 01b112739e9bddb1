"""Claims: how one sender at a time takes from the outbox what is due."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, text, update
from sqlalchemy.orm import Session, aliased

from storage.deliveries import ACTIVE, Delivery, DeliveryState, Policy, Urgency
from storage.lanes import Lane, LaneKey
from storage.values import Platform

HELD = (DeliveryState.LEASED, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True)
class Times:
    """Two clocks. `now` is the installation's (a demo's is shifted) and decides what is due;
    `at` is the real time that leases, pauses and the platforms run on."""

    now: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Room:
    """How many messages a sender can take, and how many of them may be no answers."""

    messages: int
    others: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One delivery in one sender's hands; the token, fresh for each claim, proves it."""

    id: int
    token: str
    urgency: Urgency
    chat: str  #: where the platform counts messages: the channel, or the user's direct chat
    ambiguous: bool
    policy: Policy
    is_edit: bool
    attempts: int


class Claims:
    def __init__(self, session: Session) -> None:
        self._session = session

    def clock(self) -> datetime:
        """The one clock that every replica shares: the server's; this machine's on SQLite."""
        if self._session.get_bind().dialect.name == "sqlite":
            return datetime.now(UTC)
        shown = self._session.scalar(text("SELECT clock_timestamp() AT TIME ZONE 'utc'"))
        assert isinstance(shown, datetime)
        return shown.replace(tzinfo=UTC)

    def lanes(self, times: Times) -> list[LaneKey]:
        """The workspaces with something due that nobody serves; longest unserved first."""
        here = and_(Delivery.platform == Lane.platform, Delivery.workspace == Lane.workspace)
        query = (
            select(Lane)
            .where(or_(Lane.leased_until.is_(None), Lane.leased_until <= times.at))
            .where(or_(Lane.frozen_until.is_(None), Lane.frozen_until <= times.at))
            .where(or_(*(exists().where(here, each) for each in _ready(times))))
            .order_by(Lane.served_at.is_not(None), Lane.served_at, Lane.id)
        )
        return [lane.key for lane in self._session.scalars(query)]

    def take(self, lane: LaneKey, room: Room, times: Times, lease: timedelta) -> list[Claim]:
        """What was interrupted first, then answers, notices, broadcasts, the oldest first."""
        ids = self._chosen(lane, room, times)
        taken = (
            update(Delivery)
            .where(Delivery.id.in_(ids))
            .values(
                state=DeliveryState.LEASED,
                token=secrets.token_hex(16),
                leased_until=times.at + lease,
                ambiguous=case(
                    (Delivery.state == DeliveryState.SENDING, True), else_=Delivery.ambiguous
                ),
            )
            .returning(Delivery)
            .execution_options(populate_existing=True)
        )
        if not ids:
            return []
        found = {delivery.id: delivery for delivery in self._session.scalars(taken)}
        return [_claim(found[delivery_id]) for delivery_id in ids]

    def unreachable(self, platforms: Sequence[Platform], times: Times, why: str) -> list[int]:
        """What is due on platforms that nothing is connected to, and does not say so yet."""
        query = select(Delivery.id).where(
            Delivery.platform.in_(platforms),
            Delivery.state == DeliveryState.PENDING,
            Delivery.due_at <= times.now,
            Delivery.reason != why,
        )
        return list(self._session.scalars(query))

    def explain(self, ids: Sequence[int], why: str) -> None:
        pending = and_(Delivery.id.in_(ids), Delivery.state == DeliveryState.PENDING)
        self._session.execute(update(Delivery).where(pending).values(reason=why))

    def _chosen(self, lane: LaneKey, room: Room, times: Times) -> list[int]:
        interrupted, *urgencies = _ready(times)
        ids = self._some(lane, interrupted, room.others)
        for urgency, ready in zip(Urgency, urgencies, strict=True):
            left = room.messages if urgency is Urgency.ANSWER else room.others
            ids += self._some(lane, ready, min(left, room.messages) - len(ids))
        return ids

    def _some(self, lane: LaneKey, ready: ColumnElement[bool], limit: int) -> list[int]:
        if limit <= 0:
            return []
        query = (
            select(Delivery.id)
            .where(Delivery.platform == lane.platform, Delivery.workspace == lane.workspace)
            .where(ready)
            .order_by(Delivery.due_at, Delivery.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return list(self._session.scalars(query))


def _ready(times: Times) -> Iterator[ColumnElement[bool]]:
    """What may be taken: what an earlier sender left behind; then each urgency in its turn."""
    free = or_(Delivery.leased_until.is_(None), Delivery.leased_until <= times.at)
    due = and_(Delivery.due_at <= times.now, free, ~_early())
    yield and_(Delivery.state.in_(HELD), Delivery.leased_until <= times.at)
    for urgency in Urgency:
        yield and_(Delivery.state == DeliveryState.PENDING, Delivery.urgency == urgency, due)


def _early() -> ColumnElement[bool]:
    """An edit waits for its message to be sent, and for earlier edits in anybody's hands."""
    other = aliased(Delivery)
    message = and_(other.id == Delivery.replaces_id, other.state.in_(ACTIVE))
    earlier = and_(
        other.replaces_id == Delivery.replaces_id,
        other.id < Delivery.id,
        other.state.in_(HELD),
    )
    return and_(Delivery.replaces_id.is_not(None), exists().where(or_(message, earlier)))


def _claim(delivery: Delivery) -> Claim:
    return Claim(
        id=delivery.id,
        token=delivery.token,
        urgency=delivery.urgency,
        chat=delivery.channel or delivery.user,
        ambiguous=delivery.ambiguous,
        policy=delivery.policy,
        is_edit=delivery.replaces_id is not None,
        attempts=delivery.attempts,
    )
