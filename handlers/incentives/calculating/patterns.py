"""Sales that look as if they were made for the plan: worth a look, and proof of nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

#: So many equal orders for one customer on one day may be one order, split.
SPLIT = 3
#: So many sales are enough to say that most of them came at the end of a month.
SEVERAL = 5
LAST_DAYS = timedelta(days=3)


class Pattern(StrEnum):
    SPLIT_ORDERS = "split_orders"
    MONTH_END = "month_end"


class Sold(NamedTuple):
    """A sale that a plan pays for; made by the hundred thousand."""

    id: str
    day: date
    customer: str
    product: str
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Odd:
    """A pattern, the sales that show it, and their day or the last one of their month."""

    pattern: Pattern
    sales: tuple[Sold, ...]
    day: date
    customer: str = ""


def odd(sales: Iterable[Sold]) -> list[Odd]:
    """What is odd about one earner's sales."""
    mine = sorted(sales, key=lambda sale: (sale.day, sale.id))
    return [*_split(mine), *_bunched(mine)]


def _split(sales: Iterable[Sold]) -> Iterator[Odd]:
    """Equal orders for one customer on one day; who the customer is must be known."""
    equal: defaultdict[tuple[object, ...], list[Sold]] = defaultdict(list)
    for sale in sales:
        if sale.customer:
            key = (sale.day, sale.customer, sale.product, sale.quantity, sale.amount)
            equal[key].append(sale)
    for some in equal.values():
        if len(some) >= SPLIT:
            yield Odd(Pattern.SPLIT_ORDERS, tuple(some), some[0].day, some[0].customer)


def _bunched(sales: Iterable[Sold]) -> Iterator[Odd]:
    """Most of a month in its last days."""
    months: defaultdict[date, list[Sold]] = defaultdict(list)
    for sale in sales:
        months[_end(sale.day)].append(sale)
    for last, some in sorted(months.items()):
        late = [sale for sale in some if last - sale.day < LAST_DAYS]
        if len(some) >= SEVERAL and 2 * len(late) > len(some):
            yield Odd(Pattern.MONTH_END, tuple(late), last)


@cache
def _end(day: date) -> date:
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return following - timedelta(days=1)
