"""Rows of a file become transactions once, whatever comes between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.intake import Intake, Taken
from storage.sales import SaleRow, TransactionKind
from storage.store import Store
from tests.conftest import NOW
from tests.storage.trading import REFUND, SALE, populate, refusal, stored, take


@pytest.fixture
def trade(any_empty_store: Store) -> Store:
    populate(any_empty_store)
    return any_empty_store


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
