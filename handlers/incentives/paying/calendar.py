"""The day on which a period is paid."""

from __future__ import annotations

from datetime import date, timedelta

from storage.periods import SettlementPeriod
from storage.store import Records


def pay_day(records: Records, period: SettlementPeriod, day: date) -> date:
    """By the rule `incentives.calendar` in the month after it; today, when that has passed."""
    following = period.last + timedelta(days=1)
    paid = following.replace(day=records.rules.on("incentives.calendar", day).value["paid_day"])
    return max(paid, day)
