"""Partners whose sales changed since their earnings were last worked out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record


class StalePartner(Record):
    """`changes` counts what came since; the row is there until it is worked out."""

    __tablename__ = "stale_partners"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), primary_key=True)
    changes: Mapped[int] = mapped_column(default=1)


class Stale:
    def __init__(self, session: Session) -> None:
        self._session = session

    def mark(self, partner_ids: Collection[int]) -> None:
        """In the transaction that stores the sales. Who works out such a partner waits for it,
        and sees the sales then."""
        insert = sqlite.insert if self._on_sqlite else postgresql.insert
        adding = insert(StalePartner.__table__)  # type: ignore[arg-type]  # a table it is
        again = {"changes": StalePartner.__table__.c.changes + 1}
        upsert = adding.on_conflict_do_update(index_elements=["partner_id"], set_=again)
        if partner_ids:
            rows = [{"partner_id": each, "changes": 1} for each in sorted(set(partner_ids))]
            self._session.execute(upsert, rows)

    def take(self, limit: int) -> Sequence[int]:
        """Some of them, which nobody else takes until the transaction ends."""
        query = select(StalePartner.partner_id).order_by(StalePartner.partner_id).limit(limit)
        found = self._session.scalars(query.with_for_update(skip_locked=True)).all()
        self.clear(found)
        return found

    def clear(self, partner_ids: Collection[int]) -> None:
        """Before their sales are read."""
        rows = delete(StalePartner).where(StalePartner.partner_id.in_(sorted(partner_ids)))
        self._session.execute(rows)

    def count(self) -> int:
        return self._session.scalar(select(func.count()).select_from(StalePartner)) or 0

    @property
    def _on_sqlite(self) -> bool:
        return self._session.get_bind().dialect.name == "sqlite"
