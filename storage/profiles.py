"""Payout profiles: where an earner's money goes, and what is still missing to send it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record

#: Without these nothing is sent; in the order in which they are asked for.
NEEDED = ("name", "country", "bank", "account")
SHOWN = 4  #: digits of an account that people may see


class PayoutProfile(Record):
    """No more than a bank asks for. The account and the tax number are in no representation;
    `version` counts changes: what was approved for one version is not paid to another."""

    __tablename__ = "payout_profiles"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    earner: Mapped[str] = mapped_column(unique=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    bank: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(default="", repr=False)
    tax_id: Mapped[str] = mapped_column(default="", repr=False)
    withholding_pct: Mapped[Decimal] = mapped_column(default=Decimal(0))
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts without which nothing can be sent."""
        return tuple(name for name in NEEDED if not getattr(self, name))

    @property
    def masked(self) -> str:
        """The account as people may see it: its last digits, if those are not most of it."""
        hidden = max(len(self.account) - SHOWN, (len(self.account) + 1) // 2)
        return "•" * hidden + self.account[hidden:]


class PayoutProfiles:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, profile: PayoutProfile) -> PayoutProfile:
        self._session.add(profile)
        self._session.flush()
        return profile

    def of(self, earner: str) -> PayoutProfile | None:
        query = select(PayoutProfile).filter_by(earner=earner)
        return self._session.scalars(query).one_or_none()
