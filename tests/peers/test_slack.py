"""Slack in a real browser: a workspace that was not written for us, with `mitra` connected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.app import App
from bot.assistant import wall_clock
from handlers.incentives.calculating.posted import posted
from storage.store import Store
from tests.conftest import NOW
from tests.peers.local_slack import PEOPLE, LocalSlack, free_port, move_in
from tests.peers.outside import story
from tests.peers.served import Served

pytestmark = pytest.mark.peers
SCRIPT = "slack.mjs"
Connect = Callable[[LocalSlack], App]


@pytest.fixture
def connected(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Connect:
    """The application as `mitra serve` starts it, in the demo world and its time."""
    monkeypatch.chdir(tmp_path)  # so that no .env of this machine is read
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    monkeypatch.setenv("PICTURES", str(pictures))
    move_in(store)
    with store.transaction() as records:
        posted(records, [partner.id for partner in records.partners.all()], NOW)
    began = wall_clock()
    return lambda slack: App(slack.settings(store), lambda: NOW + (wall_clock() - began))


@pytest.fixture
def slack(connected: Connect) -> Iterator[LocalSlack]:
    port = free_port()
    with LocalSlack(port) as slack, Served(connected(slack), port):
        yield slack


@pytest.mark.parametrize("name", ["deal", "home", "learning", "dispute"])
def test_a_story_in_slack(slack: LocalSlack, name: str) -> None:
    story(SCRIPT, name, slack.address)


def test_what_is_private_is_shown_to_one_person(slack: LocalSlack) -> None:
    """This client shows everyone what is ephemeral, so its records are asked."""
    story(SCRIPT, "privacy", slack.address)
    ours = [said for said in slack.ask("messages/C01GEN")["messages"] if said["user"] == "U0BOT"]
    assert len(ours) == 2
    assert {said["ephemeral_to"] for said in ours} == {PEOPLE["rina"]}


def test_a_story_through_socket_mode(connected: Connect) -> None:
    with LocalSlack() as slack, Served(connected(slack)):
        story(SCRIPT, "deal", slack.address)
