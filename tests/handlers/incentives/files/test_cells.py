"""What one cell says, and why it is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from handlers.incentives.files.columns import SIMULATION
from tests.handlers.incentives.files.trying import refused, sale, with_cell


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("0", "0"),
        ("-12", "-12"),
        ("+12.5", "12.5"),
        ("1500000,50", "1500000.50"),
        ("1.500.000,50", "1500000.50"),
        ("1,500,000.50", "1500000.50"),
        ("1.500.000", "1500000"),
        ("1,500,000", "1500000"),
        ("-1.500,5", "-1500.5"),
        ("1500.000", "1500.000"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("12.3456", "12.3456"),
        ("999999999999999.99", "999999999999999.99"),
    ],
)
def test_an_amount_is_read_exactly(written: str, amount: str) -> None:
    assert sale(with_cell("amount", written)).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("amount", "1.500", "two_numbers"),
        ("amount", "1,500", "two_numbers"),
        ("amount", "1.500,000.50", "not_a_number"),
        ("amount", "1.500.000.50", "not_a_number"),
        ("amount", "01.500.000", "not_a_number"),
        ("amount", "1_000", "not_a_number"),
        ("amount", "1e5", "not_a_number"),
        ("amount", "Rp 5000", "not_a_number"),
        ("amount", "١٢٣", "not_a_number"),
        ("amount", "NaN", "not_finite"),
        ("amount", "-Infinity", "not_finite"),
        ("amount", "=1+1", "not_a_number"),
        ("amount", "1000000000000000", "number_too_large"),
        ("amount", "9" * 100, "number_too_large"),
        ("amount", "1" * 50 + "x", "number_too_large"),
        ("amount", "0.0000000000001", "too_many_decimals"),
        ("amount", "", "missing"),
        ("quantity", " ", "missing"),
        ("partner", "", "missing"),
        ("id", "-", "missing"),
        ("date", "", "missing"),
        ("date", "03/09/2026", "two_days"),
        ("date", "25/09/2026", "two_days"),
        ("date", "3.9.26", "two_days"),
        ("date", "20260903", "not_a_day"),
        ("date", "2026-02-30", "not_a_day"),
        ("date", "3 Foo 2026", "not_a_day"),
        ("date", "yesterday", "not_a_day"),
        ("date", "2026-09-03T10:00:00Z", "day_in_a_zone"),
        ("date", "2026-09-03T10:00:00+07:00", "day_in_a_zone"),
        ("date", "0202-09-03", "far_day"),
        ("invoiced", "31 Sep 2026", "not_a_day"),
        ("currency", "RUPIAH", "no_currency"),
        ("kind", "gift", "no_kind"),
        ("of", "S-0", "sale_of"),
        ("customer", "=cmd|'/c calc'!A1", "formula"),
        ("customer", "@SUM(A1)", "formula"),
        ("product", "+Pro", "formula"),
        ("note", "-x", "formula"),
        ("customer", "x" * 501, "too_long"),
        ("credits", "60/40", "credits_unreadable"),
        ("credits", '{"partner": "A"}', "credits_unreadable"),
        ("credits", '["A"]', "credits_unreadable"),
        ("credits", "[" * 50_000, "credits_unreadable"),
        ("credits", '[{"partner": "A"}]', "credits_unreadable"),
        ("credits", '[{"partner": "A", "share": 0}]', "credits_unreadable"),
        ("credits", '[{"partner": "", "share": 100}]', "credits_unreadable"),
        ("credits", '[{"partner": "A", "share": 100, "member": "B"}]', "credits_member"),
        ("credits", '[{"partner": "A", "share": 100, "pct": 1}]', "credits_unreadable"),
        ("credits", '[{"partner": "A", "share": "60"}]', "credits_total"),
        ("credits", '[{"partner": "A", "share": 100, "role": "Overlay"}]', "credits_total"),
    ],
)
def test_a_cell_is_refused_with_the_reason(column: str, cell: str, reason: str) -> None:
    found = refused(with_cell(column, cell))
    assert found in (f"{column} {reason}", reason)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026/9/3", date(2026, 9, 3)),
        ("2026-09-03 00:00:00", date(2026, 9, 3)),
        ("2026-09-03T23:59", date(2026, 9, 3)),
        ("3 Sep 2026", date(2026, 9, 3)),
        ("03-Mei-2026", date(2026, 5, 3)),
        ("17 Agustus 2026", date(2026, 8, 17)),
        ("1 December 2026", date(2026, 12, 1)),
    ],
)
def test_a_day_that_can_be_only_one(written: str, day: date) -> None:
    assert sale(with_cell("date", written)).day == day


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        ("phone", "+62812345", "+62812345"),
        ("growth", "-5", "-5"),
        ("note", "-", None),
        ("Partner.Tier", "gold", "gold"),
    ],
)
def test_a_column_of_another_name_is_kept_by_it(column: str, cell: str, kept: str | None) -> None:
    assert sale(with_cell(column, cell)).further.get(column) == kept


@pytest.mark.parametrize(
    ("written", "kind"),
    [("", "sale"), ("SALE", "sale"), ("Retur", "refund"), ("koreksi", "correction")],
)
def test_a_kind_in_either_language(written: str, kind: str) -> None:
    assert sale(with_cell("kind", written)).kind == kind


def test_rp_is_the_rupiah() -> None:
    assert sale(with_cell("currency", "Rp")).currency == "IDR"


def test_a_columns_own_name_goes_before_a_word_for_it() -> None:
    row = sale(with_cell("qty", "5"))
    assert (row.quantity, row.further) == (Decimal(2), {"qty": "5"})


def test_to_try_a_plan_a_point_is_a_decimal_point() -> None:
    assert sale("id,date,amount\n1,2026-09-03,1.500\n", SIMULATION).amount == Decimal("1.5")
    assert refused('id,date,amount\n1,2026-09-03,"1,500"\n', SIMULATION) == "amount two_numbers"
