"""`mitra rates` on the demo world."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Mitra

pytestmark = pytest.mark.usefixtures("store")


def test_one_is_added_corrected_and_listed(mitra: Mitra) -> None:
    assert mitra("rates", "list") == "There is no exchange rate yet.\n"
    added = mitra("rates", "add", "usd", "idr", "2026-08-31", "16250", "--source", "BI")
    assert added == "USD/IDR 2026-08-31: 16,250 (BI)\n"
    mitra("rates", "add", "USD", "IDR", "2026-08-31", "16300.5", "--source", "BI")
    (rate,) = json.loads(mitra("rates", "list", "--json"))
    assert rate == {
        "base": "USD",
        "quote": "IDR",
        "day": "2026-08-31",
        "rate": "16300.5",
        "source": "BI",
    }


def test_what_moved_much_needs_somebody_who_is_sure(mitra: Mitra) -> None:
    mitra("rates", "add", "USD", "IDR", "2026-08-31", "16250")
    told = mitra("rates", "add", "USD", "IDR", "2026-09-01", "1625", status=1)
    assert "-90 %" in told
    mitra("rates", "add", "USD", "IDR", "2026-09-01", "1625", "--sure")


def test_a_file_is_imported_by_line(mitra: Mitra) -> None:
    Path("rates.csv").write_text(
        "day,base,quote,rate\n2026-09-02,USD,IDR,16300\n2026-09-01,USD,IDR,16250\n"
        "2026-09-03,USD,IDR,NaN\nyesterday,USD,IDR,1\n2026-09-04,USD,USD,1\n"
        "2026-09-05,USD,IDR,163\n",
        "utf-8",
    )
    told = mitra("rates", "import", "rates.csv", status=1).splitlines()
    assert [line[:7] for line in told[:4]] == ["Line 4:", "Line 5:", "Line 6:", "Line 7:"]
    assert told[4] == "2 rates stored, 0 known before."
    again = mitra("rates", "import", "rates.csv", status=1).splitlines()
    assert again[4] == "0 rates stored, 2 known before."


def test_another_file_changes_nothing(mitra: Mitra) -> None:
    Path("other.csv").write_text("a,b\n1,2\n", "utf-8")
    assert "day, base, quote and rate" in mitra("rates", "import", "other.csv", status=1)
    assert mitra("rates", "list") == "There is no exchange rate yet.\n"
