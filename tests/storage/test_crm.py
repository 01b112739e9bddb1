"""Changes of deals are written down with the deal, once, for whoever is told of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from storage.crm import ChangeState, CrmChange, Told
from storage.deals import Deal
from storage.people import Person
from storage.store import Records, Store
from storage.values import Money
from tests.conftest import NOW
from tests.storage.test_deals import a_deal, person

LEASE = timedelta(minutes=1)
LATER = timedelta(days=400)


STEPS: list[Callable[[Deal, Person], None]] = [
    lambda deal, sari: deal.give_back(sari, NOW, "domain", "Which one?"),
    lambda deal, _: deal.complete(deal.submitted_by, NOW),
    lambda deal, sari: deal.approve(sari, NOW, date(2026, 12, 15)),
    lambda deal, sari: deal.extend(sari, date(2027, 1, 14)),
    lambda deal, _: setattr(deal, "value", Money.of(70_000_000, "IDR")),
    lambda deal, _: deal.withdraw(deal.submitted_by),
]


def at(after: timedelta = LATER) -> datetime:
    return datetime.now(UTC) + after


def enrol(store: Store, *names: str) -> None:
    with store.transaction() as records:
        records.crm.enrol(dict.fromkeys(names, "here"), at(timedelta()))


def registered(store: Store, customer: str = "PT Sinar Terang") -> int:
    with store.transaction() as records:
        deal = records.deals.protect(a_deal(records, customer=customer), [f"name:ID:{customer}"])
        assert deal is not None
        return deal.id


def manager(records: Records) -> Person:
    return person(records, "sari")


def types(store: Store, deal_id: int, target: str = "webhook") -> list[str]:
    with store.reading() as records:
        return [change.type for change in records.crm.of(deal_id, target)]


def taken(store: Store, after: timedelta = LATER) -> list[Told]:
    with store.transaction() as records:
        return records.crm.take("webhook", at(after), LEASE, 10)


def settle(store: Store, told: Told, how: Callable[[CrmChange], None]) -> None:
    with store.transaction() as records:
        change = records.crm.held(told)
        assert change is not None
        how(change)


def test_without_a_target_nothing_is_written(any_store: Store) -> None:
    deal_id = registered(any_store)
    assert types(any_store, deal_id) == []


def test_every_change_is_written_once_for_each_target(any_store: Store) -> None:
    enrol(any_store, "webhook", "hubspot")
    deal_id = registered(any_store)
    for step in STEPS:
        with any_store.transaction() as records:
            step(records.deals.get(deal_id), manager(records))
    told = ["submitted", "returned", "completed", "approved", "extended", "changed", "withdrawn"]
    assert types(any_store, deal_id) == [f"deal.{each}" for each in told]
    assert types(any_store, deal_id, "hubspot") == types(any_store, deal_id)
    with any_store.reading() as records:
        changes = records.crm.of(deal_id, "webhook")
    assert [change.sequence for change in changes] == [1, 2, 3, 4, 5, 6, 7]
    assert [change.deal["value"]["minor"] for change in changes] == [6_000_000_000] * 5 + [
        7_000_000_000
    ] * 2


def test_what_is_told_is_the_deal_without_peoples_addresses(any_store: Store) -> None:
    enrol(any_store, "webhook")
    deal_id = registered(any_store)
    with any_store.reading() as records:
        (change,) = records.crm.of(deal_id, "webhook")
        deal = records.deals.get(deal_id)
    assert change.deal["reference"] == deal.reference
    assert change.deal["partner"]["name"] == "PT Mitra Sejahtera"
    assert change.deal["closing"] == "2026-09-30"
    assert change.deal["submitted_at"] == NOW.isoformat()
    assert "Anton" not in str(change.deal)


def test_a_reminder_is_no_change(any_store: Store) -> None:
    enrol(any_store, "webhook")
    deal_id = registered(any_store)
    with any_store.transaction() as records:
        deal = records.deals.get(deal_id)
        assert records.deal_clocks.nudge(deal, NOW)
        deal.late_at = NOW
    assert types(any_store, deal_id) == ["deal.submitted"]


def test_what_is_rolled_back_was_never_written(any_store: Store) -> None:
    enrol(any_store, "webhook")
    deal_id = registered(any_store)
    with pytest.raises(RuntimeError):
        _declined_in_vain(any_store, deal_id)
    with any_store.transaction() as records:
        second = a_deal(records)
        assert records.deals.protect(second, ["name:ID:PT Sinar Terang"]) is None
    assert types(any_store, deal_id) == ["deal.submitted"]
    assert [each.deal_id for each in taken(any_store)] == [deal_id]


def _declined_in_vain(store: Store, deal_id: int) -> None:
    with store.transaction() as records:
        records.deals.get(deal_id).decline(manager(records), NOW, "no")
        records.session.flush()
        raise RuntimeError


def test_a_deals_changes_are_taken_one_after_the_other(any_store: Store) -> None:
    enrol(any_store, "webhook")
    one, other = registered(any_store), registered(any_store, "PT Lain")
    with any_store.transaction() as records:
        records.deals.get(one).decline(manager(records), NOW, "no")
    first = taken(any_store)
    assert [(each.deal_id, each.sequence) for each in first] == [(one, 1), (other, 1)]
    settle(any_store, first[0], lambda change: change.wait(at(timedelta(days=500)), "500"))
    assert taken(any_store) == []
    again = taken(any_store, after=timedelta(days=501))
    assert [(each.deal_id, each.attempts) for each in again] == [(one, 2), (other, 2)]
    settle(any_store, again[0], lambda change: change.failed("gave up"))
    (then,) = taken(any_store, after=timedelta(days=501))
    assert (then.deal_id, then.sequence) == (one, 2)
    settle(any_store, then, lambda change: change.sent(at()))
    with any_store.reading() as records:
        assert records.crm.held(first[1]) is None
    with any_store.reading() as records:
        assert records.crm.tally("webhook") == {
            ChangeState.FAILED: 1,
            ChangeState.SENT: 1,
            ChangeState.WAITING: 1,
        }


def test_who_begins_is_told_of_the_open_deals_and_who_is_gone_of_nothing(
    any_store: Store,
) -> None:
    registered(any_store)
    with any_store.transaction() as records:
        assert records.crm.enrol({"webhook": "here"}, at()) == ["webhook"]
        assert records.crm.enrol({"webhook": "here"}, at()) == []
        records.crm.disable("webhook", "410")
        assert records.crm.enrol({"webhook": "here"}, at()) == []
        assert records.crm.on() == []
        assert records.crm.enrol({"webhook": "there"}, at()) == ["webhook"]
        assert records.crm.on() == ["webhook"]
        records.crm.enrol({}, at())
        assert records.crm.on() == []
        assert records.crm.enrol({"webhook": "there"}, at()) == ["webhook"]


def test_a_deal_that_is_only_read_writes_nothing(any_store: Store) -> None:
    enrol(any_store, "webhook")
    deal_id = registered(any_store)
    with any_store.transaction() as records:
        deal: Deal = records.deals.get(deal_id)
        deal.customer = str(deal.customer)
    assert types(any_store, deal_id) == ["deal.submitted"]
