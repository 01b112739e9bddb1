"""Statements as they were issued: a snapshot each, and a new version when something changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import BIG_ID, Document, Record
from storage.earnings import Earning, EarningLine
from storage.guards import append_only


class IssuedStatement(Record):
    """What an earner was told about a period: the totals as shown, and the hash of everything.

    Its lines are those posted in the period up to `last_line_id`; with the same lines, plans and
    rates the same hash comes out again, whenever it is verified.
    """

    __tablename__ = "statements"
    __table_args__ = (UniqueConstraint("earner", "period_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    earner: Mapped[str]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("periods.id"))
    version: Mapped[int]
    totals: Mapped[Document]
    hash: Mapped[str]
    last_line_id: Mapped[int] = mapped_column(BIG_ID)
    issued_at: Mapped[datetime]


append_only(IssuedStatement)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is to be issued."""

    earner: str
    partner_id: int
    member_id: int | None
    period_id: int
    totals: Document
    hash: str


class Statements:
    def __init__(self, session: Session) -> None:
        self._session = session

    def issue(self, snapshot: Snapshot, now: datetime) -> IssuedStatement:
        """The statement of that hash: the last one if nothing changed since, or a new version.

        Raises:
            IntegrityError: when somebody else issues the same version in this moment.
        """
        last = self.last(snapshot.earner, snapshot.period_id)
        if last is not None and last.hash == snapshot.hash:
            return last
        issued = IssuedStatement(
            earner=snapshot.earner,
            partner_id=snapshot.partner_id,
            member_id=snapshot.member_id,
            period_id=snapshot.period_id,
            version=last.version + 1 if last else 1,
            totals=snapshot.totals,
            hash=snapshot.hash,
            last_line_id=self._last_line(snapshot),
            issued_at=now,
        )
        self._session.add(issued)
        self._session.flush()
        return issued

    def last(self, earner: str, period_id: int) -> IssuedStatement | None:
        """The newest version."""
        query = select(IssuedStatement).filter_by(earner=earner, period_id=period_id)
        return self._session.scalars(query.order_by(IssuedStatement.version.desc())).first()

    def these(self, ids: Collection[int]) -> Sequence[IssuedStatement]:
        query = select(IssuedStatement).where(IssuedStatement.id.in_(sorted(ids)))
        return self._session.scalars(query.order_by(IssuedStatement.id)).all()

    def all(self) -> Sequence[IssuedStatement]:
        """Every statement ever issued, to be verified."""
        return self._session.scalars(select(IssuedStatement).order_by(IssuedStatement.id)).all()

    def _last_line(self, snapshot: Snapshot) -> int:
        query = (
            select(func.max(EarningLine.id))
            .join(Earning, Earning.id == EarningLine.earning_id)
            .where(Earning.earner == snapshot.earner, Earning.period_id == snapshot.period_id)
        )
        return self._session.scalar(query) or 0
