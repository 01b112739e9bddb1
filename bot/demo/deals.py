"""The demo world's products and deals; the cards of what waits have been delivered already."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from handlers.conversation.saved import to_document
from handlers.conversation.text import Text
from handlers.conversation.turn import Happening
from handlers.deals import expiry, review_cards
from handlers.deals.case import Case
from handlers.deals.customer import signs
from handlers.deals.matching.similar import keep
from storage.deals import MANAGERS, Deal
from storage.deliveries import Delivery, DeliveryState
from storage.people import Person
from storage.products import Product
from storage.store import Records
from storage.values import Money
from storage.walltime import local_day

DEALS = Path(__file__).with_suffix(".toml")
CURRENCY = "IDR"


def load(records: Records, people: Mapping[str, Person], now: datetime) -> None:
    world = tomllib.loads(DEALS.read_text("utf-8"))
    for row in world["products"]:
        price = Money.of(row["list_price"], CURRENCY)
        records.products.add(
            Product(sku=row["sku"], name=row["name"], short=row["short"], list_price=price)
        )
    for row in world["deals"]:
        deal = _registered(records, row, people[row["by"]])
        if "approved" in row:
            _approve(records, deal, people["maya"], row["approved"])
        else:
            _announce(Happening(records, deal.submitted_at, _to_nobody), deal)


def _registered(records: Records, row: Mapping[str, Any], seller: Person) -> Deal:
    (product,) = records.products.all()
    name, phone, email = row["contact"]
    deal = Deal(
        reference=row["reference"],
        partner=seller.company,
        submitted_by=seller,
        product=product,
        customer=row["customer"],
        country=seller.company.country,
        domain=row.get("domain", ""),
        value=product.list_price * row["seats"],
        seats=row["seats"],
        closing=row["closing"],
        contact_name=name,
        contact_phone=phone,
        contact_email=email,
        submitted_at=row["submitted"],
        decision_due=row["due"],
    )
    records.deals.protect(deal, signs(deal.customer, deal.country, deal.domain, deal.tax_id))
    keep(records, deal)
    return deal


def _approve(records: Records, deal: Deal, by: Person, at: datetime) -> None:
    day = local_day(at, deal.partner.zone)
    days = records.rules.on("deals.protection", day).value["days"]
    deal.approve(by, at, day + timedelta(days=days))


def _announce(happening: Happening, deal: Deal) -> None:
    """Every manager has the card before them."""
    for manager in happening.records.people.with_role(*MANAGERS):
        copy = happening.tell(manager, "deals.submitted", card=expiry.card(deal), deal_id=deal.id)
        assert copy is not None, f"nothing reaches {manager.handle}"
        _sent(happening, copy, deal, manager)


def _sent(happening: Happening, copy: Delivery, deal: Deal, reader: Person) -> None:
    text = Text.load("deals", reader.language, reader.zone)
    copy.reply = to_document(review_cards.review(Case.of(happening, deal), text))
    copy.state, copy.sent_at = DeliveryState.SENT, deal.submitted_at
    copy.message_id = f"{deal.reference}-{reader.handle}"


def _to_nobody(*_: object) -> None:
    """Nobody listens while the world is made."""
