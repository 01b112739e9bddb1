from __future__ import annotations

from decimal import Decimal

import pytest

from handlers.conversation.sheets import as_csv, safe


@pytest.mark.parametrize("cell", ["=1+1", "+62", "-1", "@cmd", "\t=1", "\r=1", "＝1+1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert safe([cell, "Rina"]) == [f"'{cell}", "Rina"]


def test_numbers_of_ours_stay_numbers() -> None:
    assert safe([-5, Decimal("-12.50"), Decimal("1E+3")]) == ["-5", "-12.50", "1000"]


def test_half_a_letter_is_written_as_a_question_mark() -> None:
    assert as_csv([("\ud800",)]).decode("utf-8-sig") == "?\r\n"


def test_a_spreadsheet_reads_it_as_utf8_text() -> None:
    written = as_csv([("Hari", "Pertanyaan"), ("2026-09-16", '=HYPERLINK("x"), é')])
    assert written.startswith("\ufeff".encode())
    assert written.decode("utf-8-sig").splitlines()[1].endswith('"\'=HYPERLINK(""x""), é"')
