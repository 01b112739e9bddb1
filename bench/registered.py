"""How long it takes to find who is like a new customer, among many open deals on SQLite."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from handlers.deals.matching.keys import keys
from handlers.deals.matching.similar import similar
from handlers.deals.matching.vocabulary import EVERYDAY
from storage.base import Record
from storage.customers import CustomerKey
from storage.deals import Deal
from storage.partners import Partner, PartnerKind
from storage.people import Person, Role
from storage.products import Product
from storage.store import Store
from storage.values import Language, Money

CHECKS = 500
PART = 20_000
NOW = datetime(2026, 9, 16, 3, tzinfo=UTC)


def registered(many: int) -> None:
    """Prints the time of a check: keys, index, deals, and comparison."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'registered.db'}")
        Record.metadata.create_all(store.engine)
        customers = _customers(random.Random(many), many)
        started = time.perf_counter()
        _register(store, customers)
        took = time.perf_counter() - started
        chosen = random.Random(1).sample(customers, CHECKS)
        _print(many, took, *_checks(store, chosen))
        store.close()


def _customers(chance: random.Random, many: int) -> list[str]:
    """Two to four words, half of them everyday ones; the everyday ones by Zipf."""
    common = sorted(EVERYDAY)
    weights = [1 / rank for rank in range(1, len(common) + 1)]
    return [
        "PT " + " ".join(_name(chance, chance.choices(common, weights, k=chance.randint(1, 3))))
        for _ in range(many)
    ]


def _name(chance: random.Random, everyday: list[str]) -> list[str]:
    if chance.random() < 0.8:
        syllables = chance.choices(SYLLABLES, k=chance.randint(2, 4))
        everyday.insert(0, "".join(syllables))
    return everyday


SYLLABLES = [c + v for c in "bcdghjklmnprstw" for v in "aeiou"] + ["ang", "in", "us", "er"]


def _register(store: Store, customers: list[str]) -> None:
    with store.transaction() as records:
        partner = Partner(name="First", kind=PartnerKind.RESELLER)
        seller = Person(handle="a", name="A", role=Role.SELLER, language=Language.EN)
        seller.partner = partner
        product = Product(sku="A", name="A", short="A", list_price=Money.of(1, "IDR"))
        records.session.add_all([partner, seller, product])
    numbered = enumerate(customers, start=1)
    while part := list(islice(numbered, PART)):
        _insert(store.engine, part)


def _insert(engine: Engine, part: list[tuple[int, str]]) -> None:
    with engine.begin() as connection:
        connection.execute(insert(Deal.__table__), [_row(*each) for each in part])  # type: ignore[arg-type]  # a Table
        connection.execute(insert(CustomerKey.__table__), list(_keys(part)))  # type: ignore[arg-type]  # a Table


def _keys(part: list[tuple[int, str]]) -> Iterator[dict[str, int]]:
    for number, customer in part:
        for key in keys(customer, "ID"):
            yield {"key": key, "deal_id": number}


def _row(number: int, customer: str) -> dict[str, Any]:
    plain = {"contact_phone": "", "contact_email": "", "domain": "", "tax_id": "", "reason": ""}
    return plain | {
        "id": number,
        "reference": f"D-{number}",
        "partner_id": 1,
        "submitted_by_id": 1,
        "product_id": 1,
        "customer": customer,
        "country": "ID",
        "value_minor": 1,
        "currency": "IDR",
        "closing": date(2026, 9, 30),
        "contact_name": "",
        "submitted_at": NOW,
        "decision_due": NOW,
        "state": "submitted",
        "asked_field": "",
        "asked": "",
        "extensions": 0,
        "version": 1,
    }


def _checks(store: Store, chosen: list[str]) -> tuple[list[float], int]:
    """Each with a letter of its longest word lost; how often one very like it was found."""
    times, found = [], 0
    for customer in chosen:
        longest = max(customer.split(), key=len)
        written = customer.replace(longest, longest[:-2] + longest[-1])
        started = time.perf_counter()
        with store.reading() as records:
            near = similar(records, written, "ID", besides=2)
            found += bool(near)
        times.append(time.perf_counter() - started)
    return times, found


def _print(many: int, took: float, times: list[float], found: int) -> None:
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"{many:>9,} registered in {took:.0f} s: a check takes", end=" ")
    print(
        f"{p50 * 1000:.1f} ms p50, {p95 * 1000:.1f} ms p95; {found / CHECKS:.0%} found", flush=True
    )
