"""Rows of a file become transactions once, whatever comes between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.conversation.text import Text
from handlers.incentives.files.wording import CATALOGUE
from handlers.incentives.files.wording import refusal as in_words
from storage.intake import Intake, Taken
from storage.partners import Partner, PartnerKind
from storage.people import Account, Person, Role
from storage.products import Product
from storage.references import ReferenceKind
from storage.sales import Credit, SaleRow, TransactionKind
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


@pytest.fixture
def trade(any_empty_store: Store) -> Store:
    populate(any_empty_store)
    return any_empty_store


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


def test_the_same_row_again_is_nothing_and_a_changed_one_a_revision(trade: Store) -> None:
    assert take(trade, SALE) == Taken(new=1)
    assert take(
        trade, replace(SALE, line=9, partner="pt  SATU", amount=Decimal("1500000.500"))
    ) == (Taken(same=1))
    assert take(trade, replace(SALE, amount=Decimal(2))) == Taken(revised=1)
    assert take(trade, SALE) == Taken(revised=1)
    assert [(each.revision, each.amount.minor) for each in stored(trade)] == [
        (1, 150_000_050),
        (2, 200),
        (3, 150_000_050),
    ]


def test_another_source_has_ids_of_its_own(trade: Store) -> None:
    assert take(trade, SALE) == take(trade, SALE, source="crm") == Taken(new=1)


@pytest.mark.parametrize("part", [1, 2, 100])
def test_one_id_twice_in_a_file(trade: Store, part: int) -> None:
    """Taking the second as a revision would lose a line of an invoice in silence."""
    file = (SALE, replace(SALE, line=3), replace(SALE, line=4, amount=Decimal(1)))
    for expected in (Taken(new=1, same=1), Taken(same=2)):
        taken = take(trade, *file, part=part)
        assert (taken.new, taken.same, taken.revised) == (expected.new, expected.same, 0)
        assert refusal(taken) == "4 id id_twice"
        assert taken.refused[0].facts == {"written": "S-1", "first": 2}


@pytest.mark.parametrize("part", [1, 100])
def test_a_refund_finds_its_sale_before_and_after_it(trade: Store, part: int) -> None:
    early = replace(REFUND, line=1, id="R-0")
    assert take(trade, early, SALE, REFUND, replace(early, line=5), part=part) == Taken(
        new=3, same=1
    )
    (sale,), (refund,), (first,) = stored(trade), stored(trade, "R-1"), stored(trade, "R-0")
    assert refund.refunds_id == first.refunds_id == sale.id
    assert refund.of == "S-1"
    assert take(trade, early, SALE, REFUND, part=part) == Taken(same=3)


def test_a_refund_of_an_earlier_file(trade: Store) -> None:
    take(trade, SALE)
    take(trade, replace(SALE, amount=Decimal(3)))
    assert take(trade, REFUND) == Taken(new=1)
    assert stored(trade, "R-1")[0].refunds_id == stored(trade)[-1].id


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


@pytest.mark.parametrize("part", [1, 100])
@pytest.mark.parametrize(
    ("row", "refused"),
    [
        (replace(REFUND, of="S-9"), "3 of unknown_sale"),
        (replace(REFUND, of="R-2"), "3 of of_no_sale"),
        (replace(REFUND, partner="CV Dua", member=""), "3 of of_other_partner"),
        (replace(REFUND, currency="USD"), "3 of of_other_currency"),
        (replace(REFUND, of="R-1"), "3 of unknown_sale"),
    ],
)
def test_a_refund_of_what_is_no_such_sale(
    trade: Store, row: SaleRow, refused: str, part: int
) -> None:
    other = replace(REFUND, id="R-2")
    for _ in range(2):
        assert refusal(take(trade, row, SALE, other, part=part)) == refused


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


NUMBERS = count()
IDS = st.sampled_from(["A", "B", "C"])
AMOUNTS = st.sampled_from([Decimal(1), Decimal(2)])
FILES = st.lists(
    st.lists(st.tuples(IDS, AMOUNTS, st.sampled_from(["", "A", "B"])), max_size=6),
    min_size=1,
    max_size=3,
)


def rows_of(file: list[tuple[str, Decimal, str]]) -> list[SaleRow]:
    return [
        replace(
            SALE,
            line=line,
            id=f"R{row_id}" if of else row_id,
            amount=amount,
            kind=TransactionKind.REFUND if of else TransactionKind.SALE,
            of=of,
        )
        for line, (row_id, amount, of) in enumerate(file, start=2)
    ]


def contents(store: Store, source: str) -> list[tuple[str, int, int, str]]:
    ids = ("A", "B", "C", "RA", "RB", "RC")
    found = [each for source_id in ids for each in stored(store, source_id, source)]
    return [(each.source_id, each.revision, each.amount.minor, each.of) for each in found]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=FILES, part=st.integers(1, 4), cut=st.integers(0, 6))
def test_a_file_again_or_cut_off_and_again_adds_nothing(
    trade: Store, files: list[list[tuple[str, Decimal, str]]], part: int, cut: int
) -> None:
    """Each source is a world of its own."""
    smooth, rough = f"smooth {next(NUMBERS)}", f"rough {next(NUMBERS)}"
    for file in files:
        rows = rows_of(file)
        taken = take(trade, *rows, source=smooth)
        again = take(trade, *rows, source=smooth, part=part)
        assert (again.new, again.revised) == (0, 0)
        assert {row.line for row in again.refused} == {row.line for row in taken.refused}
        _cut_off(trade, rows[:cut], rough, part)
        take(trade, *rows, source=rough, part=part)
        assert contents(trade, rough) == contents(trade, smooth)


def _cut_off(store: Store, rows: Sequence[SaleRow], source: str, part: int) -> None:
    """A file whose end nobody saw."""
    intake = Intake(source, NOW)
    for first in range(0, len(rows), part):
        with store.transaction() as records:
            records.transactions.take(rows[first : first + part], intake)
