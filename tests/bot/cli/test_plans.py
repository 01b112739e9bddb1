from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Mitra
from tests.handlers.incentives.engine.plans import EVERYTHING

HASH_DIGITS = 64


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    shutil.copy(EVERYTHING, path)
    return path


def spoil(plan: Path) -> None:
    text = plan.read_text("utf-8").replace("pct: 6.5", "pct: 6.5%").replace("IDR", "Rp")
    plan.write_text(text, "utf-8")


def test_a_sound_plan_has_a_name_a_version_and_a_hash(mitra: Mitra, plan: Path) -> None:
    said = mitra("plans", "check", str(plan))
    assert said.startswith("Silver distributors, first quarter (id-silver-2027q1, version 3)")
    assert len(said.split()[-1]) == HASH_DIGITS


def test_the_same_plan_in_json_has_the_same_hash(mitra: Mitra, plan: Path) -> None:
    in_yaml = json.loads(mitra("plans", "check", str(plan), "--json"))
    plan.write_text("  " + plan.read_text("utf-8").replace("\n", "\n  "), "utf-8")
    assert json.loads(mitra("plans", "check", str(plan), "--json")) == in_yaml
    assert in_yaml["faults"] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ["currency: “Rp” is not a currency in use.", "table[1].pct: “6.5%” is not a number."],
        ),
        ("id", ["currency: “Rp” bukan mata uang", "table[1].pct: “6.5%” bukan angka."]),
    ],
)
def test_every_fault_is_listed_with_its_path(
    mitra: Mitra, plan: Path, language: str, said: list[str]
) -> None:
    spoil(plan)
    printed = mitra("plans", "check", str(plan), "--lang", language, status=1)
    assert all(sentence in printed for sentence in said)


def test_the_faults_are_there_for_programs_too(mitra: Mitra, plan: Path) -> None:
    spoil(plan)
    printed = mitra("plans", "check", str(plan), "--json", status=1)
    faults = json.loads(printed.partition("mitra:")[0])["faults"]
    assert [(fault["path"], fault["code"]) for fault in faults] == [
        ("currency", "unknown_currency"),
        ("components[0].rule.table[1].pct", "not_a_number"),
    ]


def test_one_fault_is_one(mitra: Mitra, plan: Path) -> None:
    plan.write_text("", "utf-8")
    printed = mitra("plans", "check", str(plan), status=1)
    assert "the whole plan: This file is empty." in printed
    assert "has one fault" in printed


def test_a_file_that_is_not_there_is_said(mitra: Mitra, tmp_path: Path) -> None:
    assert "cannot be read" in mitra("plans", "check", str(tmp_path / "none.yaml"), status=1)


def test_a_large_file_is_not_read(mitra: Mitra, plan: Path) -> None:
    plan.write_bytes(b"# " + b"x" * 10_000_000)
    assert "larger than 1 MB" in mitra("plans", "check", str(plan), status=1)
