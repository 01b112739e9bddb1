"""`mitra plans publish`: the same two people, from files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.store import Store
from tests.bot.cli.conftest import Mitra
from tests.handlers.incentives.planning.desk import drafts, noted, versions
from tests.handlers.incentives.planning.test_bringing import RACE

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "race.yaml"
    path.write_text(RACE, "utf-8")
    return path


def test_one_sends_it_and_another_publishes_it(mitra: Mitra, store: Store, plan: Path) -> None:
    said = mitra("plans", "publish", str(plan), "--as", "maya")
    assert said.startswith("December race, version 1, waits for a second person: Sari.")
    assert versions(store, "december-race") == []
    told = json.loads(mitra("plans", "publish", str(plan), "--as", "sari", "--approve", "--json"))
    checked = json.loads(mitra("plans", "check", str(plan), "--json"))
    assert (told["state"], told["hash"]) == ("published", checked["hash"])
    assert [each.version for each in versions(store, "december-race")] == [1]
    assert noted(store, "plans.publish") == [("sari", "done")]


def test_sending_it_again_changes_nothing(mitra: Mitra, store: Store, plan: Path) -> None:
    first = mitra("plans", "publish", str(plan), "--as", "maya")
    assert mitra("plans", "publish", str(plan), "--as", "maya") == first
    assert [row.revision for row in drafts(store)] == [1]


def test_its_author_does_not_publish_it(mitra: Mitra, store: Store, plan: Path) -> None:
    mitra("plans", "publish", str(plan), "--as", "maya")
    said = mitra("plans", "publish", str(plan), "--as", "maya", "--approve", status=1)
    assert "somebody else has to publish it" in said
    assert noted(store, "plans.publish") == [("maya", "refused")]
    assert versions(store, "december-race") == []


def test_only_what_was_sent_is_published(mitra: Mitra, store: Store, plan: Path) -> None:
    said = mitra("plans", "publish", str(plan), "--as", "sari", "--approve", status=1)
    assert "No plan like this one waits" in said
    mitra("plans", "publish", str(plan), "--as", "maya")
    plan.write_text(RACE.replace("3000000", "9000000"), "utf-8")
    said = mitra("plans", "publish", str(plan), "--as", "sari", "--approve", status=1)
    assert "No plan like this one waits" in said
    assert versions(store, "december-race") == []


@pytest.mark.parametrize("who", ["rina", "fajar", "joko"])
def test_others_publish_nothing(mitra: Mitra, store: Store, plan: Path, who: str) -> None:
    said = mitra("plans", "publish", str(plan), "--as", who, status=1)
    assert f"{who} is nobody here who may publish plans" in said
    assert drafts(store) == []


def test_a_published_version_stays(mitra: Mitra, store: Store, plan: Path) -> None:
    mitra("plans", "publish", str(plan), "--as", "maya")
    mitra("plans", "publish", str(plan), "--as", "sari", "--approve")
    said = mitra("plans", "publish", str(plan), "--as", "maya", status=1)
    assert "the next version is 2" in said


def test_a_faulty_plan_goes_nowhere(mitra: Mitra, store: Store, plan: Path) -> None:
    plan.write_text(RACE.replace("prizes", "prices"), "utf-8")
    assert "prices" in mitra("plans", "publish", str(plan), "--as", "maya", status=1)
    assert drafts(store) == []
