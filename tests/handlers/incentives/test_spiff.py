from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.incentives.conditions import Condition
from handlers.incentives.spiff import Reason, Sale, Spiff, evaluate
from storage.values import Money, Period

SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
RESELLER = {"partner.type": "reseller", "product.name": "Pro"}


def rupiah(amount: int) -> Money:
    return Money.of(amount, "IDR")


def spiff(
    rate: int = 250_000, cap: int | None = 10_000_000, version: int = 1, first: int = 1
) -> Spiff:
    return Spiff(
        plan="push",
        component="spiff",
        name="Push",
        version=version,
        first=date(2026, 9, first),
        last=SEPTEMBER.last,
        rate=rupiah(rate),
        cap=None if cap is None else rupiah(cap),
        tests=(
            Condition("partner.type", "eq", "reseller"),
            Condition("product.name", "eq", "Pro"),
        ),
        product="Pro",
    )


def sale(
    day: int, units: int, month: int = 9, facts: Mapping[str, str] = MappingProxyType({})
) -> Sale:
    return Sale(date(2026, month, day), f"S-{day}", "Pro", units, {**RESELLER, **facts})


@pytest.mark.parametrize(
    ("sold", "earned"),
    [
        ([(3, 24), (10, 8)], [6_000_000, 2_000_000]),
        ([(3, 24), (10, 8), (16, 12)], [6_000_000, 2_000_000, 2_000_000]),
        ([(3, 39)], [9_750_000]),
        ([(3, 40)], [10_000_000]),
        ([(3, 41)], [10_000_000]),
        ([(3, 24), (10, 8), (14, -10)], [6_000_000, 2_000_000, -2_500_000]),
        ([(3, 24), (10, 8), (12, 12), (14, -10)], [6_000_000, 2_000_000, 2_000_000, -1_500_000]),
        ([(3, 60), (4, -10)], [10_000_000, 0]),
        ([], []),
    ],
)
def test_a_cap_is_eaten_in_the_order_of_the_sales(
    sold: list[tuple[int, int]], earned: list[int]
) -> None:
    lines = evaluate([spiff()], [sale(*one) for one in sold]).lines
    assert [line.amount for line in lines] == [rupiah(amount) for amount in earned]


def test_a_line_says_what_the_cap_took() -> None:
    (line,) = evaluate([spiff()], [sale(3, 44)]).lines
    assert (line.gross, line.amount, line.cut) == (
        rupiah(11_000_000),
        rupiah(10_000_000),
        rupiah(1_000_000),
    )


def test_a_sale_counts_under_the_version_of_its_day() -> None:
    versions = [spiff(), spiff(rate=300_000, version=2, first=16)]
    earned = evaluate(versions, [sale(10, 20), sale(17, 12)])
    assert [line.spiff.version for line in earned.lines] == [1, 2]
    assert earned.total("IDR") == rupiah(5_000_000 + 3_600_000)
    assert [each.version for each in earned.versions] == [1, 2]


def test_versions_share_their_cap() -> None:
    versions = [spiff(), spiff(rate=300_000, version=2, first=16)]
    earned = evaluate(versions, [sale(10, 36), sale(17, 12)])
    assert [line.amount for line in earned.lines] == [rupiah(9_000_000), rupiah(1_000_000)]


def test_without_a_cap_nothing_is_cut() -> None:
    (line,) = evaluate([spiff(cap=None)], [sale(3, 1_000)]).lines
    assert line.amount == rupiah(250_000_000)


def test_each_month_has_its_own_cap() -> None:
    endless = Spiff(
        "push", "spiff", "Push", 1, date(2026, 1, 1), None, rupiah(1), rupiah(5), (), ""
    )
    earned = evaluate([endless], [sale(1, 9, 8), sale(2, 9, 8), sale(1, 9)])
    assert list(earned.by_month().values()) == [rupiah(5), rupiah(5)]
    assert earned.under(endless, Period.month(date(2026, 8, 1))) == rupiah(5)
    assert earned.during(SEPTEMBER).total("IDR") == rupiah(5)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (sale(31, 5, 8), Reason.NO_PLAN),
        (sale(1, 5, 10), Reason.NO_PLAN),
        (sale(3, 5, facts={"partner.type": "referral"}), Reason.NOT_ELIGIBLE),
        (sale(3, 5, facts={"product.name": "Basic"}), Reason.NOT_ELIGIBLE),
    ],
)
def test_what_earns_nothing_says_why(made: Sale, reason: Reason) -> None:
    earned = evaluate([spiff()], [made])
    assert not earned.lines
    assert [each.reason for each in earned.unpaid] == [reason]


UNITS = st.lists(st.tuples(st.integers(1, 30), st.integers(-60, 60)), max_size=12)


@given(UNITS)
def test_the_lines_add_up_to_the_capped_total(sold: list[tuple[int, int]]) -> None:
    earned = evaluate([spiff()], [sale(*one) for one in sold])
    gross = sum(units for _, units in sold) * 250_000
    assert earned.total("IDR") == rupiah(min(gross, 10_000_000))


@given(UNITS)
def test_returning_everything_nets_to_nothing(sold: list[tuple[int, int]]) -> None:
    returned = [(day, -units) for day, units in sold]
    earned = evaluate([spiff()], [sale(*one) for one in [*sold, *returned]])
    assert earned.total("IDR") == rupiah(0)


@given(UNITS.flatmap(lambda sold: st.tuples(st.just(sold), st.permutations(sold))))
def test_the_order_of_arrival_does_not_change_the_sum(
    orders: tuple[list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    one, other = (evaluate([spiff()], [sale(*each) for each in order]) for order in orders)
    assert one.total("IDR") == other.total("IDR")
