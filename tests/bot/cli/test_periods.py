"""`mitra periods` and `mitra statement` on a demo world of its own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.cli import main
from storage.store import Store
from tests.bot.cli.conftest import Mitra

pytestmark = pytest.mark.usefixtures("store")

LATER = "2026-10-02T10:00"


def closed(mitra: Mitra, code: str = "2026-08", at: str = LATER) -> str:
    mitra("periods", "close", code, "--as", "fajar", "--at", at)
    return mitra("periods", "close", code, "--as", "maya", "--approve", "--at", at)


def document(printed: str) -> Any:
    return json.loads(printed)


def test_a_month_is_closed_by_two(mitra: Mitra) -> None:
    assert "in review" in mitra("periods", "close", "2026-08", "--as", "fajar")
    assert "2026-08: in review" in mitra("periods", "list")
    told = mitra("periods", "close", "2026-08", "--as", "maya", "--approve")
    assert told == "2026-08 is approved and closed; 3 statements were issued.\n"
    (august, *_) = document(mitra("periods", "list", "--json"))
    assert (august["period"], august["state"]) == ("2026-08", "closed")


def test_as_json(mitra: Mitra) -> None:
    first = mitra("periods", "close", "2026-08", "--as", "fajar", "--json")
    assert document(first)["state"] == "in_review"
    second = mitra("periods", "close", "2026-08", "--as", "maya", "--approve", "--json")
    assert (document(second)["state"], document(second)["statements"]) == ("closed", 3)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("2026-09", "--as", "fajar"), "2026-09 is not over yet"),
        (("August", "--as", "fajar"), "August is no month"),
        (("2026-08", "--as", "rina"), "rina may not do this"),
        (("2026-08", "--as", "maya"), "maya may not do this"),
        (("2026-08", "--as", "fajar", "--approve"), "2026-08 is open, so this step"),
    ],
)
def test_what_is_refused(mitra: Mitra, words: tuple[str, ...], why: str) -> None:
    assert why in mitra("periods", "close", *words, status=1)


def test_whoever_submitted_cannot_approve(mitra: Mitra) -> None:
    mitra("periods", "close", "2026-08", "--as", "fajar")
    told = mitra("periods", "close", "2026-08", "--as", "fajar", "--approve", status=1)
    assert "whoever submitted 2026-08 cannot approve it" in told


def test_in_indonesian(mitra: Mitra, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LANG", "id_ID.UTF-8")
    mitra("periods", "close", "2026-08", "--as", "fajar")
    assert mitra("periods", "list") == "2026-08: sedang diperiksa\n2026-09: terbuka\n"
    assert "belum berakhir" in mitra("periods", "close", "2026-09", "--as", "fajar", status=1)


class TestStatement:
    def test_of_a_member(self, mitra: Mitra) -> None:
        told = mitra("statement", "rina", "2026-09").splitlines()
        assert told[0] == "Rina, September 2026: Rp 8,000,000"
        assert told[1].startswith("Not final yet; ")
        assert told[2:] == [
            "3 September 2026 S-0016 SPIFF Pro Push: Rp 6,000,000",
            "10 September 2026 S-0017 SPIFF Pro Push: Rp 2,000,000",
        ]

    def test_of_a_partner_and_a_quarter(self, mitra: Mitra) -> None:
        found = document(mitra("statement", "PT Mitra Sejahtera", "2026-Q3", "--json"))
        assert (found["total"], found["final"]) == ("28200000.00", False)
        (line,) = found["lines"]
        assert (line["transaction"], line["component"]) == ("2026-Q3", "Rebate Q3")
        year = document(mitra("statement", "PT Mitra Sejahtera", "2026", "--json"))
        assert year["total"] == found["total"]

    def test_as_it_was_issued(self, mitra: Mitra) -> None:
        closed(mitra)
        found = document(mitra("statement", "KlikNusa", "2026-08", "--json"))
        assert (found["total"], found["final"], found["version"]) == ("3000000.00", True, 1)
        assert "as issued" in mitra("statement", "KlikNusa", "2026-08")

    def test_of_a_closed_month_without_earnings(self, mitra: Mitra) -> None:
        before = document(mitra("statement", "agus", "2026-08", "--json"))
        assert (before["lines"], before["final"]) == ([], False)
        closed(mitra)
        after = document(mitra("statement", "agus", "2026-08", "--json"))
        assert (after["lines"], after["total"], after["final"]) == ([], "0.00", True)
        assert "Not final" not in mitra("statement", "agus", "2026-08")
        assert "Not final" in mitra("statement", "agus", "2026-Q3")

    def test_on_paper_and_as_a_table(
        self, environment: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        assert main(["statement", "rina", "2026-09", "--pdf"]) == 0
        assert capfdbinary.readouterr().out.startswith(b"%PDF")
        assert main(["statement", "rina", "2026-09", "--csv"]) == 0
        assert b"S-0016" in capfdbinary.readouterr().out

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (("nobody", "2026-09"), "nobody is called nobody here"),
            (("rina", "September"), "September is no period"),
            (("rina",), "is no period"),
        ],
    )
    def test_of_nobody_or_no_period(self, mitra: Mitra, words: tuple[str, ...], why: str) -> None:
        assert why in mitra("statement", *words, status=1)


class TestVerify:
    @pytest.mark.parametrize("command", ["statement", "statements"])
    def test_every_statement(self, mitra: Mitra, command: str) -> None:
        closed(mitra)
        assert mitra(command, "verify") == "3 statements were worked out again.\n"
        assert document(mitra(command, "verify", "--json")) == {"statements": 3, "wrong": []}

    def test_one_that_is_not_right(self, mitra: Mitra, store: Store) -> None:
        closed(mitra)
        with store.transaction() as records:
            klik = records.partners.named("KlikNusa")
            assert klik is not None
            klik.kind = type(klik.kind).SERVICE
        told = mitra("statements", "verify", status=1)
        assert "partner:5, period 1: working it out again gives other figures" in told
        (wrong,) = document(mitra("statements", "verify", "--json", status=1).split("mitra:")[0])[
            "wrong"
        ]
        assert (wrong["earner"], wrong["check"]) == ("partner:5", "result")
