"""Every posting balances, takes itself back, and does not mind the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.incentives.posting import (
    Group,
    Paid,
    Whose,
    Why,
    accrual,
    approval,
    clawback,
    exchange,
    expiry,
    payment,
    reimbursement,
    release,
)
from storage.ledger import Account, Journal
from storage.values import Money

RINA = Whose(7, "member:3", "IDR")
DAY = date(2026, 9, 30)
SPIFF = "expense:incentive:spiff"


def why(reference: str = "x") -> Why:
    return Why(reference, DAY, run_id=1)


def balances(journals: Iterable[Journal]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for journal in journals:
        journal.check()
        for move in journal.moves:
            sums[move.account.code.replace("member:3:", "")] += move.minor
    return {code: minor for code, minor in sums.items() if minor}


def liability(**parts: int) -> dict[str, int]:
    return {f"liability:{part}": -minor for part, minor in parts.items()}


def test_from_earned_to_paid() -> None:
    spiff = Group(RINA, "spiff", 100, held=20)
    told = [accrual(spiff, why())]
    assert balances(told) == {SPIFF: 100} | liability(accrued=80, held=20)
    told.append(approval(RINA, 80, 0, why()))
    assert balances(told) == {SPIFF: 100} | liability(payable=80, held=20)
    told.append(release(RINA, 20, why()))
    assert balances(told) == {SPIFF: 100} | liability(payable=80, accrued=20)
    told.append(approval(RINA, 20, 0, why()))
    assert balances(told) == {SPIFF: 100} | liability(payable=100)
    told.append(payment(RINA, Paid(100, withheld=5), why()))
    assert balances(told) == {SPIFF: 100, "liability:tax:withheld": -5, "cash:clearing": -95}


def test_a_payment_that_comes_back_is_reversed() -> None:
    sent = payment(RINA, Paid(100, recovered=30, withheld=5), why())
    assert balances([sent])["cash:clearing"] == -65
    back = sent.reversed("AC04", date(2026, 10, 20))
    assert balances([sent, back]) == {}
    assert (back.linked, back.reason) == (sent.cause.key, "AC04")
    assert back.cause != sent.cause


@pytest.mark.parametrize(
    ("payable", "expected"),
    [
        (100, {"liability:payable": 30}),
        (20, {"liability:payable": 20, "asset:recoverable": 10}),
        (0, {"asset:recoverable": 30}),
        (-5, {"asset:recoverable": 30}),
    ],
)
def test_what_is_taken_back_is_taken_of_what_is_payable_first(
    payable: int, expected: dict[str, int]
) -> None:
    found = balances([clawback(Group(RINA, "spiff", 30), payable, why())])
    assert found == {SPIFF: -30} | expected


def test_an_approval_shows_what_was_paid_too_much() -> None:
    back = accrual(Group(RINA, "spiff", -30), why())
    told = [back, approval(RINA, 0, 30, why())]
    assert balances(told) == {SPIFF: -30, "asset:recoverable": 30}


def test_a_fund_is_filled_claimed_and_runs_out() -> None:
    mdf = Group(RINA, "mdf", 100, fund="mdf")
    told = [accrual(mdf, why())]
    assert balances(told) == {"expense:incentive:mdf": 100, "liability:fund:mdf": -100}
    told.append(reimbursement(RINA, "mdf", 60, why()))
    told.append(accrual(Group(RINA, "claim", 10, spends="mdf"), why()))
    told.append(expiry(Group(RINA, "mdf", 30, fund="mdf"), why()))
    expense = {"expense:incentive:mdf": 70}
    assert balances(told) == expense | liability(payable=60, accrued=10)


def test_an_exchange_is_two_linked_postings() -> None:
    sold, bought = Money(100, "USD"), Money(160_000_000, "IDR")
    given_, taken = exchange(RINA.payable, sold, bought, why())
    assert taken.linked == given_.cause.key
    for journal, money, side in ((given_, sold, 1), (taken, bought, -1)):
        journal.check()
        here, clearing = journal.moves
        assert here.account == Account("liability:member:3:payable", 7, money.currency)
        assert clearing.account == Account("fx:clearing", None, money.currency)
        assert (here.minor, clearing.minor) == (side * money.minor, -side * money.minor)


minor = st.integers(1, 2**53)
some = st.integers(-(2**53), 2**53).filter(bool)
names = st.sampled_from(["spiff", "rebate"])
owners = st.builds(Whose, st.integers(1, 2), st.sampled_from(["member:3", "partner:1"]), names)
whys = st.builds(Why, st.text(max_size=3), st.just(DAY), st.none() | st.integers(1, 3))
groups = st.builds(Group, owners, names, some, some, st.sampled_from(["", "mdf"]))
positive = st.builds(Group, owners, names, minor, fund=st.just("mdf"))
journals = st.one_of(
    st.builds(accrual, groups, whys),
    st.builds(approval, owners, some, minor, whys).filter(lambda journal: journal.moves),
    st.builds(release, owners, minor, whys),
    st.builds(clawback, positive, some, whys),
    st.builds(payment, owners, st.builds(Paid, minor, minor, minor), whys),
    st.builds(reimbursement, owners, st.just("mdf"), minor, whys),
    st.builds(expiry, positive, whys),
)


def sums(journals: Iterable[Journal]) -> Counter[Account]:
    found: Counter[Account] = Counter()
    for journal in journals:
        for move in journal.moves:
            found[move.account] += move.minor
    return found


@given(journals)
def test_every_posting_balances_and_no_entry_is_nothing(journal: Journal) -> None:
    journal.check()
    assert all(move.minor for move in journal.moves)


@given(st.lists(journals, max_size=8))
def test_everything_reversed_is_nothing(told: list[Journal]) -> None:
    back = [journal.reversed("correction", DAY) for journal in told]
    assert not any(sums(told + back).values())


@given(st.lists(journals, max_size=8), st.data())
def test_the_order_does_not_matter(told: list[Journal], data: st.DataObject) -> None:
    assert sums(told) == sums(data.draw(st.permutations(told)))
