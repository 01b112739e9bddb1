"""Which line a sentence means, and how many it says there should be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from handlers.conversation.slots import Reader
from handlers.incentives.disputing.lines import Claim, Known, claimed, line_meant
from storage.values import Language, Money
from tests.conftest import NOW

READ = Reader(Language.ID, "IDR", NOW.astimezone(ZoneInfo("Asia/Jakarta")))
ENGLISH = replace(READ, language=Language.EN)


def idr(amount: int) -> Money:
    return Money.of(amount, "IDR")


def sale(id: int, day: int, units: int, customer: str = "", product: str = "Pro") -> Known:
    return Known(
        id,
        idr(250_000 * units),
        "Pro Push v1",
        "Rina",
        "2026-09",
        date(2026, 9, day),
        Decimal(units),
        customer,
        product,
        f"INV-{id}",
    )


LINES = (
    sale(1, 3, 24, "PT Maju Bersama"),
    sale(2, 10, 8, "PT Cahaya Abadi"),
    sale(3, 11, 12, "PT Maju Bersama", "Basic"),
    Known(4, idr(28_200_000), "Rebate Q3 v1", "PT Mitra Sejahtera", "2026-Q3"),
)


@pytest.mark.parametrize(
    ("sentence", "read", "meant"),
    [
        ("penjualan 10 September salah", READ, 2),
        ("the sale of 3 September is wrong", ENGLISH, 1),
        ("INV-3 keliru", READ, 3),
        ("baris Cahaya Abadi salah", READ, 2),
        ("di faktur 10 seat bukan 8", READ, 2),
        ("it should say 20 seats, not 24", ENGLISH, 1),
        ("yang Maju Bersama untuk Basic salah", READ, 3),
        ("the rebate is wrong", ENGLISH, 4),
        ("yang Rp 3.000.000 itu salah", READ, 3),
    ],
)
def test_one_line_fits(sentence: str, read: Reader, meant: int) -> None:
    found = line_meant(sentence, LINES, read)
    assert isinstance(found, Known), found
    assert found.id == meant


def test_several_may_be_meant() -> None:
    found = line_meant("yang Maju Bersama salah", LINES, READ)
    assert isinstance(found, tuple)
    assert [line.id for line in found] == [1, 3]
    assert line_meant("ada yang salah", LINES, READ) == LINES
    assert line_meant("ada yang salah", (), READ) == ()


def test_this_line_is_the_one_that_was_shown_last() -> None:
    assert line_meant("baris ini salah", LINES, READ, shown=3) == LINES[2]
    assert line_meant("this one of Maju Bersama is wrong", LINES, ENGLISH, shown=1) == LINES[0]
    assert line_meant("baris ini salah, 10 bukan 8", LINES, READ, shown=3) == LINES[1]
    assert line_meant("baris ini salah", LINES, READ, shown=9) == LINES


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("di faktur 10 seat bukan 8", Claim(10, 8)),
        ("10 seats, not 8", Claim(10, 8)),
        ("10 licences instead of just 8 in the invoice", Claim(10, 8)),
        ("bukan 8 tapi 10 seat", Claim(10, 8)),
        ("not 8 but 10", Claim(10, 8)),
        ("harusnya 10 seat", Claim(10)),
        ("seharusnya ada 10", Claim(10)),
        ("it should be 10", Claim(10)),
        ("salah semua", None),
        ("bukan 1.500.000", None),
    ],
)
def test_how_many_there_should_be(sentence: str, claim: Claim | None) -> None:
    assert claimed(sentence) == claim
