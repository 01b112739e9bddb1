"""A file's words for a partner, a member or a product mean one that is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.intake import Taken
from storage.references import ReferenceKind
from storage.store import Store
from tests.storage.trading import SALE, populate, refusal, stored, take


@pytest.fixture
def trade(any_empty_store: Store) -> Store:
    populate(any_empty_store)
    return any_empty_store


@pytest.mark.parametrize(
    ("partner", "member", "product"),
    [
        ("PT Satu", "ana", "CLD-1"),
        ("pt satu", "ANA", "cld-1"),
        ("PT  Satu ", "ana@satu.id", "cloud one"),
        ("PT Satu", "", "One"),
    ],
)
def test_who_and_what_is_meant(trade: Store, partner: str, member: str, product: str) -> None:
    taken = take(trade, replace(SALE, partner=partner, member=member, product=product))
    assert taken == Taken(new=1)
    assert stored(trade)[0].product == "Cloud One"


def test_a_name_without_its_legal_form_is_another_where_that_exists(trade: Store) -> None:
    rows = [
        replace(SALE, member="", partner="Satu"),
        replace(SALE, id="2", member="", partner="dua"),
    ]
    assert take(trade, *rows) == Taken(new=2)
    with trade.reading() as records:
        names = [
            records.partners.get(stored(trade, each)[0].partner_id).name for each in ("S-1", "2")
        ]
    assert names == ["Satu", "CV Dua"]


def test_no_product_is_no_product(trade: Store) -> None:
    take(trade, replace(SALE, product=""))
    assert (stored(trade)[0].product_id, stored(trade)[0].product) == (None, "")


def test_a_source_may_have_words_of_its_own(trade: Store) -> None:
    with trade.transaction() as records:
        dua, budi = records.partners.named("CV Dua"), records.people.with_handle("budi")
        assert dua is not None
        assert budi is not None
        calling = records.references.call
        calling("erp", ReferenceKind.PARTNER, "C-1023", dua.id)
        calling("erp", ReferenceKind.MEMBER, "sales.7", budi.id)
        calling("erp", ReferenceKind.PRODUCT, "4711", records.products.all()[0].id)
        assert calling("erp", ReferenceKind.PARTNER, "c-1023", 99).target_id == dua.id
    row = replace(SALE, partner="c-1023", member="Sales.7", product="4711")
    assert take(trade, row) == Taken(new=1)
    assert stored(trade)[0].member_id == budi.id
    assert refusal(take(trade, row, source="crm")) == "2 partner unknown_partner"
