"""A demo world on either database, and the steps that deals take in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.crm.teller import Teller
from storage.crm import CrmChange
from storage.deals import Deal
from storage.people import Person
from storage.store import Records, Store
from tests.conftest import NOW
from tests.storage.test_deals import a_deal, person


@dataclass
class Clock:
    """The real time, which a test lets pass."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(hours=1))

    def __call__(self, _: Records) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass(frozen=True)
class World:
    store: Store
    clock: Clock = field(default_factory=Clock)

    def follows(self, tells: Teller) -> None:
        """The targets are on from now, without what was there before."""
        addresses = {target.name: target.address for target in tells.targets}
        with self.store.transaction() as records:
            records.crm.enrol(addresses, self.clock.now)

    def registered(self, customer: str = "PT Sinar Terang") -> int:
        with self.store.transaction() as records:
            made = a_deal(records, customer=customer)
            deal = records.deals.protect(made, [f"name:ID:{customer}"])
            assert deal is not None
            return deal.id

    def approved(self, customer: str = "PT Sinar Terang") -> int:
        deal_id = self.registered(customer)
        self.change(deal_id, lambda deal, sari: deal.approve(sari, NOW, date(2026, 12, 15)))
        return deal_id

    def declined(self, deal_id: int) -> None:
        self.change(deal_id, lambda deal, sari: deal.decline(sari, NOW, "too early"))

    def change(self, deal_id: int, how: Callable[[Deal, Person], None]) -> None:
        with self.store.transaction() as records:
            deal = records.deals.hold(records.deals.get(deal_id))
            how(deal, person(records, "sari"))

    def deal(self, deal_id: int) -> Deal:
        with self.store.reading() as records:
            return records.deals.get(deal_id)

    def changes(self, deal_id: int, target: str = "webhook") -> list[CrmChange]:
        with self.store.reading() as records:
            return list(records.crm.of(deal_id, target))


@pytest.fixture
def world(any_store: Store) -> World:
    return World(any_store)
