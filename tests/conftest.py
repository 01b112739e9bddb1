"""A demo world in a fresh database, an assistant in it, and people to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from handlers.conversation.understanding import Understanding

from bot import demo
from bot.assistant import Assistant
from bot.demo.load import account
from handlers import HANDLERS
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from storage.store import Store
from storage.values import Platform
from tests import databases
from tests.chat import Chat

#: The demo world's beginning: Wednesday 2026-09-16 10:00 WIB.
NOW = datetime(2026, 9, 16, 3, 0, tzinfo=UTC)

People = Callable[..., Chat]


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    databases.build(path).close()
    return path


@pytest.fixture(scope="session")
def world_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "world.db"
    store = databases.build(path)
    demo.load(store, NOW)
    store.close()
    return path


@pytest.fixture
def empty_store(empty_template: Path, tmp_path: Path) -> Iterator[Store]:
    store = databases.copy(empty_template, tmp_path / "empty.db")
    yield store
    store.close()


@pytest.fixture
def store(world_template: Path, tmp_path: Path) -> Iterator[Store]:
    """The demo world."""
    store = databases.copy(world_template, tmp_path / "world.db")
    yield store
    store.close()


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry(HANDLERS)


@pytest.fixture(scope="session")
def router(registry: Registry) -> Router:
    return Router(registry, Understanding.learn(registry.examples()))


@pytest.fixture
def assistant(store: Store, registry: Registry, router: Router) -> Assistant:
    return Assistant(store, registry, router, clock=lambda: NOW)


@pytest.fixture
def chat(assistant: Assistant, store: Store) -> People:
    """`chat("rina")` is Rina on the local page; `chat("siti", Platform.TEAMS)` Siti on Teams."""

    def talk_as(who: str, platform: Platform = Platform.WEB) -> Chat:
        with store.transaction() as records:
            person = records.people.with_handle(who)
            known = records.people.account(platform, "demo", who)
            if person is not None and known is None and records.people.accounts(person.id):
                records.people.link(account(person, platform, NOW))
        return Chat(assistant, who, platform)

    return talk_as
