"""A file of sales goes in whole, however often its import is killed.

`MITRA_TEST_KILLS` sets how often (20 otherwise); a kill counts only between two commits.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from itertools import count as count_from
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from bot import sales
from handlers.incentives.files.reading import read
from storage.intake import Taken
from storage.partners import Partner, PartnerKind
from storage.store import Store
from tests.bot import killed_import
from tests.conftest import NOW
from tests.databases import Databases

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([killed_import.__name__])
KILLS = int(os.environ.get("MITRA_TEST_KILLS", "20"))
ROWS = max(3_000, 150 * KILLS)
CONTENT = """
    SELECT source, source_id, revision, fingerprint, refunds_id IS NULL FROM transactions
    ORDER BY source, source_id, revision
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """One row in seven is a refund, half of these before their sale; one in fifty is bad."""
    path = tmp_path / "sales.csv"
    lines = ["id,date,partner,quantity,amount,currency,kind,of"]
    for n in range(ROWS):
        of = f"S-{n + (300 if n % 2 else -6)}" if n % 7 == 6 else ""
        kind, partner = ("refund" if of else "sale"), "X" if n % 50 == 10 else "PT Satu"
        lines.append(f"S-{n},2026-09-03,{partner},1,{n},IDR,{kind},{of}")
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture
def clean(either: Databases) -> Iterator[Store]:
    yield from either.fresh("partner", _populate)


@pytest.fixture
def rough(either: Databases) -> Iterator[Store]:
    yield from either.fresh("partner", _populate)


def _populate(store: Store) -> None:
    with store.transaction() as records:
        records.partners.add(Partner(name="PT Satu", kind=PartnerKind.RESELLER))


def take(store: Store, path: Path, source: str = "erp") -> list[Taken]:
    with path.open("rb") as stream:
        return list(sales.take(store, read(stream), source, NOW))


def content(store: Store) -> list[tuple[object, ...]]:
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(CONTENT))]


def count(store: Store) -> int:
    with store.reading() as records:
        return records.session.scalar(text("SELECT count(*) FROM transactions")) or 0


def killed(store: Store, path: Path, source: str, random: Random) -> bool:
    """Was there work in flight? It had begun when the first row of this process was there."""
    before = count(store)
    address = store.engine.url.render_as_string(hide_password=False)
    given = (address, path, source)
    process = PROCESSES.Process(target=killed_import.main, args=given, daemon=True)
    process.start()
    while process.is_alive() and count(store) == before:
        time.sleep(0.001)
    time.sleep(random.random() * 0.02)
    process.kill()
    process.join()
    in_flight = process.exitcode != 0
    process.close()
    return in_flight


@pytest.mark.timeout(60 + 5 * KILLS)
def test_an_import_that_is_killed_is_taken_again(clean: Store, rough: Store, path: Path) -> None:
    random, kills = Random(4), 0
    for number in count_from(1):
        source = f"erp {number}"
        while kills < KILLS and killed(rough, path, source, random):
            kills += 1
        again, first = take(rough, path, source), take(clean, path, source)
        assert lines(again) == lines(first)
        assert sum(part.revised for part in again) == 0
        if kills >= KILLS:
            break
    assert content(rough) == content(clean)


def lines(parts: list[Taken]) -> list[int]:
    return sorted(row.line for part in parts for row in part.refused)


def test_parts_tell_what_became_of_their_rows(clean: Store, path: Path) -> None:
    parts = take(clean, path)
    bad = [row for part in parts for row in part.refused]
    assert sum(part.new for part in parts) == count(clean) == ROWS - len(bad)
    assert {row.reason for row in bad} == {"unknown_partner", "unknown_sale"}
