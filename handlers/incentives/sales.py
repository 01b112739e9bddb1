"""Fetches what the rules weigh: a member's sales, and the plans in force on their days."""

from __future__ import annotations

from datetime import date

from handlers.incentives.plan import spiffs
from handlers.incentives.spiff import Sale, Spiff
from storage.people import Person
from storage.store import Records
from storage.transactions import Transaction
from storage.values import Period


def rules(records: Records, period: Period) -> list[Spiff]:
    return [spiff for plan in records.plans.published(period) for spiff in spiffs(plan)]


def of(records: Records, member: Person, period: Period) -> list[Sale]:
    found = records.transactions.of(member.id, period)
    return [_sale(records, member, transaction) for transaction in found]


def imagined(records: Records, member: Person, product: str, units: int, day: date) -> Sale:
    """A sale that nobody has made."""
    return Sale(day, "", product, units, _facts(records, member, product, day))


def _sale(records: Records, member: Person, transaction: Transaction) -> Sale:
    return Sale(
        day=transaction.day,
        reference=transaction.source_id,
        product=transaction.product,
        units=transaction.units,
        facts=_facts(records, member, transaction.product, transaction.day),
    )


def _facts(records: Records, member: Person, product: str, day: date) -> dict[str, str]:
    """As they were on the day of the sale; `member.certified.<course>` is there, and "yes",
    for whoever was certified."""
    partner = member.company
    certified = records.training.certified_in(member.id, day)
    return {
        "partner.type": partner.kind,
        "partner.tier": records.partners.tier(partner.id, day) or "",
        "partner.region": partner.region,
        "partner.country": partner.country,
        "product.name": product,
        **{f"member.certified.{course}": "yes" for course in certified},
    }
