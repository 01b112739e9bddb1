"""A row of a file is stored as it was told, or refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from storage.intake import Taken
from storage.sales import Credit, SaleRow, TransactionKind
from storage.store import Store
from storage.values import Money
from tests.conftest import NOW
from tests.storage.trading import REFUND, SALE, populate, refusal, stored, take


@pytest.fixture
def trade(any_empty_store: Store) -> Store:
    populate(any_empty_store)
    return any_empty_store


def test_a_row_is_stored_as_it_was_told(trade: Store) -> None:
    row = replace(
        SALE,
        deal="D-1",
        customer="PT Maju",
        category="Cloud",
        quantity=Decimal("2.5"),
        cost=Decimal("0.000125"),
        collected=Decimal(7),
        booked=date(2026, 8, 1),
        invoiced=date(2026, 8, 2),
        paid=date(2026, 8, 3),
        activated=date(2026, 8, 4),
        credits=(Credit("PT Satu", Decimal("60.5")), Credit("Dua", Decimal("39.5"), "sold")),
        further={"region": "“Jawa”", "a": "1"},
    )
    assert take(trade, row) == Taken(new=1)
    (sale,) = stored(trade)
    with trade.reading() as records:
        ana = records.people.with_handle("ana")
        dua = records.partners.named("CV Dua")
    assert ana is not None
    assert dua is not None
    assert (sale.partner_id, sale.member_id) == (ana.partner_id, ana.id)
    assert (sale.kind, sale.day, sale.revision) == (TransactionKind.SALE, date(2026, 9, 3), 1)
    assert (sale.product, sale.category, sale.deal) == ("Cloud One", "Cloud", "D-1")
    assert (sale.quantity, sale.cost) == (Decimal("2.5"), Decimal("0.000125"))
    assert (sale.amount, sale.collected) == (Money(150_000_050, "IDR"), Money(700, "IDR"))
    assert (sale.booked, sale.activated) == (date(2026, 8, 1), date(2026, 8, 4))
    assert (sale.invoiced, sale.paid) == (date(2026, 8, 2), date(2026, 8, 3))
    assert sale.credits == [
        {"partner_id": ana.partner_id, "share": "60.5", "role": ""},
        {"partner_id": dua.id, "share": "39.5", "role": "sold"},
    ]
    assert sale.further == {"a": "1", "region": "“Jawa”"}
    assert (sale.customer, sale.recorded_at, sale.of) == ("PT Maju", NOW, "")


def test_a_refunds_sign_is_its_kind(trade: Store) -> None:
    taken = take(trade, SALE, replace(REFUND, quantity=Decimal(-2), amount=Decimal(-5)))
    assert taken == Taken(new=2)
    (refund,) = stored(trade, "R-1")
    assert (refund.quantity, refund.units) == (Decimal(2), -2)
    assert refund.amount == Money(500, "IDR")


def test_a_correction_may_go_either_way(trade: Store) -> None:
    row = replace(SALE, kind=TransactionKind.CORRECTION, amount=Decimal(-5))
    assert take(trade, row) == Taken(new=1)
    assert stored(trade)[0].amount == Money(-500, "IDR")


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        (replace(SALE, partner="PT Tiga"), "partner unknown_partner"),
        (replace(SALE, member="budi"), "member unknown_member"),
        (replace(SALE, member="maya"), "member unknown_member"),
        (replace(SALE, member="Dewi"), "member ambiguous_member"),
        (replace(SALE, product="Server"), "product unknown_product"),
        (replace(SALE, product="Cloud Two"), "product ambiguous_product"),
        (replace(SALE, amount=Decimal("0.001")), "amount too_many_decimals"),
        (replace(SALE, amount=Decimal("1.5"), currency="JPY"), "amount too_many_decimals"),
        (replace(SALE, cost=Decimal("0.0000001")), "cost too_many_decimals"),
        (replace(SALE, quantity=Decimal(10) ** 14), "quantity number_too_large"),
        (replace(SALE, amount=Decimal(-1)), "amount below_zero"),
        (replace(SALE, quantity=Decimal(-1)), "quantity below_zero"),
        (replace(SALE, amount=None), "amount missing"),
        (replace(SALE, quantity=None), "quantity missing"),
        (replace(SALE, credits=(Credit("X", Decimal(100)),)), "credits unknown_partner"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_nothing_made(
    trade: Store, row: SaleRow, refused: str
) -> None:
    good = replace(SALE, line=3, id="S-2")
    taken = take(trade, row, good)
    assert refusal(taken) == f"2 {refused}"
    assert taken.new == 1
    assert stored(trade) == []
