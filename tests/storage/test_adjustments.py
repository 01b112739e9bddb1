"""Somebody puts a line right, somebody else agrees, and it posts into the open period once."""

from __future__ import annotations

from typing import Any

import pytest

from storage.adjustments import Adjustment, AdjustmentKind, Approval
from storage.disputes import DisputeState
from storage.earned import Slice
from storage.earnings import EarningLine, LineKind
from storage.signing import NotNow, SamePerson
from storage.store import Store
from storage.values import Money
from tests.conftest import NOW
from tests.storage.books import SEPTEMBER, at_once, earns, person, settle
from tests.storage.test_disputes import opens


@pytest.fixture
def store(any_store: Store) -> Store:
    earns(any_store, "1", 2000)
    return any_store


def prepares(store: Store, minor: int = 500, currency: str = "IDR", **given: Any) -> int:
    with store.transaction() as records:
        (line,) = records.earned.lines(Slice(windows=["2026-09"]))[:1]
        made = Adjustment(
            kind=AdjustmentKind.DISPUTE,
            reason="calculation_error",
            amount=Money(minor, currency),
            line_id=line.id,
            prepared_by_id=person(records, "fajar").id,
            prepared_at=NOW,
            **given,
        )
        return records.adjustments.prepare(made).id


def approves(store: Store, adjustment_id: int, who: str = "maya") -> EarningLine:
    with store.transaction() as records:
        approval = Approval(person(records, who), SEPTEMBER, NOW)
        return records.adjustments.approve(adjustment_id, approval)


def test_it_posts_when_another_person_agrees(store: Store) -> None:
    made = prepares(store)
    with store.reading() as records:
        (waiting,) = records.adjustments.waiting()
        assert waiting.id == made
        assert [line.amount.minor for line in records.earned.lines(Slice())] == [2000]
    line = approves(store, made)
    assert (line.kind, line.minor, line.reason) == (LineKind.ADJUSTMENT, 500, "calculation_error")
    with store.reading() as records:
        first, second = records.earned.lines(Slice())
        assert (second.linked_id, second.amount.minor) == (first.id, 500)
        (current,) = records.earned.current(Slice())
        assert current.amount == Money(2500, "IDR")
        assert records.adjustments.waiting() == []
        assert [each.id for each in records.adjustments.of(first.id)] == [made]


def test_nobody_agrees_with_themselves(store: Store) -> None:
    made = prepares(store)
    with pytest.raises(SamePerson):
        approves(store, made, "fajar")


def test_it_is_approved_once_however_many_try(store: Store) -> None:
    made = prepares(store)
    ended = at_once(*[lambda: approves(store, made)] * 3, refused=NotNow)
    assert sorted(type(each).__name__ for each in ended) == ["EarningLine", "NotNow", "NotNow"]
    with pytest.raises(NotNow):
        approves(store, made)


def test_after_the_approval_of_a_period_it_goes_to_the_next(store: Store) -> None:
    settle(store)
    approves(store, prepares(store, -300))
    approves(store, prepares(store, 100))
    with store.reading() as records:
        posted = records.earned.by_period(Slice(windows=["2026-09"]))
    assert posted == {"2026-09": [Money(2000, "IDR")], "2026-10": [Money(-200, "IDR")]}


def test_the_dispute_behind_it_is_adjusted(store: Store) -> None:
    with store.transaction() as records:
        dispute, fajar = opens(records), person(records, "fajar")
        dispute.investigate(fajar)
        dispute.uphold(fajar, NOW, "10 seats")
    approves(store, prepares(store, dispute_id=dispute.id))
    with store.reading() as records:
        assert records.disputes.of(dispute.opened_by_id)[0].state is DisputeState.ADJUSTED


def test_what_was_sent_back_is_not_approved_once_another_waits(store: Store) -> None:
    with store.transaction() as records:
        dispute, fajar = opens(records), person(records, "fajar")
        dispute.investigate(fajar)
        dispute.uphold(fajar, NOW, "10 seats")
    first = prepares(store, dispute_id=dispute.id)
    with store.transaction() as records:
        found = records.disputes.numbered(dispute.reference)
        assert found is not None
        found.send_back(first, person(records, "maya"), NOW, "9 seats")
        found.uphold(person(records, "fajar"), NOW, "9 seats")
    second = prepares(store, 250, dispute_id=dispute.id)
    with pytest.raises(NotNow, match="sent"):
        approves(store, first)
    assert approves(store, second).minor == 250
    with store.reading() as records:
        assert [line.minor for line in records.earned.lines(Slice())] == [2000, 250]


@pytest.mark.parametrize(("minor", "currency"), [(0, "IDR"), (5, "USD")])
def test_what_changes_nothing_or_mixes_currencies_is_refused(
    store: Store, minor: int, currency: str
) -> None:
    with pytest.raises(ValueError, match="cannot adjust"):
        prepares(store, minor, currency)
