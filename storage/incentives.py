"""What the vendor pays for what was sold: plans, in versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, event, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.guards import AppendOnly
from storage.values import Period


class Plan(Record):
    """One version of an incentive plan, in the plan format; once published it never changes."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    document: Mapped[Document]
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)


class Plans:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, plan: Plan) -> Plan:
        self._session.add(plan)
        self._session.flush()
        return plan

    def published(self, period: Period) -> Sequence[Plan]:
        """The published versions in force on some day of a period."""
        query = (
            select(Plan)
            .where(Plan.published_at.is_not(None), Plan.effective_from <= period.last)
            .where(Plan.effective_to.is_(None) | (Plan.effective_to >= period.first))
            .order_by(Plan.code, Plan.effective_from, Plan.version)
        )
        return self._session.scalars(query).all()

    def get(self, plan_id: int) -> Plan:
        return self._session.get_one(Plan, plan_id)

    def versions(self, code: str) -> Sequence[Plan]:
        """Of one plan, the oldest first."""
        query = select(Plan).filter_by(code=code).order_by(Plan.version)
        return self._session.scalars(query).all()

    def all(self) -> Sequence[Plan]:
        return self._session.scalars(select(Plan).order_by(Plan.id)).all()


@event.listens_for(Plan, "before_update")
@event.listens_for(Plan, "before_delete")
def _a_published_plan_stays(_: Any, __: Any, plan: Plan) -> None:
    history = inspect(plan).attrs.published_at.history
    before = [*history.deleted, *history.unchanged] or [None]
    if before[0] is not None:
        raise AppendOnly("a published plan never changes: publish a new version")
