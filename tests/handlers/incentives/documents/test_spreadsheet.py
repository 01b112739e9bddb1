from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.conversation.sheets import FORMULA
from handlers.incentives.documents.spreadsheet import COLUMNS, to_csv
from handlers.incentives.documents.values import Rule, Sale, StatementDocument
from storage.values import Language
from tests.handlers.incentives.documents.making import (
    HASH,
    IN_DOLLARS,
    NOTHING,
    RETURNED,
    WHOLE,
    rupiah,
    seats,
    statement,
)


def rows(document: StatementDocument, language: Language = Language.EN) -> list[dict[str, str]]:
    content = to_csv(document, language)
    assert content.startswith("\ufeff".encode())
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_row_for_each_line_and_each_adjustment() -> None:
    found = rows(statement())
    assert [row["earningType"] for row in found] == [
        *["earning"] * 4,
        "ineligible",
        "earning",
        "adjustment",
    ]
    assert sum(Decimal(row["earningAmount"]) for row in found) == Decimal("30450000.00")


def test_a_line_has_every_column_exact() -> None:
    (row,) = rows(statement([IN_DOLLARS], []))
    assert tuple(row) == COLUMNS
    assert row == {
        "earningId": "E-3",
        "participantName": "Rina Wulandari",
        "programName": "Pro push Q3",
        "programVersion": "3",
        "lever": "SPIFF per Pro seat",
        "transactionId": "INV-3",
        "transactionDate": "2026-09-11",
        "customerName": "CV Nguyễn Łódź",
        "product": "Pro",
        "quantity": "1.5",
        "transactionAmount": "1200.50",
        "transactionCurrency": "USD",
        "earningRate": "7.5",
        "earningRateUnit": "percent",
        "grossAmount": "250000.00",
        "limitAmount": "",
        "earningAmount": "250000.00",
        "earningCurrency": "IDR",
        "earningExchangeRate": "16250.5",
        "exchangeRateDate": "2026-09-11",
        "calculationDate": "2026-10-12",
        "earningType": "earning",
        "reasonCode": "",
        "reasonDescription": "",
        "paymentStatus": "payable",
        "paymentStatusDescription": "Payable",
        "estimatedPaymentMonth": "2026-10",
        "addedAfterClosing": "no",
        "statementVersion": "2",
        "statementHash": HASH,
    }


def test_what_was_taken_back_is_a_number_below_nothing() -> None:
    (row,) = rows(statement([RETURNED], []), Language.ID)
    assert row["earningAmount"] == "-2500000.00"
    assert row["quantity"] == "-10"
    assert row["earningRateUnit"] == "IDR"
    assert row["paymentStatusDescription"] == "Akan ditarik"
    assert row["addedAfterClosing"] == "yes"


def test_what_earned_nothing_says_why() -> None:
    (row,) = rows(statement([NOTHING], []), Language.ID)
    assert (row["earningAmount"], row["reasonCode"]) == ("0.00", "not_eligible")
    assert row["reasonDescription"].endswith("(tingkat mitra)")


def test_a_total_leaves_out_what_only_a_sale_has() -> None:
    (row,) = rows(statement([WHOLE], []))
    empty = ("transactionId", "quantity", "transactionAmount", "earningRate", "earningRateUnit")
    assert [row[name] for name in empty] == [""] * 5


def test_an_adjustment_says_which_sale_and_why() -> None:
    (row,) = rows(statement([]))
    assert (row["transactionId"], row["reasonCode"]) == ("INV-0", "dispute")
    assert row["reasonDescription"] == "10 seats, not 8"


@pytest.mark.parametrize("odd", ["=1+1", "+62", "-1", "@cmd", "\t=1", "＝1+1", '=HYPERLINK("x")'])
def test_what_people_wrote_begins_no_formula(odd: str) -> None:
    sale = Sale(date(2026, 9, 1), odd, odd, odd, Decimal(-1), rupiah(-5))
    line = replace(seats(1), id=odd, sale=sale, rule=Rule(odd, odd, 1), reason=odd, field=odd)
    found = rows(replace(statement([line]), who=odd))
    people = ("earningId", "participantName", "programName", "lever", "customerName", "product")
    assert {found[0][name] for name in people} == {f"'{odd}"}
    assert found[0]["transactionAmount"] == "-5.00"


@given(odd=st.text())
def test_any_text_stays_in_its_cell(odd: str) -> None:
    sale = Sale(date(2026, 9, 1), odd, odd, odd)
    found = rows(statement([replace(seats(1), sale=sale)], []))
    (row,) = found
    written = odd.encode(errors="replace").decode()
    assert row["product"] in (written, f"'{written}")
    assert not row["product"].startswith(FORMULA)
