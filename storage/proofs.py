"""The files that prove what a claim was spent on, as they were brought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.guards import append_only


class Proof(Record):
    """One file, for the claim with this reference."""

    __tablename__ = "proofs"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes]
    brought_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    brought_at: Mapped[datetime]


append_only(Proof)


class Proofs:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, proof: Proof) -> Proof:
        self._session.add(proof)
        self._session.flush()
        return proof

    def of(self, reference: str) -> Sequence[Proof]:
        query = select(Proof).filter_by(reference=reference).order_by(Proof.id)
        return self._session.scalars(query).all()
