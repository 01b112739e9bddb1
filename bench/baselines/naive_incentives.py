"""The straightforward evaluator: pydantic models, `Decimal`, one row after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from typing import Literal

from pydantic import BaseModel

CENT = Decimal("0.01")


class Sale(BaseModel):
    id: str
    date: date
    partner: str
    member: str
    customer: str
    product: str
    deal_type: str
    tier: str
    quantity: Decimal
    amount: Decimal
    currency: str
    kind: Literal["sale", "refund", "correction"]


class Row(BaseModel):
    up_to: Decimal | None = None
    pct: Decimal


class Line(BaseModel):
    component: str
    transaction: str | None
    earner: str
    window: str
    amount: Decimal
    reason: str = ""


class Naive:
    """The five components of the benchmark's plan."""

    def __init__(self, cap: Decimal, table: list[Row]) -> None:
        self.cap, self.table = cap, table
        self.paid: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self.totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self.units: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self.whole: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self.customers: set[tuple[str, str]] = set()

    def evaluate(self, sales: Iterable[Sale]) -> list[Line]:
        lines = []
        for sale in sorted(sales, key=lambda sale: sale.date):
            month, quarter = (
                f"{sale.date:%Y-%m}",
                f"{sale.date.year}-Q{(sale.date.month + 2) // 3}",
            )
            eligible = sale.tier in ("gold", "silver")
            lines.append(self._base(sale, month, eligible))
            lines.append(self._tiers(sale, quarter, eligible))
            lines.append(self._spiff(sale, month, eligible))
            lines.append(self._bonus(sale, month, eligible))
            if eligible:
                self.whole[sale.partner, month] += sale.amount
        return lines + [self._volume(*key, total) for key, total in self.whole.items()]

    def _line(self, component: str, sale: Sale, window: str, amount: Decimal) -> Line:
        earner = sale.member if component == "spiff" else sale.partner
        amount = amount.quantize(CENT, ROUND_HALF_UP)
        return Line(
            component=component,
            transaction=sale.id,
            earner=earner,
            window=window,
            amount=amount,
            reason="" if amount else "nothing",
        )

    def _base(self, sale: Sale, month: str, eligible: bool) -> Line:
        due = (sale.amount * Decimal("0.025")).quantize(CENT, ROUND_HALF_UP) if eligible else 0
        before = self.paid[sale.partner, month]
        self.paid[sale.partner, month] = before + due
        within = min(before + due, self.cap) - min(before, self.cap)
        return self._line("base", sale, month, within)

    def _tiers(self, sale: Sale, quarter: str, eligible: bool) -> Line:
        before = self.totals[sale.partner, quarter]
        after = before + sale.amount if eligible else before
        self.totals[sale.partner, quarter] = after
        return self._line("tiers", sale, quarter, self._due(after) - self._due(before))

    def _due(self, total: Decimal) -> Decimal:
        due, low = Decimal(0), Decimal(0)
        for row in self.table:
            high = total if row.up_to is None else min(total, row.up_to)
            due += max(high - low, Decimal(0)) * row.pct / 100
            low = row.up_to or low
        return due

    def _spiff(self, sale: Sale, month: str, eligible: bool) -> Line:
        before = self.units[sale.member, month]
        counts = eligible and sale.product.startswith("P1")
        after = before + (sale.quantity if counts else 0)
        self.units[sale.member, month] = after
        return self._line("spiff", sale, month, self._packages(after) - self._packages(before))

    def _packages(self, units: Decimal) -> Decimal:
        return Decimal(ceil(max(units - 3, Decimal(0)) / 5)) * 50_000

    def _bonus(self, sale: Sale, month: str, eligible: bool) -> Line:
        key = (sale.partner, sale.customer)
        due = eligible and sale.deal_type == "new" and key not in self.customers
        if due:
            self.customers.add(key)
        return self._line("bonus", sale, month, Decimal(70_000 if due else 0))

    def _volume(self, partner: str, month: str, total: Decimal) -> Line:
        reached = next(row for row in self.table if row.up_to is None or total < row.up_to)
        amount = (total * reached.pct / 100).quantize(CENT, ROUND_HALF_UP)
        return Line(
            component="volume", transaction=None, earner=partner, window=month, amount=amount
        )
