"""How fast a million sales are read and stored, how much memory that takes, and the same again.

`python -m bench transactions`; PostgreSQL is measured on a private server, or skipped by name.
"""

from __future__ import annotations

import gc
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import create_engine, text

from bot import sales
from handlers.incentives.files.reading import read
from storage.base import Record
from storage.partners import Partner, PartnerKind
from storage.people import Person, Role
from storage.products import Product
from storage.scratch import scratch
from storage.store import Store
from storage.values import Language, Money
from tests.postgres import NoPostgres, server

ROWS = 1_000_000
PARTNERS, PRODUCTS = 200, 20
NOW = datetime(2026, 10, 1, tzinfo=UTC)
HEADER = (
    "id,date,partner,member,deal,customer,product,category,quantity,amount,cost,collected,"
    "currency,kind,of,invoiced,region\n"
)


def main(rows: int = ROWS) -> None:
    gc.disable()  # as the command does
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sales.csv"
        _write(path, rows)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB, 1 in 50 a refund")
        _read(path)
        with scratch() as store:
            _measure("SQLite", store, path)
        try:
            with _postgres() as store:
                _measure("PostgreSQL", store, path)
        except NoPostgres as missing:
            print(f"SKIPPED: {missing}")


def _write(path: Path, rows: int) -> None:
    first = date(2026, 1, 1)
    with path.open("w", encoding="utf-8") as out:
        out.write(HEADER)
        for n in range(rows):
            day = first + timedelta(n % 270)
            kind, of = ("refund", f"S-{n - 49:07}") if n % 50 == 49 else ("sale", "")
            whose = (n - 49 if of else n) % PARTNERS
            out.write(
                f"S-{n:07},{day},PT Mitra {whose},m{whose},D-{n % 5000},PT Pelanggan {n % 3000},"
                f"SKU-{n % PRODUCTS},Cloud,{1 + n % 40},{1_000_000 + n}.{n % 100:02},500000,,IDR,"
                f"{kind},{of},{day},Jawa\n"
            )


def _read(path: Path) -> None:
    began = perf_counter()
    with path.open("rb") as stream:
        count = sum(1 for _ in read(stream))
    print(f"{'read only':12} {perf_counter() - began:6.1f} s  {count:,} rows")


def _measure(name: str, store: Store, path: Path) -> None:
    _world(store)
    for what in ("new", "again"):
        began, worked = perf_counter(), process_time()
        with path.open("rb") as stream:
            parts = list(sales.take(store, read(stream), "bench", NOW))
        counts = {key: sum(getattr(part, key) for part in parts) for key in ("new", "same")}
        refused = sum(len(part.refused) for part in parts)
        took = f"{perf_counter() - began:6.1f} s ({process_time() - worked:.1f} s of Python)"
        print(
            f"{name:12} {took}  {what}: {counts}, refused {refused}; {_peak():.0f} MB", flush=True
        )


def _peak() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


def _world(store: Store) -> None:
    with store.transaction() as records:
        for n in range(PARTNERS):
            partner = records.partners.add(
                Partner(name=f"PT Mitra {n}", kind=PartnerKind.RESELLER)
            )
            person = Person(handle=f"m{n}", name=f"M {n}", role=Role.SELLER, language=Language.ID)
            person.partner_id = partner.id
            records.people.add(person)
        for n in range(PRODUCTS):
            price = Money.of(1, "IDR")
            product = Product(sku=f"SKU-{n}", name=f"Product {n}", short=f"P{n}", list_price=price)
            records.products.add(product)


@contextmanager
def _postgres() -> Iterator[Store]:
    with server() as address:
        engine = create_engine(address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE mitra_bench"))
        url = engine.url.set(database="mitra_bench").render_as_string(hide_password=False)
        store = Store(url)
        Record.metadata.create_all(store.engine)
        try:
            yield store
        finally:
            store.close()
            with engine.connect() as connection:
                connection.execute(text("DROP DATABASE mitra_bench WITH (FORCE)"))
            engine.dispose()
