"""Which record of a CRM is which deal, what both sides last agreed on, and what was won there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record
from storage.guards import append_only
from storage.transactions import Transaction, Transactions


class CrmLink(Record):
    """A deal and its record in a CRM.

    `version` is the record's last change that we have dealt with; `agreed` what each field said
    when both sides last said the same, so that it can be told who changed it since.
    """

    __tablename__ = "crm_links"
    __table_args__ = (UniqueConstraint("target", "external_id"),)

    target: Mapped[str] = mapped_column(ForeignKey("crm_targets.name"), primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"), primary_key=True)
    external_id: Mapped[str]
    version: Mapped[str]
    synced_at: Mapped[datetime]
    agreed: Mapped[Document] = mapped_column(default_factory=dict)
    refused: Mapped[str] = mapped_column(default="")  #: the outcome there that cannot be ours


class CrmWin(Record):
    """The one sale that a deal's win in a CRM has become; the database keeps it the only one."""

    __tablename__ = "crm_wins"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"), primary_key=True)
    target: Mapped[str]
    external_id: Mapped[str]
    transaction_id: Mapped[int] = mapped_column(ForeignKey("transactions.id"))
    at: Mapped[datetime]


append_only(CrmWin)


class CrmLinks:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, target: str, deal_id: int) -> CrmLink | None:
        return self._session.get(CrmLink, (target, deal_id))

    def named(self, target: str, external_id: str) -> CrmLink | None:
        query = select(CrmLink).filter_by(target=target, external_id=external_id)
        return self._session.scalars(query).one_or_none()

    def keep(self, link: CrmLink) -> CrmLink:
        """The deal is held by who links it, so no other link of it can come between."""
        return self._session.merge(link)

    def win(self, deal_id: int) -> CrmWin | None:
        return self._session.get(CrmWin, deal_id)

    def won(self, link: CrmLink, sale: Transaction, at: datetime) -> CrmWin:
        """The sale and that it is this deal's only one, in one transaction."""
        win = CrmWin(
            deal_id=link.deal_id,
            target=link.target,
            external_id=link.external_id,
            transaction_id=Transactions(self._session).add(sale).id,
            at=at,
        )
        self._session.add(win)
        self._session.flush()
        return win
