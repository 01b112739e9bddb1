"""What is payable is paid once, by three pairs of hands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from storage.batches import ItemState, Payout, PayoutItem, PayoutPart, PayoutState
from storage.owed import Due
from storage.payouts import Overpaid
from storage.signing import NotNow, SamePerson
from storage.standing import Status
from storage.store import Records, Store
from storage.values import Money
from tests.conftest import NOW
from tests.storage.books import OCTOBER, at_once, earns, person, settle

LATER = NOW + timedelta(days=30)


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def due(records: Records, who: str = "rina") -> list[Due]:
    return records.owed.to(f"member:{person(records, who).id}")


def stands(store: Store) -> dict[Status, int]:
    with store.reading() as records:
        found = [one.amounts for one in due(records)]
        return {each: money.minor for amounts in found for each, money in amounts.items()}


def item(owed: list[Due], reference: str = "PAY-1-A", **given: Any) -> PayoutItem:
    first = owed[0]
    made = PayoutItem(
        reference=reference,
        earner=first.earner,
        partner_id=first.partner_id,
        member_id=first.member_id,
        currency="IDR",
        gross_minor=sum(each.minor for each in owed),
        **given,
    )
    made.parts = [PayoutPart(earning_id=each.earning_id, minor=each.minor) for each in owed]
    return made


def batch(records: Records, *items: PayoutItem, reference: str = "PAY-1") -> Payout:
    made = Payout(
        reference=reference,
        period_id=records.periods.locked("2026-09").id,
        prepared_by_id=person(records, "fajar").id,
        prepared_at=NOW,
    )
    made.items = list(items)
    return made


def prepares(store: Store, reference: str = "PAY-1") -> Payout:
    with store.transaction() as records:
        made = item(due(records), f"{reference}-A")
        return records.payouts.prepare(batch(records, made, reference=reference))


def sends(store: Store, reference: str = "PAY-1") -> None:
    with store.transaction() as records:
        payout = records.payouts.locked(reference)
        assert payout is not None
        payout.approve(person(records, "maya"), NOW)
        payout.send(person(records, "fajar"), NOW)


def answers(store: Store, state: ItemState, reference: str = "PAY-1-A", reason: str = "") -> None:
    with store.transaction() as records:
        sent = records.payouts.item(reference)
        assert sent is not None
        sent.answer(state, LATER, reason)


@pytest.fixture
def payable(store: Store) -> Store:
    """Rina has 500 to be paid."""
    earns(store, "1", 500)
    settle(store)
    return store


def test_nothing_is_payable_before_the_period_is_approved(store: Store) -> None:
    earns(store, "1", 500)
    assert stands(store) == {Status.ACCRUED: 500}
    with store.reading() as records:
        assert records.owed.now("IDR") == []
    settle(store)
    assert stands(store) == {Status.PAYABLE: 500}
    with store.reading() as records:
        (owed,) = records.owed.now("IDR")
        assert (owed.minor, owed.component, owed.window) == (500, "spiff", "2026-09")
        assert records.owed.now("USD") == []
        assert records.owed.at(owed.partner_id) == [owed]


def test_from_a_draft_to_the_money_on_the_account(payable: Store) -> None:
    prepares(payable)
    assert stands(payable) == {Status.IN_PAYOUT: 500}
    sends(payable)
    assert stands(payable) == {Status.IN_PAYOUT: 500}
    answers(payable, ItemState.SETTLED)
    assert stands(payable) == {Status.PAID: 500}
    with payable.reading() as records:
        (payout,) = records.payouts.all()
        assert (payout.state, payout.approved_at, payout.sent_at) == (PayoutState.SENT, NOW, NOW)
        assert records.payouts.get(payout.id) is payout
        (sent,) = records.payouts.of(payout.items[0].earner)
        assert (sent.answered_at, sent.gross, sent.net) == (LATER, *[Money(500, "IDR")] * 2)
        assert records.owed.now("IDR") == []


@pytest.mark.parametrize("state", [ItemState.FAILED, ItemState.RETURNED])
def test_what_did_not_arrive_is_payable_again(payable: Store, state: ItemState) -> None:
    prepares(payable)
    sends(payable)
    answers(payable, state, reason="AC04")
    assert stands(payable) == {Status.PAYABLE: 500}
    prepares(payable, "PAY-2")
    assert stands(payable) == {Status.IN_PAYOUT: 500}


def test_a_settled_payment_may_still_come_back_but_not_fail(payable: Store) -> None:
    prepares(payable)
    with pytest.raises(NotNow):
        answers(payable, ItemState.SETTLED)
    sends(payable)
    answers(payable, ItemState.SETTLED)
    with pytest.raises(NotNow):
        answers(payable, ItemState.FAILED)
    answers(payable, ItemState.RETURNED)
    with pytest.raises(NotNow):
        answers(payable, ItemState.READY)


def test_a_draft_that_is_discarded_takes_nothing(payable: Store) -> None:
    prepares(payable)
    with payable.transaction() as records:
        payout = records.payouts.locked("PAY-1")
        assert payout is not None
        payout.discard()
        with pytest.raises(NotNow):
            payout.approve(person(records, "maya"), NOW)
    assert stands(payable) == {Status.PAYABLE: 500}


def test_who_waits_takes_nothing_either(payable: Store) -> None:
    with payable.transaction() as records:
        owed = due(records)
        made = item(owed, state=ItemState.CARRIED_FORWARD, reason="below_threshold")
        made.parts = []
        records.payouts.prepare(batch(records, made))
    sends(payable)
    assert stands(payable) == {Status.PAYABLE: 500}
    with payable.reading() as records:
        (kept,) = records.payouts.of(owed[0].earner)
        assert kept.state is ItemState.CARRIED_FORWARD


def test_three_steps_need_other_hands(payable: Store) -> None:
    payout = prepares(payable)
    with payable.transaction() as records:
        fajar, maya = person(records, "fajar"), person(records, "maya")
        with pytest.raises(SamePerson):
            payout.approve(fajar, NOW)
        with pytest.raises(NotNow):
            payout.send(fajar, NOW)
        payout.approve(maya, NOW)
        with pytest.raises(SamePerson):
            payout.send(maya, NOW)
        assert payout.state is PayoutState.APPROVED


@pytest.mark.parametrize(("part", "gross"), [(501, 501), (-1, -1), (500, 499)])
def test_no_more_than_is_payable_is_paid(payable: Store, part: int, gross: int) -> None:
    with pytest.raises(Overpaid), payable.transaction() as records:  # noqa: PT012
        made = item(due(records))
        made.gross_minor, made.parts[0].minor = gross, part
        records.payouts.prepare(batch(records, made))


def test_the_same_money_is_in_one_draft_only(payable: Store) -> None:
    prepares(payable)
    with payable.reading() as records:
        (owed,) = due(records)
    assert owed.minor == 0


def test_of_two_drafts_at_once_one_has_the_money(payable: Store) -> None:
    """Both see that it is payable; the second to be kept is refused."""
    with payable.reading() as records:
        seen = due(records)

    def prepare(reference: str) -> None:
        with payable.transaction() as records:
            made = item(seen, f"{reference}-A")
            records.payouts.prepare(batch(records, made, reference=reference))

    ended = at_once(*[lambda n=n: prepare(f"PAY-{n}") for n in (1, 2)], refused=Overpaid)
    assert sorted(type(each).__name__ for each in ended) == ["NoneType", "Overpaid"]


def test_what_was_paid_too_much_is_recovered_from_the_next(payable: Store) -> None:
    paid(payable, "PAY-1")
    posted_in_october(payable, "2", -200, kind="reversal")
    assert stands(payable) == {Status.PAID: 500, Status.ACCRUED: -200}
    posted_in_october(payable, "3", 300, window="2026-10", due_on=date(2026, 10, 31))
    settle(payable, OCTOBER)
    with payable.reading() as records:
        owed = due(records)
        assert [each.minor for each in owed] == [-200, 300]
        assert owed[0].amounts[Status.TO_RECOVER] == Money(200, "IDR")
    assert paid(payable, "PAY-2").items[0].gross == Money(100, "IDR")
    with payable.reading() as records:
        first, second = due(records)
        kept, back = Money(500, "IDR"), Money(200, "IDR")
        assert first.amounts == {Status.PAID: kept, Status.RECOVERED: back}
        assert second.amounts == {Status.PAID: Money(300, "IDR")}


def paid(store: Store, reference: str) -> Payout:
    payout = prepares(store, reference)
    sends(store, reference)
    answers(store, ItemState.SETTLED, f"{reference}-A")
    return payout


def posted_in_october(store: Store, reference: str, minor: int, **given: Any) -> None:
    with store.transaction() as records:
        october = records.periods.containing(OCTOBER).id
    earns(store, reference, minor, period_id=october, **given)


def test_what_goes_into_a_fund_is_not_paid(store: Store) -> None:
    earns(store, "1", 500, fund="mdf")
    settle(store)
    assert stands(store) == {}


def test_an_account_that_changes_after_the_approval_is_noticed(payable: Store) -> None:
    with payable.transaction() as records:
        owed = due(records)
        profile = records.payout_profiles.of(owed[0].earner)
        assert profile is not None
        made = item(owed, profile_version=profile.version)
        payout = records.payouts.prepare(batch(records, made))
        assert records.payouts.redirected(payout) == []
        profile.number = "2"
        records.session.flush()
        assert records.payouts.redirected(payout) == [made]


def test_who_is_not_there_has_no_payout(store: Store) -> None:
    with store.transaction() as records:
        assert records.payouts.locked("PAY-9") is None
        assert records.payouts.item("PAY-9-A") is None
