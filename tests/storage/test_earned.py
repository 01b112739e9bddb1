from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.earned import Slice
from storage.earnings import LineKind
from storage.keys import Cause
from storage.store import Store
from storage.values import Money
from tests.conftest import NOW
from tests.storage.books import OCTOBER, delta, earns, heading, person


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def october(store: Store) -> int:
    with store.transaction() as records:
        return records.periods.containing(OCTOBER).id


def rupiah(minor: int) -> list[Money]:
    return [Money(minor, "IDR")]


def test_what_a_key_comes_to_is_the_sum_of_its_lines(store: Store) -> None:
    earns(store, "1", 500, held_minor=100)
    earns(store, "2", -200, kind="reversal")
    earns(store, "3", 0, kind="release", held_minor=-100)
    earns(store, "late", 7, kind="prior_period", period_id=october(store))
    with store.reading() as records:
        (line,) = records.earned.current(Slice(windows=["2026-09"]))
        assert (line.amount, line.held) == (Money(307, "IDR"), Money(0, "IDR"))
        assert line.kind is LineKind.PRIOR_PERIOD
        assert [each.amount.minor for each in records.earned.lines(Slice())] == [500, -200, 0, 7]
        (posted,) = records.earned.current(Slice(period_id=line.period_id))
        assert posted.amount == Money(7, "IDR")


def test_a_correction_says_nothing_new_about_how_it_was_worked_out(store: Store) -> None:
    with store.transaction() as records:
        head = heading(records)
        earning_id = records.earnings.headed([head])[head]
        told = delta(earning_id, 500, reason="limit_reached")
        put_right = delta(earning_id, 20, "adjustment", reason="calculation_error")
        records.earnings.post(Cause("run", "1"), [told, put_right], NOW)
        lines = records.earned.lines(Slice())
        (line,) = records.earned.current(Slice())
    assert (line.reason, line.amount.minor) == ("limit_reached", 520)
    assert (line.id, line.gross) == (lines[-1].id, Money(500, "IDR"))


@pytest.fixture
def several(store: Store) -> Store:
    earns(store, "1", 1)
    earns(store, "2", 2, who="agus")
    earns(store, "3", 4, component="kicker", window="2026-Q3")
    earns(store, "4", 8, period_id=october(store))
    earns(store, "5", 16, currency="USD", member_id=None)
    return store


def test_each_slice_is_what_it_says(several: Store) -> None:
    with several.reading() as records:
        rina, agus = person(records, "rina"), person(records, "agus")
        lines = records.earned.lines
        mine = lines(Slice(earner=f"member:{rina.id}"))
        assert [line.amount.minor for line in mine] == [1, 4, 8]
        theirs = lines(Slice(partner_id=agus.company.id))
        assert [line.amount.minor for line in theirs] == [2]
        quarter = lines(Slice(windows=["2026-Q3"]))
        assert [line.amount.minor for line in quarter] == [4]
        assert lines(Slice(up_to=mine[0].id)) == mine[:1]


def test_totals_never_mix_currencies(several: Store) -> None:
    with several.reading() as records:
        earned, agus = records.earned, person(records, "agus").company.id
        company = Slice(partner_id=person(records, "rina").company.id)
        spiff = [Money(9, "IDR"), Money(16, "USD")]
        assert earned.by_component(company) == {"kicker": rupiah(4), "spiff": spiff}
        months = {"2026-09": [Money(5, "IDR"), Money(16, "USD")], "2026-10": rupiah(8)}
        assert earned.by_period(company) == months
        assert earned.by_period(Slice(partner_id=agus)) == {"2026-09": rupiah(2)}


def test_one_transaction_is_one_line_and_totals_are_another(store: Store) -> None:
    with store.transaction() as records:
        rina = person(records, "rina")
        month = records.periods.containing(date(2026, 9, 1)).days
        sales = records.transactions.of(rina.id, month)
        head = heading(records)
        earning_id = records.earnings.headed([head])[head]
        some = [delta(earning_id, 10, transaction_id=sale.id) for sale in sales]
        records.earnings.post(Cause("run", "1"), [*some, delta(earning_id, 5)], NOW)
        current = records.earned.current(Slice())
    assert [line.transaction_id for line in current] == [*(sale.id for sale in sales), None]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(-(2**50), 2**50), min_size=1, max_size=6))
def test_posting_only_differences_comes_to_the_last_recompute(
    store: Store, wanted: list[int]
) -> None:
    window = f"w{next(_WINDOWS)}"
    for minor in wanted:
        with store.transaction() as records:
            head = heading(records, window=window)
            records.earnings.hold([head.partner_id])
            earning_id = records.earnings.headed([head])[head]
            there = sum(
                line.amount.minor for line in records.earned.lines(Slice(windows=[window]))
            )
            cause = Cause("run", f"{window} {next(_WINDOWS)}")
            records.earnings.post(cause, [delta(earning_id, minor - there)], NOW)
    with store.reading() as records:
        (line,) = records.earned.current(Slice(windows=[window]))
    assert line.amount.minor == wanted[-1]


_WINDOWS = iter(range(10**9))
