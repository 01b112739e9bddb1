"""A sale that comes back after it was paid: owed, kept back of the next payout, and recovered."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlers.conversation.turn import Happening
from handlers.incentives.calculating import closing
from handlers.incentives.calculating.closing import LEASE, Step
from handlers.incentives.calculating.posted import posted
from handlers.incentives.paying import bank, batching, steps
from handlers.incentives.paying.batching import Asked, Prepared
from handlers.incentives.payouts.answers import Answer, State
from storage.batches import PayoutItem
from storage.standing import Status
from storage.store import Records, Store
from tests.handlers.incentives.calculating.books import EVERYBODY, MITRA, RINA, balance, publish
from tests.handlers.incentives.calculating.plans import HOLDING, component
from tests.handlers.incentives.selling import sell, who

SEATS = {"kind": "per_unit", "base": "seats", "amount": "100000"}
ONLY_PAID = {"method": "proportional", "only_paid": True}
PUSH = HOLDING | {
    "id": "push",
    "effective_to": "2026-12-31",
    "measures": [{"id": "seats", "of": "quantity"}],
    "components": [
        component(
            "push",
            {"pct": "20", "release": "on_customer_payment"},
            rule=SEATS,
            earner="member",
            clawback=ONLY_PAID,
        )
    ],
}


def on(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 3, tzinfo=UTC)


def closes(store: Store, month: int) -> None:
    """The month is calculated, submitted, approved and closed in the first days of the next."""
    now = on(month + 1, 2)

    def step(records: Records, by: str) -> Step:
        return Step(f"2026-{month:02}", who(records, by), now)

    with store.transaction() as records:
        closing.begin(records, step(records, "fajar"))
    worked = True
    while worked:
        with store.transaction() as records:
            parts = records.runs.take(10, records.claims.clock(), LEASE)
        with store.transaction() as records:
            worked = bool(closing.work(records, parts, now))
    for act, by in (
        (closing.submit, "fajar"),
        (closing.approve, "maya"),
        (closing.close, "fajar"),
    ):
        with store.transaction() as records:
            act(records, step(records, by))


def pays(store: Store, month: int) -> int | None:
    """What Rina's bank account gets of the batch of the next month, in rupiah; None: nothing."""
    with store.transaction() as records:
        now = on(month + 1, 15)
        happening = Happening(records, now, lambda *_: None)
        fajar, maya = who(records, "fajar"), who(records, "maya")
        made = batching.make(records, Asked(fajar, now))
        if not isinstance(made, Prepared):
            return None
        reference = made.payout.reference
        steps.approve(happening, maya, reference)
        steps.send(happening, fajar, reference)
        found = None
        for item in made.payout.items:
            if item.earner == RINA and _is_sent(item):
                found = item.gross_minor // 100
            if _is_sent(item):
                bank.record(happening, fajar, item, Answer(item.reference, State.SETTLED))
        return found


def _is_sent(item: PayoutItem) -> bool:
    return item.state.value == "sent"


def stands(store: Store) -> dict[Status, int]:
    """Rina's push, in rupiah, by where it stands."""
    found: dict[Status, int] = {}
    with store.reading() as records:
        for due in records.owed.to(RINA):
            if due.plan == "push":
                for status, money in due.amounts.items():
                    found[status] = found.get(status, 0) + money.minor // 100
    return found


def sells(store: Store, day: date, seats: int, **told: object) -> None:
    """Of a product that no other plan pays for; paid by the customer in the months after."""
    if day.month > 9 and seats > 0:
        told |= {"collected_minor": 10**12}
    sell(store, "rina", day, seats, product="CloudSuite Basic", **told)
    with store.transaction() as records:
        posted(records, EVERYBODY, on(day.month, day.day + 1))


def comes_back(store: Store) -> None:
    with store.reading() as records:
        sale = records.transactions.revisions("test", "BIG")[-1].id
    sells(store, date(2026, 10, 5), -40, refunds_id=sale)


@pytest.fixture
def store(any_store: Store) -> Store:
    """40 seats in September, a fifth of it held until the customer pays."""
    publish(any_store, PUSH)
    sells(any_store, date(2026, 9, 14), 40, source_id="BIG")
    return any_store


def test_the_story_of_a_return_after_it_was_paid(store: Store) -> None:
    """72 seats at Rp 100,000 in September are 7,200,000: 5,760,000 paid, 1,440,000 held. Of the
    4,000,000 that come back 800,000 were held and are never paid; 3,200,000 were paid and are
    recovered, 1,000,000 of it at once from what October brings."""
    closes(store, 9)
    assert stands(store) == {Status.PAYABLE: 5_760_000, Status.HELD: 1_440_000}
    assert pays(store, 9)
    assert stands(store) == {Status.PAID: 5_760_000, Status.HELD: 1_440_000}
    comes_back(store)
    sells(store, date(2026, 10, 6), 10)
    closes(store, 10)
    assert stands(store) | {Status.REVERSED: 0} == {
        Status.PAID: 5_760_000,
        Status.HELD: 640_000,
        Status.TO_RECOVER: 2_200_000,
        Status.REVERSED: 0,
    }
    assert balance(store, "asset:member:1:recoverable", MITRA) == 2_200_000
    assert pays(store, 10) is None
    sells(store, date(2026, 11, 6), 40)
    closes(store, 11)
    assert pays(store, 11) == 4_000_000 - 2_200_000
    assert stands(store)[Status.RECOVERED] == 2_200_000
    assert Status.TO_RECOVER not in stands(store)
    assert balance(store, "asset:member:1:recoverable", MITRA) == 0
