"""A claim on the fund that is reimbursed is in the ledger, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.conversation.registry import Registry
from handlers.conversation.turn import Happening
from storage.funds import FundClaim
from storage.keys import Cause
from storage.store import Store
from storage.values import Money
from tests.conftest import NOW, People
from tests.handlers.incentives.calculating.books import MITRA, balance
from tests.handlers.incentives.selling import who


def proven(store: Store, spent: int) -> FundClaim:
    """Rina asked for ten million of twenty; so many were spent."""
    with store.transaction() as records:
        claim = FundClaim(
            reference="F-12345",
            fund="mdf",
            partner_id=MITRA,
            activity="Seminar",
            amount=Money.of(10_000_000, "IDR"),
            cost_minor=Money.of(20_000_000, "IDR").minor,
            requested_by_id=who(records, "rina").id,
            requested_at=NOW,
            day=NOW.date(),
        )
        records.funds.request(claim)
        claim.agree(who(records, "maya"), NOW, NOW.date())
        claim.prove({"files": []}, Money.of(spent, "IDR"), NOW)
        return claim


def posted(store: Store) -> bool:
    with store.reading() as records:
        return records.ledger.find(Cause("reimburse", "F-12345")) is not None


@pytest.mark.parametrize("times", [1, 3])
def test_what_the_fund_held_is_payable(
    store: Store, registry: Registry, chat: People, times: int
) -> None:
    claim = proven(store, 16_000_000)
    chat("fajar").says("bayar F-12345").hears("Rp 8.000.000")
    for again in range(1, times):
        with store.transaction() as records:
            later = Happening(records, NOW + timedelta(days=20 * again), registry.publish)
            later.emit("fund.reimbursed", claim_id=claim.id)
    assert balance(store, "liability:fund:mdf") == 8_000_000
    assert balance(store, "liability:partner:1:payable") == -8_000_000
    with store.reading() as records:
        assert records.ledger.unbalanced() == []


def test_until_then_nothing_is(store: Store, chat: People) -> None:
    proven(store, 16_000_000)
    chat("maya").says("bayar F-12345").hears("orang lain")
    assert not posted(store)


def test_what_nobody_spent_moves_nothing(store: Store, chat: People) -> None:
    proven(store, 0)
    chat("fajar").says("bayar F-12345").hears("Rp 0")
    assert not posted(store)
