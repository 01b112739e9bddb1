from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.allowance import Accrued, Taken, left


def day(number: int) -> date:
    return date(2026, 7, number)


FIRST = Accrued(100, day(1), day(10))
SECOND = Accrued(50, day(5), day(20))
EVER = Accrued(7, day(1), None)


@pytest.mark.parametrize(
    ("accrued", "taken", "on", "expected"),
    [
        ([FIRST], [], day(1), 100),
        ([FIRST], [], day(10), 100),
        ([FIRST], [], day(11), 0),
        ([SECOND], [], day(4), 0),
        ([FIRST, SECOND], [Taken(30, day(6))], day(7), 120),
        # what ends first is used first, so only what was left of it is gone with it
        ([FIRST, SECOND], [Taken(30, day(6))], day(11), 50),
        ([FIRST, SECOND], [Taken(120, day(6))], day(11), 30),
        ([SECOND, FIRST], [Taken(120, day(6))], day(11), 30),
        ([FIRST, EVER], [Taken(100, day(3))], day(30), 7),
        ([FIRST, EVER], [Taken(104, day(3))], day(30), 3),
        ([FIRST, Accrued(-40, day(2), day(10))], [], day(3), 60),
        ([], [], day(1), 0),
    ],
)
def test_what_is_left_on_a_day(
    accrued: list[Accrued], taken: list[Taken], on: date, expected: int
) -> None:
    assert left(accrued, taken, on) == expected


days = st.integers(1, 30).map(day)
accruals = st.lists(st.builds(Accrued, st.integers(0, 1000), days, st.none() | days), max_size=6)


@given(
    accruals, st.lists(st.builds(Taken, st.integers(0, 500), days), max_size=6), days, st.randoms()
)
def test_it_is_never_below_zero_more_than_came_in_or_another_in_another_order(
    accrued: list[Accrued], taken: list[Taken], on: date, random: Random
) -> None:
    rest = left(accrued, taken, on)
    assert 0 <= rest <= left(accrued, [], on)
    mixed = list(taken)
    random.shuffle(mixed)
    assert sum(each.minor for each in accrued) >= rest == left(accrued, mixed, on)
