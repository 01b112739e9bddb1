from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from handlers.incentives.documents import totals
from handlers.incentives.documents.values import Rule
from storage.standing import Status
from storage.values import Money, Period
from tests.handlers.incentives.documents.making import (
    ADJUSTED,
    ALL,
    RETURNED,
    SEPTEMBER,
    rupiah,
    seats,
    statement,
)


@given(
    st.lists(st.tuples(st.integers(-(10**15), 10**15), st.sampled_from(Status), st.integers(1, 9)))
)
def test_statuses_and_sources_add_up_to_the_total(
    amounts: list[tuple[int, Status, int]],
) -> None:
    lines = [
        replace(seats(n), amount=Money(minor, "IDR"), status=status, rule=Rule("P", str(r), 1))
        for n, (minor, status, r) in enumerate(amounts)
    ]
    document = statement(lines, [])
    whole = totals.total(document)
    assert whole.minor == sum(minor for minor, _, _ in amounts)
    assert sum(each.minor for each in totals.by_status(document).values()) == whole.minor
    assert sum(each.amount.minor for each in totals.by_source(document)) == whole.minor


def test_statuses_stand_in_the_order_in_which_money_travels() -> None:
    assert list(totals.by_status(statement())) == [
        Status.HELD,
        Status.PAYABLE,
        Status.TO_RECOVER,
    ]


def test_the_total_counts_adjustments_too() -> None:
    assert totals.total(statement()) == rupiah(30_450_000)
    assert totals.total(statement(ALL, ())) == rupiah(29_950_000)


def test_months_of_a_statement_without_history_are_those_of_its_lines() -> None:
    early = replace(seats(3), sale=replace(seats(3).sale, day=date(2026, 7, 31)))
    document = replace(statement([seats(1), seats(2), early]), months=())
    july = Period.month(date(2026, 7, 1))
    assert totals.by_month(document) == [(july, rupiah(1_000_000)), (SEPTEMBER, rupiah(2_000_000))]


def test_what_takes_away_has_no_share() -> None:
    document = statement([seats(1), replace(RETURNED, rule=Rule("Old", "Back", 1))], [ADJUSTED])
    first, last = totals.by_source(document)
    whole = totals.positive(document)
    assert (totals.share(first.amount, whole), totals.share(last.amount, whole)) == (
        Decimal(100),
        Decimal(0),
    )
    assert whole == rupiah(1_000_000)
