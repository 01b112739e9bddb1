from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings

from handlers.conversation.sheets import FORMULA
from handlers.conversation.text import Text
from handlers.incentives.payouts.preparing import prepare
from handlers.incentives.payouts.table import COLUMNS, as_csv
from handlers.incentives.payouts.values import Payee, Profile, Terms
from handlers.incentives.payouts.words import CATALOGUE
from storage.values import Language
from tests.handlers.incentives.payouts.making import PPH, RINI, idr, payee, payees, terms

EN = Text.load(CATALOGUE, Language.EN)


def rows(payees: list[Payee], terms: Terms | None = None, text: Text = EN) -> list[dict[str, str]]:
    content = as_csv(prepare("PO-1", payees, terms or Terms()), text)
    assert content.startswith("\ufeff".encode())
    header, *lines = csv.reader(content.decode("utf-8-sig").splitlines())
    assert header == [text(f"column_{name}") for name in COLUMNS]
    return [dict(zip(COLUMNS, line, strict=True)) for line in lines]


def test_a_row_says_who_is_paid_what_and_where() -> None:
    (row,) = rows([payee(idr(8_000_000), withholding=PPH, to_recover=(idr(1_000_000),))])
    assert row.pop("reference").startswith("PO-1-")
    assert row == {
        "payee": "Rini Wulandari",
        "currency": "IDR",
        "payable": "8000000.00",
        "recovered": "1000000.00",
        "withheld": "140000.00",
        "carried": "0.00",
        "paid": "6860000.00",
        "left_out": "0.00",
        "tax": "PPh 23",
        "pct": "2",
        "holder": "Rini Wulandari",
        "account": "0123-456-789",
        "bank": "Bank Central Asia",
        "bic": "CENAIDJA",
        "country": "ID",
        "tax_id": "09.254.294.3-407",
        "waits": "",
    }


@pytest.mark.parametrize(
    ("language", "why"),
    [
        (Language.EN, "Rp 40,000 is below the smallest payment of Rp 100,000."),
        (Language.ID, "Rp 40.000 masih di bawah pembayaran terkecil, yaitu Rp 100.000."),
    ],
)
def test_a_row_says_why_someone_waits(language: Language, why: str) -> None:
    text = Text.load(CATALOGUE, language)
    (row,) = rows([payee(idr(40_000))], Terms({"IDR": idr(100_000)}), text)
    assert (row["reference"], row["paid"], row["carried"]) == ("", "0.00", "40000.00")
    assert row["waits"].startswith(why)


def test_someone_without_a_profile_has_a_row() -> None:
    (row,) = rows([payee(idr(-5), profile=Profile(), withholding=None)])
    assert row["payable"] == "-5.00"
    assert (row["holder"], row["account"], row["tax"], row["pct"]) == ("", "", "", "")


def test_what_people_wrote_is_never_a_formula() -> None:
    bad = replace(RINI, name='=HYPERLINK("x")', tax_id="-1+2")
    (row,) = rows([payee(idr(1), profile=bad)])
    assert row["holder"] == '\'=HYPERLINK("x")'
    assert row["tax_id"] == "'-1+2"


@settings(max_examples=100, deadline=None)
@given(payees=payees(), terms=terms)
def test_no_cell_of_any_batch_is_a_formula(payees: list[Payee], terms: Terms) -> None:
    batch = prepare("PO-1", payees, terms)
    content = as_csv(batch, EN).decode("utf-8-sig")
    _, *lines = csv.reader(StringIO(content, newline=""))
    assert len(lines) == len(batch.items) + len(batch.waiting)
    for cell in (cell for line in lines for cell in line if cell.startswith(FORMULA)):
        assert cell.removeprefix("-").replace(".", "", 1).isdigit()
