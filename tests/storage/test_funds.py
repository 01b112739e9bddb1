from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from storage.funds import BEFORE, ClaimState, FundAccrual, FundClaim, FundTooSmall
from storage.keys import Cause
from storage.signing import NotNow, SamePerson
from storage.store import Records, Store
from storage.values import Money
from tests.conftest import NOW
from tests.storage.books import at_once, person

TODAY, END, PROOF = date(2026, 9, 16), date(2026, 9, 30), date(2026, 10, 30)


def rupiah(millions: int) -> Money:
    return Money.of(millions * 1_000_000, "IDR")


def accrual(records: Records, millions: int, reference: str = "q3", **given: Any) -> FundAccrual:
    usual: dict[str, Any] = {
        "key": Cause("grant", reference).key,
        "fund": "mdf",
        "partner_id": person(records, "bayu").company.id,
        "amount": rupiah(millions),
        "day": date(2026, 7, 1),
        "until": END,
        "recorded_at": NOW,
    }
    return FundAccrual(**usual | given)


def claim(records: Records, reference: str, millions: int, cost: int = 0) -> FundClaim:
    bayu = person(records, "bayu")
    return records.funds.request(
        FundClaim(
            reference=reference,
            fund="mdf",
            partner_id=bayu.company.id,
            activity="event",
            amount=rupiah(millions),
            cost_minor=rupiah(cost or 2 * millions).minor,
            requested_by_id=bayu.id,
            requested_at=NOW,
            day=TODAY,
        )
    )


@pytest.fixture
def store(any_store: Store) -> Store:
    """40 million for the quarter, 25 of them taken."""
    with any_store.transaction() as records:
        assert records.funds.accrue(accrual(records, 40))
        taken = claim(records, "F-10001", 25)
        records.funds.agree(taken, person(records, "maya"), NOW, PROOF)
    return any_store


def holds(records: Records, day: date = TODAY) -> Money:
    return records.funds.holds(person(records, "bayu").company.id, "mdf", "IDR", day)


def test_a_cause_puts_money_in_once(store: Store) -> None:
    with store.transaction() as records:
        assert not records.funds.accrue(accrual(records, 40))
        assert holds(records) == rupiah(15)
        assert records.funds.accrue(accrual(records, 5, "extra", until=None))
        assert holds(records) == rupiah(20)
        assert holds(records, END + timedelta(days=1)) == rupiah(5)


def test_more_than_the_fund_holds_is_not_agreed_to(store: Store) -> None:
    with store.transaction() as records:
        maya = person(records, "maya")
        large, right = claim(records, "F-1", 16), claim(records, "F-2", 15)
        with pytest.raises(FundTooSmall):
            records.funds.agree(large, maya, NOW, PROOF)
        records.funds.agree(right, maya, NOW, PROOF)
        assert holds(records) == rupiah(0)


def test_of_two_claims_agreed_to_at_once_one_gets_the_money(store: Store) -> None:
    with store.transaction() as records:
        references = [claim(records, f"F-{n}", 10).reference for n in range(2)]

    def agree(reference: str) -> None:
        with store.transaction() as records:
            found = records.funds.numbered(reference)
            assert found is not None
            records.funds.agree(found, person(records, "maya"), NOW, PROOF)

    ended = at_once(*[lambda each=each: agree(each) for each in references], refused=FundTooSmall)
    assert sorted(type(each).__name__ for each in ended) == ["FundTooSmall", "NoneType"]


def test_what_was_refused_or_expired_is_there_again(store: Store) -> None:
    with store.transaction() as records:
        found = records.funds.numbered("F-10001")
        assert found is not None
        assert records.funds.unproven(PROOF) == []
        assert records.funds.unproven(PROOF + timedelta(days=1)) == [found]
        found.expire(NOW)
        records.session.flush()
        assert holds(records) == rupiah(40)


@pytest.mark.parametrize(("cost", "reimbursed"), [(60, 25), (50, 25), (40, 20), (0, 0)], ids=str)
def test_with_less_proof_less_is_reimbursed(store: Store, cost: int, reimbursed: int) -> None:
    with store.transaction() as records:
        found = records.funds.numbered("F-10001")
        assert found is not None
        found.prove({"files": ["invoice.pdf"]}, rupiah(cost), NOW)
        assert found.amount == rupiah(reimbursed)
        found.reimburse(NOW)
        records.session.flush()
        assert holds(records) == rupiah(40 - reimbursed)
        assert records.funds.claims(found.partner_id) == [found]


def test_who_asks_does_not_agree(store: Store) -> None:
    with store.transaction() as records, pytest.raises(SamePerson):
        records.funds.agree(claim(records, "F-1", 1), person(records, "bayu"), NOW, PROOF)


def test_others_claims_do_not_exist(store: Store) -> None:
    with store.transaction() as records:
        bayu, agus = person(records, "bayu").company.id, person(records, "agus").company.id
        assert records.funds.owned(bayu, "F-10001") is not None
        assert records.funds.owned(agus, "F-10001") is None
        assert records.funds.new_reference() != "F-10001"


@pytest.mark.parametrize(("millions", "cost"), [(0, 1), (2, 1)])
def test_a_claim_is_for_something_that_costs_more(store: Store, millions: int, cost: int) -> None:
    with store.transaction() as records, pytest.raises(ValueError, match="cannot be claimed"):
        claim(records, "F-1", millions, cost)


@pytest.mark.parametrize("state", ClaimState)
@pytest.mark.parametrize("to", BEFORE)
def test_a_step_follows_its_state_or_is_refused(
    store: Store, state: ClaimState, to: ClaimState
) -> None:
    with store.transaction() as records:
        made = claim(records, "F-1", 1)
        made.state = state
        steps = {
            ClaimState.AGREED: lambda: made.agree(person(records, "maya"), NOW, PROOF),
            ClaimState.PROVEN: lambda: made.prove({}, rupiah(2), NOW),
            ClaimState.REIMBURSED: lambda: made.reimburse(NOW),
            ClaimState.REFUSED: lambda: made.refuse("not an event", NOW),
            ClaimState.EXPIRED: lambda: made.expire(NOW),
        }
        if state in BEFORE[to]:
            steps[to]()
            assert (made.state, made.changed_at) == (to, NOW)
        else:
            with pytest.raises(NotNow):
                steps[to]()
