"""Steps that tests of files of sales share: who trades, a row, and a file that is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from handlers.conversation.text import Text
from handlers.incentives.files.wording import CATALOGUE
from handlers.incentives.files.wording import refusal as in_words
from storage.intake import Intake, Taken
from storage.partners import Partner, PartnerKind
from storage.people import Account, Person, Role
from storage.products import Product
from storage.sales import SaleRow, TransactionKind
from storage.store import Store
from storage.transactions import Transaction
from storage.values import Language, Money, Platform
from tests.conftest import NOW

SALE = SaleRow(
    line=2,
    id="S-1",
    day=date(2026, 9, 3),
    partner="PT Satu",
    member="ana",
    product="CLD-1",
    quantity=Decimal(2),
    amount=Decimal("1500000.50"),
    currency="IDR",
)
REFUND = replace(SALE, line=3, id="R-1", kind=TransactionKind.REFUND, of="S-1")


def populate(store: Store) -> None:
    with store.transaction() as records:
        for name, handle in (("PT Satu", "ana"), ("CV Dua", "budi"), ("Satu", "citra")):
            partner = records.partners.add(Partner(name=name, kind=PartnerKind.RESELLER))
            person = Person(handle=handle, name="Dewi", role=Role.SELLER, language=Language.ID)
            person.partner_id = partner.id
            records.people.add(person)
        ana = records.people.with_handle("ana")
        assert ana is not None
        workspace, user = "T1", "ana@satu.id"
        account = Account(
            platform=Platform.TEAMS,
            workspace=workspace,
            user=user,
            person_id=ana.id,
            linked_at=NOW,
        )
        records.people.link(account)
        staff = Person(handle="maya", name="Maya", role=Role.FINANCE, language=Language.EN)
        records.people.add(staff)
        known_as = Account(
            platform=Platform.TEAMS, workspace="T1", user="maya", person_id=staff.id, linked_at=NOW
        )
        records.people.link(known_as)
        other = Person(handle="eko", name="Dewi", role=Role.SELLER, language=Language.ID)
        other.partner_id = ana.partner_id
        records.people.add(other)
        for sku, name, short in (
            ("CLD-1", "Cloud One", "One"),
            ("CLD-2", "Cloud Two", "Two"),
            ("CLD-3", "Cloud Two", ""),
        ):
            price = Money.of(1, "IDR")
            records.products.add(Product(sku=sku, name=name, short=short, list_price=price))


def take(store: Store, *rows: SaleRow, source: str = "erp", part: int = 100) -> Taken:
    """The whole of a file, so many rows to a commit."""
    intake = Intake(source, NOW)
    taken = []
    for first in range(0, len(rows), part):
        with store.transaction() as records:
            taken.append(records.transactions.take(rows[first : first + part], intake))
    with store.transaction() as records:
        taken.append(records.transactions.finish(intake))
    return total(taken)


def total(taken: Iterable[Taken]) -> Taken:
    parts = list(taken)
    return Taken(
        new=sum(part.new for part in parts),
        same=sum(part.same for part in parts),
        revised=sum(part.revised for part in parts),
        refused=tuple(row for part in parts for row in part.refused),
    )


def stored(store: Store, source_id: str = "S-1", source: str = "erp") -> Sequence[Transaction]:
    with store.reading() as records:
        return records.transactions.revisions(source, source_id)


def refusal(taken: Taken) -> str:
    (row,) = taken.refused
    for language in Language:
        assert in_words(row, Text.load(CATALOGUE, language))
    return f"{row.line} {row.column} {row.reason}"
