from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.standing import Posted, Sent, Status, standing, status
from storage.values import Money

JULY, AUGUST, SEPTEMBER = date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30)
#: Nothing was ever approved.
NEVER = None


def posted(minor: int, held: int = 0, reversals: int = 0, **given: Any) -> Posted:
    usual: dict[str, Any] = {"due_on": JULY, "posted_to": JULY, "settled": True}
    return Posted(minor, held, reversals, **usual | given)


OPEN: dict[str, Any] = {"settled": False}
QUARTER: dict[str, Any] = {"due_on": SEPTEMBER}


@pytest.mark.parametrize(
    ("lines", "sent", "settled_to", "expected"),
    [
        ([posted(100, **OPEN)], Sent(), NEVER, {Status.ACCRUED: 100}),
        ([posted(100, 20, **OPEN)], Sent(), NEVER, {Status.ACCRUED: 80, Status.HELD: 20}),
        ([posted(100, **QUARTER)], Sent(), JULY, {Status.ESTIMATED: 100}),
        ([posted(100, **QUARTER)], Sent(), SEPTEMBER, {Status.PAYABLE: 100}),
        ([posted(100)], Sent(), JULY, {Status.PAYABLE: 100}),
        ([posted(100, 20)], Sent(), JULY, {Status.PAYABLE: 80, Status.HELD: 20}),
        ([posted(100)], Sent(on_the_way=100), JULY, {Status.IN_PAYOUT: 100}),
        ([posted(100)], Sent(paid=100), JULY, {Status.PAID: 100}),
        ([posted(100)], Sent(paid=60), JULY, {Status.PAYABLE: 40, Status.PAID: 60}),
        (
            [posted(100), posted(0, -20, posted_to=AUGUST, due_on=JULY)],
            Sent(paid=80),
            AUGUST,
            {Status.PAYABLE: 40, Status.PAID: 80, Status.HELD: -20},
        ),
        ([posted(0, reversals=-100)], Sent(), JULY, {Status.REVERSED: 100}),
        (
            [posted(100), posted(-30, 0, -30, posted_to=AUGUST)],
            Sent(paid=100),
            AUGUST,
            {Status.PAID: 100, Status.TO_RECOVER: 30},
        ),
        (
            [posted(100), posted(-30, 0, -30, posted_to=AUGUST)],
            Sent(paid=100, recovered=-30),
            AUGUST,
            {Status.PAID: 100, Status.RECOVERED: 30},
        ),
        ([], Sent(), NEVER, {}),
    ],
)
def test_where_an_earning_stands(
    lines: list[Posted], sent: Sent, settled_to: date | None, expected: dict[Status, int]
) -> None:
    amounts = standing(lines, sent, settled_to, "IDR")
    assert amounts == {each: Money(minor, "IDR") for each, minor in expected.items()}


@pytest.mark.parametrize(
    ("amounts", "word"),
    [
        ((Status.PAID, Status.TO_RECOVER), Status.TO_RECOVER),
        ((Status.PAYABLE, Status.HELD), Status.PAYABLE),
        ((Status.PAID, Status.RECOVERED), Status.PAID),
        ((Status.ESTIMATED,), Status.ESTIMATED),
        ((Status.REVERSED,), Status.REVERSED),
        ((), Status.ACCRUED),
    ],
)
def test_the_one_word_is_what_somebody_would_want_to_know_first(
    amounts: tuple[Status, ...], word: Status
) -> None:
    assert status(dict.fromkeys(amounts, Money(1, "IDR"))) is word


small = st.integers(-1000, 1000)
days = st.sampled_from([JULY, AUGUST, SEPTEMBER])


@given(
    st.lists(st.builds(Posted, small, small, small, days, days, st.booleans())),
    st.builds(Sent, st.integers(0, 500), st.integers(0, 500), st.integers(-500, 0)),
    st.none() | days,
)
def test_everything_earned_stands_somewhere(
    lines: list[Posted], sent: Sent, settled_to: date | None
) -> None:
    minor = dict.fromkeys(Status, 0)
    minor |= {each: money.minor for each, money in standing(lines, sent, settled_to, "X").items()}
    less = (Status.TO_RECOVER, Status.RECOVERED)
    told = sum(minor[each] for each in Status if each not in (*less, Status.REVERSED))
    assert told - sum(minor[each] for each in less) == sum(each.minor for each in lines)
    assert not (minor[Status.PAYABLE] and minor[Status.TO_RECOVER])
