"""A demo world in a fresh database, an assistant in it, and people to be."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import cast

import pytest

from bot import demo
from bot.assistant import Assistant
from bot.demo.accounts import known_on
from bot.learned import studied
from handlers import HANDLERS
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from handlers.conversation.understanding import Understanding
from knowledge import vectors
from knowledge.finder import Finder
from knowledge.models import Models
from storage.store import Store
from storage.values import Platform
from tests.chat import Chat
from tests.databases import Databases, Postgres, Sqlite
from tests.postgres import NoPostgres, server
from tests.scratch import settle

#: Loaded once, as a server loads them; a machine without them is tested by words alone.
MODELS = Models()
#: The demo world's beginning: Wednesday 2026-09-16 10:00 WIB.
NOW = datetime(2026, 9, 16, 3, 0, tzinfo=UTC)

People = Callable[..., Chat]


settle()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking it through again and again is a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres", action="store_true", help="run everything that needs a store on PostgreSQL"
    )


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Databases]:
    with ExitStack() as stack:
        try:
            address = stack.enter_context(server())
        except NoPostgres as missing:
            pytest.skip(str(missing))
        databases = Postgres(address)
        yield databases
        databases.close()


@pytest.fixture
def databases(request: pytest.FixtureRequest) -> Databases:
    name = "postgres" if request.config.getoption("--postgres") else "sqlite"
    return cast(Databases, request.getfixturevalue(name))


@pytest.fixture
def empty_store(databases: Databases) -> Iterator[Store]:
    yield from databases.fresh("empty", lambda _: None)


@pytest.fixture
def store(databases: Databases) -> Iterator[Store]:
    """The demo world."""
    yield from databases.fresh("world", _world)


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest) -> Databases:
    """SQLite, and then PostgreSQL."""
    return cast(Databases, request.getfixturevalue(request.param))


@pytest.fixture
def any_empty_store(either: Databases) -> Iterator[Store]:
    yield from either.fresh("empty", lambda _: None)


@pytest.fixture
def any_store(either: Databases) -> Iterator[Store]:
    """The demo world, on both databases."""
    yield from either.fresh("world", _world)


def _world(store: Store) -> None:
    demo.load(store, NOW)
    encoder = MODELS.encoder
    if encoder is not None:
        vectors.fill(store, encoder)


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry(HANDLERS)


@pytest.fixture(scope="session")
def router(registry: Registry) -> Router:
    examples, encoder = registry.examples(), MODELS.encoder
    return Router(
        registry, studied(examples, encoder) if encoder else Understanding.learn(examples)
    )


@pytest.fixture
def assistant(store: Store, registry: Registry, router: Router) -> Assistant:
    return Assistant(store, registry, router, lambda: NOW, Finder(MODELS))


@pytest.fixture
def chat(assistant: Assistant, store: Store) -> People:
    """`chat("rina")` is Rina on the local page; `chat("siti", Platform.TEAMS)` Siti on Teams."""

    def talk_as(who: str, platform: Platform = Platform.WEB) -> Chat:
        with store.transaction() as records:
            person = records.people.with_handle(who)
            if person is not None:
                known_on(records, person, platform, NOW)
        return Chat(assistant, who, platform)

    return talk_as
