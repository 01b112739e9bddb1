"""Exchange rates as they were published: a correction is a new row, never an edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.guards import append_only
from storage.values import Period


@dataclass(frozen=True, slots=True)
class Pair:
    """One `base` is so many `quote`, as `source` publishes it."""

    base: str
    quote: str
    source: str


class FxRate(Record):
    """One day's rate; a later `revision` of the same day is what is believed from then on."""

    __tablename__ = "fx_rates"
    __table_args__ = (UniqueConstraint("base", "quote", "source", "day", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    base: Mapped[str]
    quote: Mapped[str]
    source: Mapped[str]
    day: Mapped[date]
    rate: Mapped[Decimal]
    recorded_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)

    @property
    def pair(self) -> Pair:
        return Pair(self.base, self.quote, self.source)


append_only(FxRate)


class FxRates:
    def __init__(self, session: Session) -> None:
        self._session = session

    def publish(self, pair: Pair, day: date, rate: Decimal, now: datetime) -> FxRate:
        """Keep a rate; the same rate again is the same row.

        Raises:
            ValueError: when it is no rate.
        """
        if not (rate.is_finite() and rate > 0):
            raise ValueError(f"{rate} is no exchange rate")
        query = _of(pair).where(FxRate.day == day).order_by(FxRate.revision.desc())
        last = self._session.scalars(query).first()
        if last is not None and last.rate == rate:
            return last
        kept = FxRate(
            base=pair.base,
            quote=pair.quote,
            source=pair.source,
            day=day,
            rate=rate,
            recorded_at=now,
            revision=last.revision + 1 if last else 1,
        )
        self._session.add(kept)
        self._session.flush()
        return kept

    def last(self, pair: Pair, day: date) -> FxRate | None:
        """What is believed now of that day, or of the last one before it that has a rate."""
        query = _of(pair).where(FxRate.day <= day)
        query = query.order_by(FxRate.day.desc(), FxRate.revision.desc())
        return self._session.scalars(query.limit(1)).first()

    def within(self, pair: Pair, days: Period, as_of: datetime) -> Mapping[date, FxRate]:
        """Every rate of these days as it was known at that moment, for an average."""
        known = _of(pair).where(FxRate.day.between(days.first, days.last))
        query = known.where(FxRate.recorded_at <= as_of).order_by(FxRate.day, FxRate.revision)
        return {rate.day: rate for rate in self._session.scalars(query)}

    def believed(self) -> Sequence[FxRate]:
        """Every day's rate without what it was before, by pair and source, the newest first."""
        query = select(FxRate).order_by(FxRate.base, FxRate.quote, FxRate.source)
        rates = self._session.scalars(query.order_by(FxRate.day.desc(), FxRate.revision.desc()))
        found: dict[tuple[Pair, date], FxRate] = {}
        for rate in rates:
            found.setdefault((rate.pair, rate.day), rate)
        return list(found.values())


def _of(pair: Pair) -> Select[FxRate]:
    return select(FxRate).filter_by(base=pair.base, quote=pair.quote, source=pair.source)
