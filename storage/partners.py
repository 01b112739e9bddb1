"""Partner companies, and the tier they hold on a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.values import Language


class PartnerKind(StrEnum):
    RESELLER = "reseller"
    DISTRIBUTOR = "distributor"
    AFFILIATE = "affiliate"
    REFERRAL = "referral"
    SERVICE = "service"


class Tier(StrEnum):
    SILVER = "silver"
    GOLD = "gold"
    PLATINUM = "platinum"


class Partner(Record):
    """A company that sells with the vendor."""

    __tablename__ = "partners"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[PartnerKind]
    country: Mapped[str] = mapped_column(default="ID")
    region: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="Asia/Jakarta")
    language: Mapped[Language] = mapped_column(default=Language.ID)
    currency: Mapped[str] = mapped_column(default="IDR")


class PartnerTier(Record):
    """The tier a partner holds from one day to another, both included."""

    __tablename__ = "partner_tiers"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    tier: Mapped[Tier]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")


class Partners:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, partner: Partner) -> Partner:
        self._session.add(partner)
        self._session.flush()
        return partner

    def grant(self, tier: PartnerTier) -> None:
        self._session.add(tier)

    def get(self, partner_id: int) -> Partner:
        return self._session.get_one(Partner, partner_id)

    def named(self, name: str) -> Partner | None:
        return self._session.scalars(select(Partner).filter_by(name=name)).one_or_none()

    def all(self) -> Sequence[Partner]:
        return self._session.scalars(select(Partner).order_by(Partner.id)).all()

    def tier(self, partner_id: int, day: date) -> Tier | None:
        held = self.held(partner_id, day)
        return held.tier if held else None

    def held(self, partner_id: int, day: date) -> PartnerTier | None:
        """The tier of that day as it was granted; the latest grant wins where two overlap."""
        query = (
            select(PartnerTier)
            .where(PartnerTier.partner_id == partner_id, PartnerTier.valid_from <= day)
            .where((PartnerTier.valid_to.is_(None)) | (PartnerTier.valid_to >= day))
            .order_by(PartnerTier.valid_from.desc(), PartnerTier.id.desc())
        )
        return self._session.scalars(query).first()
