"""The last period of a plan's length that is over, and the days on which a version counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.incentives.calculating.simulating import last_closed
from handlers.incentives.engine.columns.windows import MONTHS, Cut
from handlers.incentives.engine.plan import Span
from storage.incentives import Plan
from storage.store import Records
from storage.values import Period

A_DAY = timedelta(days=1)


def last_over(records: Records, span: Span, day: date) -> Period:
    """The last period of this length before the months that are not settled yet."""
    cut, after = Cut(MONTHS[span]), last_closed(records, day).last + A_DAY
    return cut.around(cut.around(after).first - A_DAY)


def counts_until(plan: Plan, versions: Sequence[Plan]) -> date | None:
    """A version's last day: its own, or the one before a later version begins."""
    begins = [each.effective_from - A_DAY for each in versions if each.version > plan.version]
    ends = [plan.effective_to] if plan.effective_to else []
    return min([*begins, *ends], default=None)
