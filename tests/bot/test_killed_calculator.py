"""Import, calculation and close may be killed at any moment: nothing is lost, nothing is twice.

`MITRA_TEST_KILLS` sets how often (12 otherwise); a kill counts only with work in flight.
`make kills` does it a thousand times.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import text

from bot import demo
from handlers.incentives.calculating.result import result_hash
from handlers.incentives.calculating.verifying import Check, verify
from storage.store import Store
from tests.bot import killed_calculator
from tests.conftest import NOW
from tests.databases import Databases
from tests.handlers.incentives.calculating.books import document, publish

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([killed_calculator.__name__])
KILLS = int(os.environ.get("MITRA_TEST_KILLS", "12"))
#: Beside other work each attempt gets further before it is killed.
MONTHS = max(4, KILLS // 2)
#: Grows with every commit of an import, a calculation and a close.
PROGRESS = """
    SELECT (SELECT count(*) FROM transactions) + (SELECT count(*) FROM earning_batches)
         + (SELECT count(*) FROM calc_chunks WHERE state = 'done')
         + (SELECT count(*) FROM periods WHERE state <> 'open')
         + (SELECT count(*) FROM statements)
"""
STATEMENTS = "SELECT earner, period_id, version, hash FROM statements ORDER BY 1, 2, 3"
LINES = "SELECT sum(minor), count(*) FROM earning_lines"


@pytest.fixture
def clean(either: Databases) -> Iterator[Store]:
    yield from either.fresh("kills", _world)


@pytest.fixture
def rough(either: Databases) -> Iterator[Store]:
    yield from either.fresh("kills", _world)


def _world(store: Store) -> None:
    """Its plans go on for ever, so that each month has something to pay."""
    demo.load(store, NOW)
    with store.reading() as records:
        found = document(records, "pro-push")
    del found["effective_to"]
    publish(store, found | {"id": "pro-forever", "effective_from": "2026-09-01"})


def address(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)


def progress(store: Store) -> int:
    with store.reading() as records:
        return records.session.scalar(text(PROGRESS)) or 0


def told(store: Store, query: str) -> list[tuple[object, ...]]:
    with store.reading() as records:
        return [tuple(row) for row in records.session.execute(text(query))]


def killed(store: Store, random: Random) -> bool | None:
    """Was there work in flight? None: it had come to its end."""
    before = progress(store) + random.randint(0, 3)
    process = PROCESSES.Process(
        target=killed_calculator.main, args=(address(store), MONTHS), daemon=True
    )
    process.start()
    while process.is_alive() and progress(store) <= before:
        time.sleep(0.001)
    time.sleep(random.random() * 0.02)
    alive = process.is_alive()
    process.kill()
    process.join()
    assert alive or process.exitcode == 0, "it fell over by itself"
    process.close()
    return True if alive else None


@pytest.mark.timeout(120 + 10 * KILLS)
def test_what_is_killed_goes_on_where_it_was(clean: Store, rough: Store) -> None:
    random, kills = Random(KILLS), 0
    while kills < KILLS:
        assert killed(rough, random), f"there was only work for {kills} kills"
        kills += 1
    for store in (clean, rough):
        killed_calculator.main(address(store), MONTHS)
    assert told(rough, STATEMENTS) == told(clean, STATEMENTS)
    assert told(rough, LINES) == told(clean, LINES)
    assert len(told(clean, STATEMENTS)) >= MONTHS
    everybody = range(1, 7)
    with clean.transaction() as one, rough.transaction() as other:
        assert result_hash(other, everybody) == result_hash(one, everybody)
        assert other.ledger.unbalanced() == []
        assert {each.check for each in verify(other)} == {Check.GOOD}
        for partner in everybody:
            assert other.ledger.balances(partner) == one.ledger.balances(partner)
