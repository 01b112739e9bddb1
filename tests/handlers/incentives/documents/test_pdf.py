from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.incentives.documents.pdf import as_pdf
from handlers.incentives.documents.values import Rule, Sale, StatementDocument
from storage.standing import Status
from storage.values import Language, Money, Period
from tests.handlers.incentives.documents.making import (
    ALL,
    CAPPED,
    HASH,
    IN_DOLLARS,
    ISSUE,
    NOTHING,
    RETURNED,
    WHOLE,
    rupiah,
    seats,
    statement,
)


def pages(document: StatementDocument, language: Language = Language.EN) -> list[str]:
    """What a reader can select and copy, page by page."""
    pdf = pypdfium2.PdfDocument(as_pdf(document, language))
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
    finally:
        pdf.close()


def read(document: StatementDocument, language: Language = Language.EN) -> str:
    return "\n".join(pages(document, language))


class TestTheFirstPage:
    def test_says_whose_it_is_for_when_and_which_version(self) -> None:
        said = pages(statement())[0]
        for words in (
            "Statement of earnings",
            "Rina Wulandari",
            "PT Surya Distribusi",
            "September 2026",
            "Version 2 · issued 12 October 2026",
            "It takes the place of version 1.",
            "Closed",
            f"Fingerprint: {HASH}",
        ):
            assert words in said

    def test_says_that_an_open_period_can_change(self) -> None:
        issue = replace(ISSUE, version=1, is_final=False)
        said = pages(replace(statement(), issue=issue), Language.ID)[0]
        assert "Sementara" in said
        assert "masih bisa berubah" in said
        assert "Menggantikan" not in said

    @pytest.mark.parametrize(
        ("language", "sums"),
        [
            (Language.EN, ["Rp 31,012,500", "Payable\nRp 4,812,500", "Held\nRp 28,200,000"]),
            (Language.ID, ["Rp 31.012.500", "Akan dibayar\nRp 4.812.500", "−Rp 2.000.000"]),
        ],
    )
    def test_adds_up_what_was_earned_by_status(self, language: Language, sums: list[str]) -> None:
        lines = (seats(1), CAPPED, WHOLE, replace(RETURNED, amount=rupiah(-2_000_000)))
        more = replace(seats(7), amount=rupiah(312_500))
        said = pages(statement((*lines, more)), language)[0]
        for words in sums:
            assert words in said

    def test_draws_the_months_and_the_sources(self) -> None:
        said = pages(statement())[0]
        assert "Earned by month" in said
        assert "−1.5M" in said
        assert "Growth 2026, Growth rebate (version 1)" in said
        assert "Rp 28,200,000" in said

    def test_has_no_picture_of_a_single_month(self) -> None:
        assert "Earned by month" not in read(replace(statement(), months=()))


class TestALine:
    def test_names_sale_customer_product_rule_rate_and_month(self) -> None:
        said = read(statement([seats(1)], []))
        for words in (
            "3 Sep 2026",
            "INV-1\nPT Maju Jaya",
            "Pro\nSPIFF per Pro seat, version 3",
            "6,000,000\n@ 250,000",
            "1,000,000\nPayable · Oct 2026",
        ):
            assert words in said

    def test_says_what_a_limit_took(self) -> None:
        assert "4,000,000 before the limit, which took 1,000,000" in read(statement([CAPPED]))

    def test_says_why_it_earned_less(self) -> None:
        line = replace(seats(1), reason="free_units")
        assert "it is within the first units" in read(statement([line]))

    def test_says_the_rate_of_another_currency_and_its_day(self) -> None:
        said = read(statement([IN_DOLLARS]), Language.ID)
        assert "USD 1.200,50\n× 7,5%" in said
        assert "1 USD = 16.250,5 IDR pada 11 September 2026" in said
        assert "CV Nguyễn Łódź" in said

    def test_says_that_it_was_added_after_closing(self) -> None:
        assert "Added after closing" in read(statement([RETURNED]))
        assert "Ditambahkan setelah tutup" in read(statement([RETURNED]), Language.ID)
        late = replace(NOTHING, late=True)
        assert "Added after closing" in read(statement([late]))

    def test_takes_back_with_a_minus(self) -> None:
        assert "−2,500,000\nTo recover" in read(statement([RETURNED], []))

    def test_of_a_total_says_so(self) -> None:
        assert "Total of the period Growth 2026\nGrowth rebate, version 1" in read(statement())

    def test_without_a_base_still_says_its_rate(self) -> None:
        line = replace(seats(1), sale=replace(seats(1).sale, base=None, quantity=None))
        assert "@ 250,000 1,000,000" in read(statement([line], []))


def test_what_earned_nothing_stands_apart_with_its_reason() -> None:
    said = read(statement())
    assert said.index("What earned nothing, and why") < said.index("INV-5")
    assert "the plan is not for this partner or this sale" in said
    assert "(the partner's tier)" in " ".join(said.split())


def test_an_unknown_reason_is_shown_as_it_is() -> None:
    line = replace(NOTHING, reason="moon_phase", field="")
    assert "moon phase" in read(statement([line]))


def test_adjustments_say_what_was_corrected_and_who_approved() -> None:
    said = read(statement())
    assert "Dispute upheld" in said
    assert "10 seats, not 8\napproved by Fajar" in said
    assert "Lines and adjustments together 30,450,000" in said


def test_a_statement_of_nothing_says_so() -> None:
    said = read(replace(statement([], []), months=()), Language.ID)
    assert "Rp 0" in said
    assert "Tidak ada penghasilan pada periode ini" in said


def test_it_says_how_to_dispute_on_every_page() -> None:
    long = pages(statement([seats(n) for n in range(80)]))
    assert len(long) > 2
    assert all("“this line is wrong”" in page for page in long)
    assert all("until 12 November 2026" in page for page in long)
    without = read(replace(statement(), issue=replace(ISSUE, dispute_until=None)), Language.ID)
    assert "paling lambat" not in without


class TestManyLines:
    document = statement([seats(n, day=1 + n % 30) for n in range(200)])

    def test_go_over_pages_that_say_which_they_are(self) -> None:
        said = pages(self.document, Language.ID)
        assert len(said) > 5
        for number, page in enumerate(said, start=1):
            assert f"Halaman {number} dari {len(said)}" in page

    def test_have_their_header_on_each(self) -> None:
        said = pages(self.document)
        assert all("Sale and customer" in page for page in said[:-1])
        assert all("Rina Wulandari · PT Surya Distribusi" in page for page in said[1:])

    def test_are_all_there_once_in_the_order_of_their_days(self) -> None:
        said = "\n".join(pages(self.document))
        assert len(re.findall(r"INV-\d+\n", said)) == 200
        shown = re.findall(r"(\d+) Sep 2026 (INV-\d+)\n", said)
        assert [(int(day), reference) for day, reference in shown] == sorted(
            (line.sale.day.day, line.sale.reference) for line in self.document.lines
        )
        assert "Adds up to 200,000,000" in said


def test_many_sources_are_listed_below_the_picture() -> None:
    lines = [replace(seats(n), rule=Rule(f"Plan {n}", "Bonus", 1)) for n in range(9)]
    said = read(statement(lines))
    assert "Everything else" in said
    assert "By plan and rule" in said
    assert all(f"Plan {n} Bonus, version 1 1 11.1% 1,000,000" in said for n in range(9))
    assert "By plan and rule" not in read(statement())


def test_a_source_that_only_takes_away_has_no_share() -> None:
    said = read(statement([seats(1), replace(RETURNED, rule=Rule("Old", "Back", 1))], []))
    assert "Old, Back (version 1) −Rp 2,500,000\n" in said
    nine = [replace(RETURNED, rule=Rule(f"Plan {n}", "Back", 1)) for n in range(9)]
    assert "%" not in read(replace(statement(nine, []), months=()))


@pytest.mark.parametrize(
    ("currency", "amount", "shown"),
    [
        ("JPY", "156864", "¥ 156,864"),
        ("USD", "156864", "$ 156,864"),
        ("USD", "156.5", "$ 156.50"),
        ("KWD", "1.25", "KWD 1.250"),
    ],
)
def test_a_currency_has_its_own_decimals(currency: str, amount: str, shown: str) -> None:
    money = Money.of(amount, currency)
    sale = Sale(date(2026, 9, 1), "S-1", base=money)
    line = replace(seats(1), sale=sale, rate=Decimal(100), gross=money, amount=money)
    document = replace(statement([line], []), currency=currency, months=())
    assert shown in read(document)


def test_a_statement_mixes_no_currencies() -> None:
    with pytest.raises(ValueError, match="cannot mix"):
        as_pdf(statement([replace(seats(1), amount=Money.of(1, "USD"))]), Language.EN)


class TestTheSameStatement:
    def test_gives_the_same_bytes(self) -> None:
        assert as_pdf(statement(), Language.ID) == as_pdf(statement(), Language.ID)
        assert as_pdf(statement(), Language.ID) != as_pdf(statement(), Language.EN)
        assert as_pdf(statement(), Language.ID) != as_pdf(statement(ALL[1:]), Language.ID)

    def test_gives_the_same_bytes_in_another_process(self) -> None:
        code = (
            "from hashlib import sha256;"
            "from handlers.incentives.documents.pdf import as_pdf;"
            "from tests.handlers.incentives.documents.making import statement;"
            "print(sha256(as_pdf(statement(), 'en')).hexdigest())"
        )
        there = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Jayapura"},
            capture_output=True,
            text=True,
            check=True,
        )
        here = sha256(as_pdf(statement(), Language.EN)).hexdigest()
        assert there.stdout.strip() == here

    def test_gives_the_same_bytes_side_by_side(self) -> None:
        with ThreadPoolExecutor(4) as pool:
            printed = set(pool.map(lambda _: as_pdf(statement(), Language.EN), range(12)))
        assert len(printed) == 1


def test_a_reader_sees_title_author_and_day() -> None:
    pdf = pypdfium2.PdfDocument(as_pdf(statement(), Language.EN))
    try:
        about = pdf.get_metadata_dict()
        outline = [mark.get_title() for mark in pdf.get_toc()]
    finally:
        pdf.close()
    assert about["Title"] == "Statement of earnings, Rina Wulandari, September 2026"
    assert about["Author"] == "Nusantara Cloud"
    assert about["CreationDate"] == "D:20261012000000Z"
    assert outline[:3] == ["Earned by month", "Where the money came from", "What you earned"]


@given(odd=st.text(max_size=300), amount=st.integers(-(10**24), 10**24))
@settings(max_examples=60, deadline=None)
def test_any_text_and_any_amount_can_be_printed(odd: str, amount: int) -> None:
    money = Money(amount, "IDR")
    sale = Sale(date(2026, 9, 1), odd, odd, odd, Decimal(amount), money)
    line = replace(seats(1), sale=sale, rule=Rule(odd, odd, 1), amount=money, gross=money)
    nothing = replace(line, amount=rupiah(0), reason=odd or "x", field=odd, late=True)
    document = replace(
        statement([line, nothing]),
        who=odd,
        company=odd,
        issuer=odd,
        months=((Period.month(date(2026, 9, 1)), money),) * 2,
    )
    assert pages(document)


@pytest.mark.parametrize("language", Language)
def test_every_status_has_a_word(language: Language) -> None:
    lines = [replace(seats(n), status=status) for n, status in enumerate(Status)]
    said = read(statement(lines), language)
    assert not any(f"status_{status}" in said for status in Status)
