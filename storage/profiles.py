"""Payout profiles: where an earner's money goes, and what is still missing to send it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record

SHOWN = 4  #: characters of an account that people may see


class PayoutProfile(Record):
    """No more than a bank asks for; what is missing of that, handlers.incentives.payouts says.

    Accounts and the tax number are in no representation. `version` counts changes: what was
    approved for one version is not paid to another. `withholding_pct` is unknown until finance
    has said it; zero for whoever is exempt.
    """

    __tablename__ = "payout_profiles"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    earner: Mapped[str] = mapped_column(unique=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    building: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    bank: Mapped[str] = mapped_column(default="")
    bic: Mapped[str] = mapped_column(default="")
    bank_member_id: Mapped[str] = mapped_column(default="")
    clearing_system: Mapped[str] = mapped_column(default="")
    iban: Mapped[str] = mapped_column(default="", repr=False)
    number: Mapped[str] = mapped_column(default="", repr=False)
    tax_id: Mapped[str] = mapped_column(default="", repr=False)
    withholding_tax: Mapped[str] = mapped_column(default="")
    withholding_pct: Mapped[Decimal | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def masked(self) -> str:
        """The account as people may see it: its end, if that is not most of it."""
        account = self.iban or self.number
        hidden = max(len(account) - SHOWN, (len(account) + 1) // 2)
        return "•" * hidden + account[hidden:]


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
