"""Counts what became, or would become, of the rows of a file of sales."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.incentives.files.reading import Row
from storage.adjustments import Adjusted
from storage.base import Document
from storage.intake import Taken
from storage.sales import BadRow, SaleRow, TransactionKind
from storage.store import Records

KEPT = 20  #: sales that were put right by hand, as the card lists them


@dataclass(frozen=True, slots=True)
class Around:
    """What the rows meet: months that are settled, and sales that were put right by hand."""

    settled: frozenset[str]
    adjusted: Sequence[Adjusted]

    @classmethod
    def of(cls, records: Records, source: str) -> Around:
        settled = (each.code for each in records.periods.all() if each.is_settled)
        return cls(frozenset(settled), records.adjustments.of_sales(source))

    def corrected(self, rows: Iterable[SaleRow]) -> tuple[Document, ...]:
        """Rows that change a sale which somebody put right before."""
        by_sale: dict[str, list[Adjusted]] = {}
        for each in self.adjusted:
            by_sale.setdefault(each.source_id, []).append(each)
        found = ((row, each) for row in rows for each in by_sale.get(row.of or row.id, ()))
        return tuple(_told(*each) for each in found)


@dataclass(slots=True)
class Tally:
    """`sums` are of all rows that are not refused, refunds below zero; `late` counts rows of
    each settled month."""

    counts: Counter[str] = field(default_factory=Counter)
    sums: dict[str, Decimal] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    late: Counter[str] = field(default_factory=Counter)
    corrected: list[Document] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    _referring: dict[int, SaleRow] = field(default_factory=dict)

    def add(self, rows: Iterable[Row], taken: Taken, around: Around) -> None:
        good = {row.line: row for row in rows if isinstance(row, SaleRow)}
        self._referring |= {line: row for line, row in good.items() if row.of}
        known = self._referring | good
        for row in good.values():
            self._sum(row, 1)
        for bad in taken.refused:
            if bad.line in known:
                self._sum(known[bad.line], -1)
        self.bad += taken.refused
        self._count(taken, around)

    def document(self) -> Document:
        days = sorted(self.days)
        return {
            "counts": dict(self.counts),
            "sums": {currency: f"{total:f}" for currency, total in sorted(self.sums.items())},
            "days": [days[0].isoformat(), days[-1].isoformat()] if days else [],
            "late": dict(sorted(self.late.items())),
            "corrected": self.corrected[:KEPT],
        }

    def _count(self, taken: Taken, around: Around) -> None:
        self.counts.update(counted(taken))
        months = Counter(f"{row.day:%Y-%m}" for row in taken.stored)
        self.late.update({code: n for code, n in months.items() if code in around.settled})
        self.corrected += taken.corrected

    def _sum(self, row: SaleRow, sign: int) -> None:
        if row.amount is None:
            return
        back = row.kind is TransactionKind.REFUND
        amount = -abs(row.amount) if back else row.amount
        self.sums[row.currency] = self.sums.get(row.currency, Decimal(0)) + sign * amount
        if sign > 0:
            self.days.add(row.day)


def counted(taken: Taken) -> dict[str, int]:
    """How many rows became what."""
    stored = {"new": taken.new, "same": taken.same, "revised": taken.revised}
    return {**stored, "refused": len(taken.refused)}


def _told(row: SaleRow, adjusted: Adjusted) -> Document:
    amount = adjusted.amount
    return {
        "line": row.line,
        "sale": adjusted.source_id,
        "amount": [amount.minor, amount.currency],
        "reference": adjusted.reference,
    }


def of_bad(row: BadRow) -> Document:
    facts = dict(row.facts)
    return {"line": row.line, "column": row.column, "reason": row.reason, "facts": facts}


def to_bad(document: dict[str, Any]) -> BadRow:
    return BadRow(**document)
