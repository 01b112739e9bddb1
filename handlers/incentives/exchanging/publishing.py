"""Publishes an exchange rate, and has worked out again whatever hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from babel.numbers import is_currency

from handlers.incentives.calculating.plans import published
from storage.fx import FxRate, Pair
from storage.store import Records

FIRST, LAST = 1990, 2100  #: any other year is a slip of the pen
MOST_DIGITS, MOST_DECIMALS = 12, 10
MUCH = Decimal("0.10")  #: a rate that moved more than this is asked about


@dataclass(frozen=True, slots=True)
class Quote:
    """One `pair.base` is so many `pair.quote` on a day."""

    pair: Pair
    day: date
    rate: Decimal


def fault(quote: Quote) -> str:
    """Why that is no rate, as the catalogue `rates` calls it; empty when it is one."""
    pair, rate = quote.pair, quote.rate
    if not all(map(is_currency, (pair.base, pair.quote))) or pair.base == pair.quote:
        return "no_pair"
    if not FIRST <= quote.day.year <= LAST:
        return "far_day"
    if not rate.is_finite() or rate <= 0 or rate.adjusted() >= MOST_DIGITS:
        return "no_rate"
    exponent = rate.as_tuple().exponent
    return "no_rate" if not isinstance(exponent, int) or exponent < -MOST_DECIMALS else ""


def before(records: Records, quote: Quote) -> FxRate | None:
    """What is believed until now, of that day or of the last one before it."""
    return records.fx.last(quote.pair, quote.day)


def moved(quote: Quote, last: FxRate | None) -> Decimal | None:
    """By which part of the last rate; None where there is none."""
    return quote.rate / last.rate - 1 if last is not None else None


def surprising(quote: Quote, last: FxRate | None) -> bool:
    """The first of all, and one that moved much, may be a slip of the pen."""
    change = moved(quote, last)
    return change is None or abs(change) > MUCH


def publish(records: Records, quote: Quote, now: datetime) -> FxRate:
    """Whoever sold in that currency is worked out again."""
    kept = records.fx.publish(quote.pair, quote.day, quote.rate, now)
    records.stale.mark(records.transactions.sellers(quote.pair.base))
    return kept


def sources(records: Records, currency: str = "") -> list[str]:
    """Who must have published a rate into a currency, or into any, as the published plans say."""
    plans = [plan for plan in published(records) if currency in ("", plan.currency)]
    return sorted({plan.fx.source for plan in plans})
