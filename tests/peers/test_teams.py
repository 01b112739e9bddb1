"""Teams in a real browser: a client that was not written for us, with `mitra` behind it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.assistant import wall_clock
from bot.demo.accounts import known_on
from bot.platforms.teams import draw
from bot.platforms.teams.draw import Look
from bot.settings import Settings
from handlers.conversation.message import Message, Said, Sender
from handlers.incentives.calculating.posted import posted
from storage.store import Store
from storage.values import Place, Platform
from tests.bot.platforms.teams import judges
from tests.bot.platforms.teams.examples import EXAMPLES
from tests.conftest import NOW
from tests.peers.outside import HERE, npm, story
from tests.peers.playground import Playground, move_in
from tests.peers.served import Served

pytestmark = pytest.mark.peers
SCRIPT = "teams.mjs"
STORIES = {
    "deal": "siti",
    "desk": "maya",
    "earnings": "rina",
    "dispute": "rina",
    "group": "siti",
    "dialog": "siti",
    "learning": "siti",
}
Open = Callable[[], App]


@pytest.fixture
def opened(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """The application as it starts in the demo world, with that world's clock."""
    monkeypatch.chdir(tmp_path)  # so that no .env of this machine is read
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    monkeypatch.setenv("PICTURES", os.environ.get("TEAMS_PICTURES", str(pictures)))
    began = wall_clock()
    settings = Settings.model_validate({"MITRA_DATABASE_URL": store.url})
    return lambda: App(settings, lambda: NOW + (wall_clock() - began))


@pytest.mark.parametrize("name", STORIES)
def test_a_story_in_teams(opened: Open, store: Store, name: str) -> None:
    move_in(store, STORIES[name])
    with store.transaction() as records:
        posted(records, [partner.id for partner in records.partners.all()], NOW)
    with Served(opened()) as port, Playground(port) as address:
        story(
            SCRIPT,
            name,
            address,
            {
                "decide": lambda: decide(opened()),
                "register": lambda: register(opened()),
                "accept": lambda: answer(opened(), "fajar", "Terima sanggahan"),
                "agree": lambda: answer(opened(), "maya", "Setujui penyesuaian"),
            },
        )


def decide(app: App) -> None:
    """Maya decides about everything that waits."""
    with app.store.reading() as records:
        waiting = [deal.reference for deal in records.deals.waiting()]
    for reference in waiting:
        say(app, "maya", f"Setujui {reference}")
    app.store.close()


def answer(app: App, who: str, how: str) -> None:
    """A dispute, by its number."""
    with app.store.reading() as records:
        rina = records.people.with_handle("rina")
        assert rina is not None
        (waiting,) = records.disputes.of(rina.id)
    say(app, who, f"{how} {waiting.reference}")
    app.store.close()


def register(app: App) -> None:
    say(
        app,
        "rina",
        "Daftarkan deal PT Bintang Timur, 40 seat Pro, Rp 60 jt, closing akhir bulan,"
        " kontak Budi Santoso 0812 3456 7890",
    )
    app.store.close()


def say(app: App, who: str, sentence: str) -> None:
    """On the page; what follows from it elsewhere is the running server's work."""
    with app.store.transaction() as records:
        person = records.people.with_handle(who)
        assert person is not None
        known_on(records, person, Platform.WEB, NOW)
    sender, place = Sender(Platform.WEB, "demo", who), Place(Platform.WEB, "demo")
    app.assistant.respond(Message(sender, place, Said(sentence), sentence, in_body=True))


def test_the_real_library_has_no_complaints() -> None:
    named = [
        (name, card)
        for name, reply in EXAMPLES.items()
        for activity in draw.messages(reply, Look("key0123"))
        for card in judges.cards(activity)
    ]
    found = complaints([card for _, card in named])
    assert {name: said for (name, _), said in zip(named, found, strict=True) if said} == {}


def complaints(cards: list[dict[str, Any]]) -> list[list[str]]:
    packages = npm("adaptivecards@3.0.6")
    read = subprocess.run(
        ["node", str(HERE / "cards.cjs")],
        input=json.dumps(cards),
        env={**os.environ, "PACKAGES": str(packages)},
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[list[str]] = json.loads(read.stdout)
    return found
