"""Statements to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from handlers.incentives.documents.values import (
    Adjustment,
    Fx,
    Issue,
    Line,
    Rule,
    Sale,
    StatementDocument,
)
from storage.standing import Status
from storage.values import Money, Period

SEPTEMBER = Period.month(date(2026, 9, 1))
OCTOBER = Period.month(date(2026, 10, 1))
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PUSH = Rule("Pro push Q3", "SPIFF per Pro seat", 3)
REBATE = Rule("Growth 2026", "Growth rebate", 1)
ISSUE = Issue(2, HASH, date(2026, 10, 12), True, date(2026, 11, 12))


def rupiah(amount: int | str) -> Money:
    return Money.of(amount, "IDR")


def seats(number: int, units: int = 4, day: int = 3) -> Line:
    """So many seats of Pro at 250,000, sold on that day of September."""
    base, paid = rupiah(units * 1_500_000), rupiah(units * 250_000)
    sale = Sale(date(2026, 9, day), f"INV-{number}", "PT Maju Jaya", "Pro", Decimal(units), base)
    rate = rupiah(250_000)
    return Line(f"E-{number}", sale, PUSH, rate, paid, paid, Status.PAYABLE, pay_month=OCTOBER)


CAPPED = replace(seats(2, 16, 10), cut=rupiah(1_000_000), amount=rupiah(3_000_000))
ABROAD = replace(
    seats(3, 1, 11),
    sale=Sale(date(2026, 9, 11), "INV-3", "CV Nguyễn Łódź", "Pro", Decimal("1.5"), None),
    fx=Fx("USD", Decimal("16250.5"), date(2026, 9, 11)),
)
IN_DOLLARS = replace(
    ABROAD, sale=replace(ABROAD.sale, base=Money.of("1200.50", "USD")), rate=Decimal("7.5")
)
RETURNED = replace(seats(4, -10, 14), status=Status.TO_RECOVER, pay_month=None, late=True)
NOTHING = replace(
    seats(5, 2, 15),
    amount=rupiah(0),
    status=Status.ACCRUED,
    reason="not_eligible",
    field="partner.tier",
)
WHOLE = Line(
    "E-6",
    Sale(date(2026, 9, 30)),
    REBATE,
    None,
    rupiah(28_200_000),
    rupiah(28_200_000),
    Status.HELD,
)
ADJUSTED = Adjustment(
    "A-1",
    date(2026, 9, 20),
    "dispute",
    rupiah(500_000),
    Status.PAYABLE,
    "INV-0",
    "10 seats, not 8",
    "Fajar",
    OCTOBER,
)
ALL = (seats(1), CAPPED, IN_DOLLARS, RETURNED, NOTHING, WHOLE)


def statement(
    lines: Sequence[Line] = ALL, adjustments: Sequence[Adjustment] = (ADJUSTED,)
) -> StatementDocument:
    months = (
        (Period.month(date(2026, 8, 1)), rupiah(-1_500_000)),
        (SEPTEMBER, rupiah(30_000_000)),
    )
    return StatementDocument(
        "Nusantara Cloud",
        "Rina Wulandari",
        "PT Surya Distribusi",
        SEPTEMBER,
        "IDR",
        ISSUE,
        tuple(lines),
        tuple(adjustments),
        months,
    )
