"""`mitra payouts` on a demo world whose August is approved: four steps, and who may take them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storage.batches import PayoutState
from storage.store import Store
from tests.bot.cli.conftest import Mitra
from tests.databases import copy
from tests.handlers.incentives.paying.august import approved, earned

REFERENCE = "PAY-2026-08-1"


pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(scope="session")
def august(migrated_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("payouts") / "world.db"
    store = copy(migrated_world, path)
    earned(store, "rina", 5_500_000)
    earned(store, "dewi", 28_200_000, company=True)
    earned(store, "agus", 50_000)
    approved(store)
    store.close()
    return path


@pytest.fixture
def world(august: Path) -> Path:
    return august


def document(printed: str) -> Any:
    return json.loads(printed)


def prepared(mitra: Mitra) -> dict[str, Any]:
    """The items by who is paid, and everything else."""
    told = document(mitra("payouts", "prepare", "2026-08", "--as", "fajar", "--json"))
    items = {item["payee"].partition(" ")[0]: item for item in told["items"]}
    return {**told, "items": items}


def test_a_draft_as_json(mitra: Mitra) -> None:
    told = prepared(mitra)
    assert (told["payout"], told["state"]) == (REFERENCE, "draft")
    assert told["totals"] == {"IDR": "33136000.00"}
    company, agus = told["items"]["PT"], told["items"]["Agus"]
    assert (company["gross"], company["withheld"]) == ("28200000.00", "564000.00")
    assert (agus["gross"], agus["state"]) == ("50000.00", "waiting")
    assert "below_threshold" in agus["reason"]


def test_from_the_draft_to_the_answer(mitra: Mitra) -> None:
    items = prepared(mitra)["items"]
    assert "PAY-2026-08-1: approved" in mitra("payouts", "approve", REFERENCE, "--as", "maya")
    told = mitra("payouts", "export", REFERENCE, "--as", "fajar")
    assert told == "PAY-2026-08-1.xml\nPAY-2026-08-1.csv\n"
    first = Path("PAY-2026-08-1.xml").read_bytes()
    assert b"0123456789" in first
    rows = [f"{items['Rina']['reference']},settled,", f"{items['PT']['reference']},failed,AC04"]
    rows = ["reference,state,reason", *rows, "X,settled,"]
    Path("answers.csv").write_text("\n".join(rows), "utf-8")
    answered = mitra("payouts", "settle", REFERENCE, "answers.csv", "--as", "fajar")
    assert "Rina (PT Mitra Sejahtera)  Paid." in answered
    assert "The account is closed" in answered
    assert "no payment of this batch" in answered
    settle = ("payouts", "settle", REFERENCE, "answers.csv", "--as", "fajar")
    again = document(mitra(*settle, "--json"))
    assert (again["state"], again["known"], len(again["left_out"])) == ("sent", 2, 1)
    mitra("payouts", "export", REFERENCE, "--as", "fajar")
    assert Path("PAY-2026-08-1.xml").read_bytes() == first


def test_in_words(mitra: Mitra) -> None:
    told = mitra("payouts", "prepare", "--as", "fajar")
    assert told.splitlines() == [
        "PAY-2026-08-1: draft",
        "  Rina (PT Mitra Sejahtera)  Rp 5,500,000",
        "  PT Mitra Sejahtera  Rp 27,636,000",
        "1 payee waits",
        "  Agus (Borneo Data)  Rp 50,000  below Rp 100,000; payout profile incomplete; "
        "withholding tax not set",
    ]
    again = mitra("payouts", "prepare", "--as", "fajar", status=1)
    assert "already in PAY-2026-08-1" in again


def test_another_person_approves(mitra: Mitra, store: Store) -> None:
    mitra("payouts", "prepare", "2026-08", "--as", "fajar")
    assert "another person" in mitra("payouts", "approve", REFERENCE, "--as", "fajar", status=1)
    for who in ("rina", "budi", "nobody"):
        refused = mitra("payouts", "approve", REFERENCE, "--as", who, status=1)
        assert f"not for {who} to do" in refused
    assert "not for maya" in mitra("payouts", "prepare", "2026-08", "--as", "maya", status=1)
    with store.reading() as records:
        (payout,) = records.payouts.all()
        assert payout.state is PayoutState.DRAFT


def test_marked_as_sent(mitra: Mitra, store: Store, tmp_path: Path) -> None:
    mitra("payouts", "prepare", "2026-08", "--as", "fajar")
    early = mitra("payouts", "export", REFERENCE, "--as", "fajar", status=1)
    assert "PAY-2026-08-1 is draft" in early
    mitra("payouts", "approve", REFERENCE, "--as", "maya", "--json")
    nowhere = str(tmp_path / "nowhere")
    lost = mitra("payouts", "export", REFERENCE, "--as", "fajar", "--to", nowhere, status=1)
    assert "could not be written" in lost
    told = document(mitra("payouts", "export", REFERENCE, "--as", "fajar", "--sent", "--json"))
    assert told["files"] == ["PAY-2026-08-1.xml", "PAY-2026-08-1.csv"]
    with store.reading() as records:
        (payout,) = records.payouts.all()
        assert payout.state is PayoutState.SENT


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("prepare", "2026-10"), "October 2026 is not approved"),
        (("prepare", "August"), "is no month"),
        (("approve", "PAY-1"), "There is no such payout"),
        (("export", "PAY-1"), "There is no such payout"),
        (("settle", "PAY-1", "answers.csv"), "could not be opened"),
    ],
)
def test_what_cannot_be_done(mitra: Mitra, command: tuple[str, ...], told: str) -> None:
    assert told in mitra("payouts", *command, "--as", "fajar", status=1)


def test_a_file_that_is_no_answer(mitra: Mitra) -> None:
    mitra("payouts", "prepare", "2026-08", "--as", "fajar")
    mitra("payouts", "approve", REFERENCE, "--as", "maya")
    Path("x.xml").write_text("<x/>", "utf-8")
    assert "pain.002" in mitra("payouts", "settle", REFERENCE, "x.xml", "--as", "fajar", status=1)
    assert "no such payout" in mitra("payouts", "settle", "Y", "x.xml", "--as", "fajar", status=1)


def test_in_indonesian(mitra: Mitra, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("LANG", "id_ID.UTF-8")
    assert "rancangan" in mitra("payouts", "prepare", "2026-08", "--as", "fajar")
