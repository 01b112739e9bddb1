"""The demo world's sales, and the plans that pay for them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from storage.incentives import Plan
from storage.people import Person
from storage.sales import TransactionKind
from storage.store import Records
from storage.transactions import Transaction
from storage.values import Money

SALES = Path(__file__).with_suffix(".toml")
PRO = "CloudSuite Pro"
CURRENCY = "IDR"


def load(records: Records, people: Mapping[str, Person], now: datetime) -> None:
    world = tomllib.loads(SALES.read_text("utf-8"))
    for document in world["plans"]:
        records.plans.add(_plan(document, people["sari"], now))
    sales = [*_seats(world, people), *_revenue(world, people)]
    for number, sale in enumerate(sorted(sales, key=lambda sale: sale.day), start=1):
        sale.source_id = f"S-{number:04}"
        records.transactions.add(sale)
    for number, lead in enumerate(_leads(world, people), start=1):
        lead.source_id = f"L-{number:04}"
        records.transactions.add(lead)


def _plan(document: dict[str, Any], publisher: Person, now: datetime) -> Plan:
    last = document.get("effective_to")
    return Plan(
        code=document["id"],
        version=document["version"],
        name=document["name"],
        effective_from=date.fromisoformat(document["effective_from"]),
        effective_to=date.fromisoformat(last) if last else None,
        document=document,
        published_at=now,
        published_by_id=publisher.id,
    )


def _seats(world: Mapping[str, Any], people: Mapping[str, Person]) -> Iterator[Transaction]:
    for row in world["seats"]:
        seller = people[row["who"]]
        for day, seats in row["sold"]:
            sale = _sale(seller, day, PRO, world["price"][PRO] * seats)
            sale.quantity, sale.member_id = Decimal(seats), seller.id
            sale.customer = row.get("customer", "")
            sale.further = {"role": row["role"]} if "role" in row else {}
            yield sale


def _revenue(world: Mapping[str, Any], people: Mapping[str, Person]) -> Iterator[Transaction]:
    for row in world["revenue"]:
        for day, amount in row["sold"]:
            yield _sale(people[row["of"]], day, row["product"], amount)


def _leads(world: Mapping[str, Any], people: Mapping[str, Person]) -> Iterator[Transaction]:
    for row in world["leads"]:
        for day, brought, converted in row["brought"]:
            lead = _sale(people[row["of"]], day, row["product"], 0)
            lead.quantity, lead.further = Decimal(brought), {"converted": str(converted)}
            yield lead


def _sale(seller: Person, day: date, product: str, amount: int) -> Transaction:
    return Transaction(
        source="demo",
        source_id="",
        kind=TransactionKind.SALE,
        day=day,
        recorded_at=datetime.combine(day, time(9), UTC),
        partner_id=seller.company.id,
        product=product,
        quantity=Decimal(1),
        amount=Money.of(amount, CURRENCY),
    )
