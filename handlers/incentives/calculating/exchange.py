"""The exchange rates that a plan needs for some rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from handlers.incentives.engine.plan import Plan
from storage.fx import Pair
from storage.store import Records
from storage.values import Period

Rates = Mapping[str, Decimal]
#: A rate that was put right since is believed.
EVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
#: A period's average and end may need days beyond those of the sales.
AROUND = timedelta(days=366)


def rates_for(
    records: Records, plan: Plan, rows: Iterable[Mapping[str, str]], at: datetime = EVER
) -> Rates:
    """As they were known at a moment, each as `USD/IDR@DAY`, its day; none where all
    sales are in the plan's currency."""
    days: dict[str, list[str]] = {}
    for row in rows:
        if row["currency"] != plan.currency:
            days.setdefault(row["currency"], []).append(row["date"])
    return {
        name: rate
        for currency, sold in days.items()
        for name, rate in _published(records, plan, (currency, at), sold).items()
    }


def _published(
    records: Records, plan: Plan, which: tuple[str, datetime], sold: list[str]
) -> dict[str, Decimal]:
    currency, at = which
    first, last = date.fromisoformat(min(sold)), date.fromisoformat(max(sold))
    pair = Pair(currency, plan.currency, plan.fx.source)
    known = records.fx.within(pair, Period(first - AROUND, last + AROUND), at)
    return {f"{currency}/{plan.currency}@{day}": each.rate for day, each in known.items()}
