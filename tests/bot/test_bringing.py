"""A long file of sales is taken beside the chat, whoever dies while taking it.

`MITRA_TEST_KILLS` sets how often (5 otherwise); a kill counts only with work in flight.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections.abc import Iterator
from random import Random

import pytest

from bot import bringing
from bot.bringing import Taker
from bot.courier import Courier
from bot.platforms.web.send import PageSender
from handlers.conversation.message import File
from handlers.conversation.registry import Registry
from handlers.incentives.bringing import desk, taking
from storage.deliveries import Delivery
from storage.intake import Intake
from storage.sales_files import FileState, SalesFile
from storage.store import Store
from storage.values import Period, Platform
from tests.bot import killed_bringing
from tests.chat import Chat
from tests.conftest import NOW, People, _world
from tests.databases import Databases

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([killed_bringing.__name__])
KILLS = int(os.environ.get("MITRA_TEST_KILLS", "5"))
ROWS = max(6_000, 200 * KILLS)
COUNTS = {"new": ROWS - ROWS // 10, "same": 0, "revised": 0, "refused": ROWS // 10}


def content(rows: int = ROWS) -> bytes:
    """One row in ten is refused; one in seventy is a refund, half of these before their sale."""
    lines = ["id,date,partner,quantity,amount,currency,kind,of"]
    for n in range(rows):
        back = n % 70 == 6 and 70 < n < rows - 80
        of = f"S-{n + (72 if n // 70 % 2 else -6)}" if back else ""
        kind, partner = ("refund" if of else "sale"), "X" if n % 10 == 9 else "PT Mitra Sejahtera"
        lines.append(f"S-{n},2026-09-03,{partner},1,{1000 + n},IDR,{kind},{of}")
    return "\n".join(lines).encode()


@pytest.fixture
def taker(store: Store, registry: Registry) -> Taker:
    return Taker(store, registry, lambda: NOW)


def told(store: Store, registry: Registry, chat: Chat) -> Chat:
    """The card as it stands on the page."""
    courier = Courier(store, registry, {Platform.WEB: PageSender()}, lambda: NOW)
    asyncio.run(courier.deliver_due(NOW))
    with store.reading() as records:
        query = records.session.query(Delivery).filter(Delivery.notice == "sales.file")
        cards = [each for each in query.order_by(Delivery.id) if each.reply is not None]
        assert len(records.deliveries.copies("sales_file:1")) == 1
    return chat.reads(cards[-1])


def state(store: Store) -> SalesFile:
    with store.reading() as records:
        return records.sales_files.get(1)


def count(store: Store) -> int:
    with store.reading() as records:
        partner = records.partners.named("PT Mitra Sejahtera")
        assert partner is not None
        return len(records.sold.by([partner.id], Period.month(NOW.date())))


def test_a_long_file_has_one_card_from_the_first_look_to_the_end(
    chat: People, store: Store, registry: Registry, taker: Taker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "SMALL", 0)
    monkeypatch.setattr(taking, "ROWS", 1_000)
    said = content()
    fajar = chat("fajar").says("import these sales", File("s.csv", "", len(said), said))
    fajar.hears("I am reading s.csv")
    assert taker.work() == 1
    before = count(store)
    told(store, registry, fajar).hears("6,000 rows", "New: 5,400", "Refused: 600", "Take them")
    fajar.presses("Take them").hears("0 %: 0 of 6,000")
    assert count(store) == before
    assert taker.work() == 1
    assert count(store) == before + 5_400
    told(store, registry, fajar).hears("are in", "New: 5,400", "592 more rows", "Rows to mend")
    fajar.presses("Rows to mend")
    assert state(store).content is None


def test_a_file_that_is_none_is_refused_on_its_card(
    chat: People, store: Store, registry: Registry, taker: Taker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "SMALL", 0)
    said = b"id,date,partner\nS-1,2026-09-03,X\n"
    fajar = chat("fajar").says("import these sales", File("s.csv", "", len(said), said))
    taker.work()
    told(store, registry, fajar).hears("could not be taken", "quantity, amount, currency")


def test_what_breaks_again_and_again_is_said(
    chat: People, store: Store, registry: Registry, taker: Taker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(desk, "SMALL", 0)
    monkeypatch.setattr(taking, "look", broken)
    said = content(10)
    fajar = chat("fajar").says("import these sales", File("s.csv", "", len(said), said))
    assert taker.work() == bringing.MOST_ATTEMPTS
    told(store, registry, fajar).hears("could not be taken", "Something went wrong")


@pytest.fixture
def rough(either: Databases) -> Iterator[Store]:
    yield from either.fresh("world", _world)


@pytest.mark.timeout(120 + 10 * KILLS)
def test_it_survives_being_killed(rough: Store, registry: Registry) -> None:
    accepted(rough)
    random, kills = Random(4), 0
    while kills < KILLS and state(rough).state is FileState.ACCEPTED:
        kills += killed(rough, random)
    assert kills
    with rough.transaction() as records:
        records.sales_files.get(1).release()
    Taker(rough, registry, lambda: NOW).work()
    became = state(rough)
    assert became.state is FileState.TAKEN
    assert became.became["counts"] == COUNTS
    lines = [row["line"] for row in became.became["refused"]]
    assert sorted(lines) == [n + 2 for n in range(ROWS) if n % 10 == 9]


def accepted(store: Store) -> None:
    said = content()
    with store.transaction() as records:
        fajar = records.people.with_handle("fajar")
        assert fajar is not None
        file = SalesFile(
            name="s.csv", source="erp", created_at=NOW, person_id=fajar.id, content=said
        )
        records.sales_files.add(file)
        taking.looked(file, taking.look(records, said, Intake(file.source, NOW)))
        assert file.seen["counts"] == COUNTS
        file.accept()


def killed(store: Store, random: Random) -> bool:
    before = state(store).done
    address = store.engine.url.render_as_string(hide_password=False)
    process = PROCESSES.Process(target=killed_bringing.main, args=(address,), daemon=True)
    process.start()
    while process.is_alive() and state(store).done == before:
        time.sleep(0.001)
    time.sleep(random.random() * 0.1)
    process.kill()
    process.join()
    in_flight = process.exitcode != 0
    process.close()
    return in_flight
