"""What was brought is read once, whoever dies while reading it."""

from __future__ import annotations

import asyncio

import pytest

from bot import importing
from bot.importing import Importer
from handlers.conversation.message import Pressed
from handlers.conversation.registry import Registry
from knowledge.finder import Finder
from storage.deliveries import Delivery
from storage.imports import Import, ImportState
from storage.store import Records, Store
from tests.chat import Chat
from tests.conftest import NOW, People

TEXT = b"# Parking\nA parking place costs 25,000 rupiah a day.\n"


def bring(records: Records, name: str = "parking.md", content: bytes = TEXT) -> Import:
    person = records.people.with_handle("maya")
    assert person is not None
    brought = Import(name=name, created_at=NOW, person_id=person.id, content=content)
    return records.imports.add(brought)


def state(store: Store, number: int = 1) -> ImportState:
    with store.reading() as records:
        return records.imports.get(number).state


@pytest.fixture
def importer(store: Store, registry: Registry) -> Importer:
    return Importer(store, registry, lambda: NOW, Finder())


def test_is_read_and_its_content_forgotten(store: Store, importer: Importer) -> None:
    with store.transaction() as records:
        bring(records)
    assert importer.work() == 1
    assert importer.work() == 0
    with store.reading() as records:
        read = records.imports.get(1)
        assert (read.state, read.content) == (ImportState.READY, None)
        assert read.source is not None
        assert read.source["title"] == "Parking"
        assert len(records.deliveries.copies(read.card)) == 1


def test_is_taken_over_when_its_reader_is_gone(store: Store, importer: Importer) -> None:
    with store.transaction() as records:
        bring(records)
        at = records.claims.clock()
        lost = records.imports.take(at - 2 * importing.LEASE, importing.LEASE)
        assert lost is not None
    assert importer.work() == 1
    assert state(store) is ImportState.READY
    importer._keep(lost, importer._read(lost))
    with store.reading() as records:
        assert len(records.deliveries.copies("import:1")) == 1


def test_is_left_alone_while_it_is_being_read(store: Store, importer: Importer) -> None:
    with store.transaction() as records:
        bring(records)
        assert records.imports.take(records.claims.clock(), importing.LEASE)
    assert importer.work() == 0


def test_what_breaks_the_reader_is_given_up(
    store: Store, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str, content: bytes) -> None:
        raise RuntimeError(name)

    monkeypatch.setattr(importing, "read", broken)
    with store.transaction() as records:
        bring(records)
    assert importer.work() == importing.MOST_ATTEMPTS
    assert state(store) is ImportState.REFUSED


async def served(importer: Importer, seconds: float) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(importer.run(stop))
    await asyncio.sleep(seconds)
    stop.set()
    await running


def test_a_server_reads_what_comes(store: Store, importer: Importer) -> None:
    with store.transaction() as records:
        bring(records)
        bring(records, "broken.pdf", b"%PDF")
    asyncio.run(served(importer, 1.5))
    assert state(store) is ImportState.READY
    assert state(store, 2) is ImportState.REFUSED


def test_a_long_reading_shows_that_it_goes_on(
    store: Store, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "LONG", 0.0)
    with store.transaction() as records:
        bring(records)
    asyncio.run(served(importer, 1.0))
    with store.reading() as records:
        ours = [each for each in records.deliveries.since(0) if each.card == "import:1"]
        first, again = ours
    assert (first.replaces_id, again.replaces_id) == (None, first.id)


def test_an_asker_who_left_is_not_looked_at(store: Store, importer: Importer) -> None:
    with store.transaction() as records:
        records.stewardship.look_again()
        assert records.stewardship.to_look_at() is None
    assert importer.work() == 0


def published_long(store: Store, importer: Importer, chat: People) -> tuple[Chat, Delivery]:
    """Somebody published a document of many parts; the card that shows how far it has come."""
    long = "# Prices\n" + "".join(f"## Part {n}\nPart {n} costs {n} rupiah.\n" for n in range(120))
    with store.transaction() as records:
        bring(records, content=long.encode())
    importer.work()
    with store.reading() as records:
        (card,) = records.deliveries.copies("import:1")
        maya = chat("maya").does(Pressed("library.publish", "1"))
    assert card.reply is None
    return maya, card


def test_a_long_document_shows_how_far_the_model_has_come(
    store: Store, importer: Importer, chat: People
) -> None:
    maya, card = published_long(store, importer, chat)
    with store.transaction() as records:
        records.imports.get(1).done = 0
        document = records.knowledge.from_source("parking.md")
        assert document is not None
        windows = [each.id for each in records.knowledge.windows_of(document)]
        records.knowledge.give_vectors(dict.fromkeys(windows[:40], b"\x01"))
    assert importer._count() is False
    with store.reading() as records:
        assert (records.imports.get(1).done, records.imports.get(1).total) == (40, len(windows))
        edits = [each for each in records.deliveries.since(0) if each.replaces_id == card.id]
    maya.does(Pressed("library.publish", "1")).hears(f"40 dari {len(windows)} bagian")
    with store.transaction() as records:
        records.knowledge.give_vectors(dict.fromkeys(windows, b"\x01"))
    importer._count()
    importer._count()
    with store.reading() as records:
        assert not records.imports.learning()
        now = [each for each in records.deliveries.since(0) if each.replaces_id == card.id]
    assert len(now) == len(edits) + 1
