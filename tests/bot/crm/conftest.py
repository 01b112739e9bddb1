"""A demo world on either database, and the steps that deals take in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol, Self

import pytest

from bot.crm.mirror import Mirror
from bot.crm.port import Crm
from bot.crm.teller import Teller, Terms
from handlers.conversation.registry import Registry
from storage.crm import CrmChange
from storage.deals import Deal
from storage.people import Person
from storage.store import Records, Store
from storage.transactions import Transaction
from storage.values import Period
from tests.conftest import NOW
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.mishaps import Mishaps
from tests.fakes.salesforce import FakeSalesforce, certificate
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


class Fake(Protocol):
    """A CRM on loopback, in its own API; what a person does there is said in our words."""

    name: str
    mishaps: Mishaps

    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *_: object) -> None: ...
    def crm(self) -> Crm: ...
    def edit(self, reference: str, **said: str) -> None: ...
    def delete(self, reference: str) -> None: ...
    def says(self, reference: str) -> dict[str, str]: ...
    def count(self) -> int: ...


@dataclass(frozen=True)
class Pair:
    """A CRM and the demo world, kept the same."""

    world: World
    fake: Fake
    registry: Registry

    def tells(self) -> Teller:
        """One server."""
        store, clock = self.world.store, self.world.clock
        mirror = Mirror(self.fake.crm(), store, self.registry, lambda: NOW, clock=clock)
        return Teller(store, [mirror], Terms(), clock, lambda: 1.0)

    def follows(self) -> Teller:
        tells = self.tells()
        self.world.follows(tells)
        return tells

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[tuple[Teller, int, str]]:
        """While both have an approved deal: one server, and the deal's id and number."""
        async with self.fake:
            tells = self.follows()
            deal_id = self.world.approved()
            await tells.work()
            yield tells, deal_id, self.reference(deal_id)

    async def passes(self, tells: Teller) -> None:
        """The time until it looks again."""
        self.world.clock.passes(minutes=4)
        await tells.work()

    @property
    def partner_id(self) -> int:
        with self.world.store.reading() as records:
            partner = person(records, "rina").partner
            assert partner is not None
            return partner.id

    def reference(self, deal_id: int) -> str:
        return self.world.deal(deal_id).reference

    def sales(self) -> list[Transaction]:
        with self.world.store.reading() as records:
            everything = records.transactions.at(self.partner_id, Period.year(NOW.date()))
            return [sale for sale in everything if sale.source.startswith("crm:")]

    def told(self, notice: str) -> list[dict[str, Any]]:
        with self.world.store.reading() as records:
            deliveries = records.deliveries.since(0)
            return [each.subject for each in deliveries if each.notice == notice]

    def audited(self, action: str) -> list[dict[str, Any]]:
        with self.world.store.reading() as records:
            return [entry.detail for entry in records.audit.of(action)]


@pytest.fixture(params=["hubspot", "salesforce"])
def pair(
    request: pytest.FixtureRequest,
    world: World,
    registry: Registry,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Pair:
    if request.param == "hubspot":
        return Pair(world, FakeHubSpot(now=world.clock.now), registry)
    folder = tmp_path_factory.mktemp("tls")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate(folder)))
    return Pair(world, FakeSalesforce(folder, now=world.clock.now), registry)
