"""The local page in a real browser, with the real application behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.app import App
from bot.assistant import wall_clock
from bot.demo.accounts import known_on
from bot.settings import Settings
from handlers.conversation.message import Message, Said, Sender
from storage.store import Store
from storage.values import Place, Platform
from tests.conftest import NOW
from tests.peers.outside import story
from tests.peers.served import Served

pytestmark = pytest.mark.peers
SCRIPT = "page.mjs"
STORIES = [
    "deal",
    "privacy",
    "keyboard",
    "themes",
    "languages",
    "trouble",
    "double",
    "files",
    "elsewhere",
    "stranger",
    "support",
    "phone",
]


@pytest.fixture
def opened(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], App]:
    """The application as it starts in the demo world, with that world's clock."""
    monkeypatch.chdir(tmp_path)  # so that no .env of this machine is read
    began = wall_clock()
    settings = Settings(MITRA_DATABASE_URL=store.url)
    return lambda: App(settings, lambda: NOW + (wall_clock() - began))


@pytest.fixture
def address(opened: Callable[[], App]) -> Iterator[str]:
    """The page, on a port of its own."""
    with Served(opened()) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.mark.parametrize("name", STORIES)
def test_a_story_on_the_page(address: str, name: str) -> None:
    story(SCRIPT, name, address)


def test_axe_finds_nothing_serious(address: str) -> None:
    found = story(SCRIPT, "axe", address)["violations"]
    assert found == [], "small things that axe would still mend"


def test_what_was_sent_while_the_page_was_alone_appears_once(opened: Callable[[], App]) -> None:
    with ExitStack() as first, ExitStack() as second:
        port = first.enter_context(Served(opened()))

        def start() -> None:
            decide(opened())
            second.enter_context(Served(opened(), port))

        heard = {"stop": first.close, "start": start}
        story(SCRIPT, "restart", f"http://127.0.0.1:{port}/", heard)


def decide(app: App) -> None:
    """Maya approves Siti's deal, and Siti is told."""
    maya, place = Sender(Platform.WEB, "demo", "maya"), Place(Platform.WEB, "demo")
    with app.store.transaction() as records:
        person = records.people.with_handle("maya")
        assert person is not None
        known_on(records, person, Platform.WEB, NOW)
    app.assistant.respond(Message(maya, place, Said("Setujui D-1012"), "event-1", in_body=True))
    app.deliver_due(app.assistant.now())
    app.store.close()
