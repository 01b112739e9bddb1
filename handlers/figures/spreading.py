"""Tells the months of a window what was earned over all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from storage.programme import Incentive
from storage.revenue import Sold
from storage.values import Money

#: 2026-09 · 2026-Q3 · 2026-H2 · 2026
NAME = re.compile(r"(?P<year>\d{4})(?:-(?P<span>[QH]?)(?P<part>\d{1,2}))?")
MONTHS = {"": 1, "Q": 3, "H": 6, None: 12}

Revenue = Mapping[tuple[int, str, date], int]


def spread(earned: Iterable[Incentive], sold: Iterable[Sold]) -> list[Incentive]:
    """By what the partner sold in each month of the window; all of it in the last month where
    it sold nothing, and where it was posted if the window is as long as the plan."""
    revenue = {(s.partner_id, s.amount.currency, s.month): s.amount.minor for s in sold}
    return [part for each in earned for part in _parts(each, revenue)]


def months(window: str) -> list[date]:
    """The first days of its months; none for a window without a name of its own."""
    said = NAME.fullmatch(window)
    if said is None:
        return []
    length = MONTHS[said["span"]]
    before = (int(said["part"] or 1) - 1) * length
    return [date(int(said["year"]), before + number, 1) for number in range(1, length + 1)]


def _parts(each: Incentive, revenue: Revenue) -> Iterator[Incentive]:
    """They add up to the whole: what is rounded off one month is in the next."""
    of, currency = months(each.window) or [each.month], each.amount.currency
    sold = [max(revenue.get((each.partner_id, currency, month), 0), 0) for month in of]
    weights = sold if any(sold) else [0] * (len(of) - 1) + [1]
    weighed = given = 0
    for month, weight in zip(of, weights, strict=True):
        weighed += weight
        until = each.amount.minor * weighed // sum(weights)
        yield replace(each, month=month, amount=Money(until - given, currency))
        given = until
