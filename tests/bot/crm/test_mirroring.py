"""A deal and its record in a CRM say the same, whoever changed which, whatever went wrong on
the way; and a win there is one sale."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from handlers.conversation.registry import Registry
from storage.crm import ChangeState
from storage.deals import Deal, DealState
from storage.people import Person
from storage.values import Money
from tests.bot.crm.conftest import Pair, World
from tests.conftest import NOW
from tests.fakes import mishaps
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.mishaps import Mishap
from tests.fakes.salesforce import FakeSalesforce, certificate

APPROVED = {
    "value": "60000000.00 IDR",
    "closing": "2026-09-30",
    "outcome": "open",
    "status": "approved",
    "partner": "PT Mitra Sejahtera",
    "protected": "2026-12-15",
}


def test_a_deal_is_there_once_it_is_here_and_follows_it(pair: Pair) -> None:
    async def story() -> None:
        async with pair.fake:
            tells = pair.follows()
            deal_id = pair.world.registered()
            await tells.work()
            reference = pair.reference(deal_id)
            assert pair.fake.says(reference) == {
                **APPROVED,
                "status": "submitted",
                "protected": "",
            }
            pair.world.change(deal_id, lambda d, by: d.approve(by, NOW, date(2026, 12, 15)))
            await tells.work()
            assert pair.fake.says(reference) == APPROVED
            pair.world.change(deal_id, lambda d, by: d.extend(by, date(2027, 1, 14)))
            pair.world.change(deal_id, lambda d, _: d.lose(None, NOW, "", ""))
            await tells.work()
            lost = {**APPROVED, "outcome": "lost", "status": "lost", "protected": "2027-01-14"}
            assert pair.fake.says(reference) == lost
            assert pair.fake.count() == 1
            assert not pair.told("deals.crm_conflict")

    asyncio.run(story())


def test_what_changed_there_is_heard_once(pair: Pair) -> None:
    async def story() -> None:
        async with pair.kept() as (tells, deal_id, reference):
            pair.fake.edit(reference, value="70000000", closing="2026-10-20")
            for _ in range(3):
                await pair.passes(tells)
            deal = pair.world.deal(deal_id)
            assert (deal.value, deal.closing) == (Money.of(70_000_000, "IDR"), date(2026, 10, 20))
            assert deal.version == 3
            assert len(pair.audited("crm.taken")) == 1
            expected = {**APPROVED, "value": "70000000.00 IDR", "closing": "2026-10-20"}
            if pair.fake.name == "hubspot":  # it writes no decimals that nobody wrote
                expected["value"] = "70000000 IDR"
            assert pair.fake.says(reference) == expected

    asyncio.run(story())


def test_of_two_changes_theirs_stands_and_the_managers_are_told(pair: Pair) -> None:
    async def story() -> None:
        async with pair.kept() as (tells, deal_id, reference):
            pair.fake.edit(reference, value="70000000")
            price = Money.of(65_000_000, "IDR")
            pair.world.change(deal_id, lambda deal, _: setattr(deal, "value", price))
            await tells.work()
            await pair.passes(tells)
            assert pair.world.deal(deal_id).value == Money.of(70_000_000, "IDR")
            assert pair.fake.says(reference)["value"].startswith("70000000")
            (conflict,) = pair.audited("crm.conflict")
            assert (conflict["field"], conflict["winner"]) == ("value", "crm")
            assert len(pair.told("deals.crm_conflict")) == 2  # Sari and Maya

    asyncio.run(story())


def test_a_decision_cannot_be_changed_there(pair: Pair) -> None:
    async def story() -> None:
        async with pair.kept() as (tells, deal_id, reference):
            pair.fake.edit(reference, status="declined", partner="PT Lain")
            await pair.passes(tells)
            await pair.passes(tells)
            assert pair.fake.says(reference) == APPROVED
            assert pair.world.deal(deal_id).state is DealState.APPROVED
            assert len(pair.audited("crm.conflict")) == 2

    asyncio.run(story())


def test_a_win_there_is_one_sale_here(pair: Pair, registry: Registry) -> None:
    async def story() -> None:
        async with pair.kept() as (tells, deal_id, reference):
            pair.fake.edit(reference, value="70000000", outcome="won", closing="2026-09-15")
            for _ in range(3):
                await pair.passes(tells)
            deal = pair.world.deal(deal_id)
            assert (deal.state, deal.closed_by_id) == (DealState.WON, None)
            (sale,) = pair.sales()
            assert (sale.amount, sale.day) == (Money.of(70_000_000, "IDR"), date(2026, 9, 15))
            assert (sale.deal, sale.source) == (reference, f"crm:{pair.fake.name}")
            assert (sale.member_id, sale.customer) == (deal.submitted_by_id, deal.customer)
            assert pair.fake.says(reference)["status"] == "won"
            assert pair.told("deals.ended")

    asyncio.run(story())


def test_a_win_said_here_pays_nothing_until_it_is_said_there(pair: Pair) -> None:
    async def story() -> None:
        async with pair.kept() as (tells, deal_id, _):
            pair.world.change(deal_id, lambda deal, _: deal.win(deal.submitted_by, NOW))
            for _ in range(2):
                await pair.passes(tells)
            reference = pair.reference(deal_id)
            assert pair.fake.says(reference) == {**APPROVED, "status": "won"}
            assert not pair.sales()
            pair.fake.edit(reference, outcome="won")
            for _ in range(2):
                await pair.passes(tells)
            assert len(pair.sales()) == 1
            assert not pair.told("deals.crm_refused")

    asyncio.run(story())


def test_a_win_of_what_was_never_approved_waits_for_the_decision(pair: Pair) -> None:
    async def story() -> None:
        async with pair.fake:
            tells = pair.follows()
            deal_id = pair.world.registered()
            await tells.work()
            pair.fake.edit(pair.reference(deal_id), outcome="won", closing="2026-09-15")
            for _ in range(3):
                await pair.passes(tells)
            assert not pair.sales()
            assert len(pair.told("deals.crm_refused")) == 2  # Sari and Maya, once each
            pair.world.change(deal_id, lambda d, by: d.approve(by, NOW, date(2026, 12, 15)))
            await pair.passes(tells)
            assert pair.world.deal(deal_id).state is DealState.WON
            assert len(pair.sales()) == 1

    asyncio.run(story())


def test_many_servers_hear_one_win_and_book_one_sale(pair: Pair) -> None:
    async def story() -> None:
        async with pair.fake:
            first = pair.follows()
            deals = [pair.world.approved(f"PT Nomor {number}") for number in range(4)]
            await first.work()
            for deal_id in deals:
                pair.fake.edit(pair.reference(deal_id), outcome="won")
            price = Money.of(65_000_000, "IDR")
            for deal_id in deals[:2]:
                pair.world.change(deal_id, lambda deal, _: setattr(deal, "value", price))
            pair.world.clock.passes(minutes=4)
            servers = [pair.tells() for _ in range(5)]
            await asyncio.gather(*(each.work() for each in servers))
            await pair.passes(first)
            sales = pair.sales()
            assert len(sales) == len({sale.deal for sale in sales}) == 4

    asyncio.run(story())


@pytest.mark.parametrize("mishap", [mishaps.resets_when_done, mishaps.does_twice])
def test_what_was_done_unheard_or_twice_is_there_once(pair: Pair, mishap: Mishap) -> None:
    async def story() -> None:
        async with pair.fake:
            tells = pair.follows()
            writes = "batch/upsert" if pair.fake.name == "hubspot" else "PATCH"
            pair.fake.mishaps.plan(writes, mishap)
            deal_id = pair.world.approved()
            await tells.work()
            pair.world.clock.passes(seconds=30)
            await tells.work()
            assert pair.fake.count() == 1
            assert pair.fake.says(pair.reference(deal_id)) == APPROVED
            states = {change.state for change in pair.world.changes(deal_id, pair.fake.name)}
            assert states == {ChangeState.SENT}
            assert not pair.told("deals.crm_conflict")

    asyncio.run(story())


@pytest.mark.parametrize("mishap", [mishaps.answers(500), mishaps.answers(503), mishaps.resets])
def test_what_failed_is_tried_again(pair: Pair, mishap: Mishap) -> None:
    async def story() -> None:
        async with pair.fake:
            tells = pair.follows()
            await tells.work()
            deal_id = pair.world.approved()
            pair.fake.mishaps.plan("", mishap)
            await tells.work()
            assert pair.fake.count() == 0
            pair.world.clock.passes(seconds=30)
            await tells.work()
            assert pair.fake.says(pair.reference(deal_id)) == APPROVED

    asyncio.run(story())


def test_what_was_deleted_there_is_not_made_anew(pair: Pair) -> None:
    async def story() -> None:
        async with pair.kept() as (tells, deal_id, _):
            pair.fake.delete(pair.reference(deal_id))
            pair.world.change(deal_id, lambda d, by: d.extend(by, date(2027, 1, 14)))
            await tells.work()
            assert pair.fake.count() == 0
            assert pair.world.changes(deal_id, pair.fake.name)[-1].reason == "deleted there"

    asyncio.run(story())


def test_another_currency_there_changes_nothing_here(pair: Pair) -> None:
    async def story() -> None:
        async with pair.kept() as (tells, deal_id, reference):
            pair.fake.edit(reference, value="5000", currency="USD")
            await pair.passes(tells)
            assert pair.world.deal(deal_id).value == Money.of(60_000_000, "IDR")
            assert pair.fake.says(reference) == APPROVED
            assert pair.told("deals.crm_conflict")

    asyncio.run(story())


def test_who_begins_has_the_open_deals_there(pair: Pair) -> None:
    async def story() -> None:
        async with pair.fake:
            deal_id = pair.world.approved()
            await pair.tells().work()
            assert pair.fake.says(pair.reference(deal_id)) == APPROVED
            before = pair.fake.count()
            await pair.tells().work()
            assert pair.fake.count() == before > 1

    asyncio.run(story())


def test_an_expired_deal_is_won_within_the_grace_and_not_after(pair: Pair) -> None:
    async def story() -> None:
        async with pair.fake:
            tells = pair.follows()
            late, later = pair.world.approved("PT Satu"), pair.world.approved("PT Dua")
            for deal_id, days in ((late, 10), (later, 60)):
                _expire(pair, deal_id, NOW.date() - timedelta(days=days))
            await tells.work()
            for deal_id in (late, later):
                pair.fake.edit(pair.reference(deal_id), outcome="won")
            await pair.passes(tells)
            assert pair.world.deal(late).state is DealState.WON
            assert pair.world.deal(later).state is DealState.EXPIRED
            assert [sale.deal for sale in pair.sales()] == [pair.reference(late)]

    asyncio.run(story())


def _expire(pair: Pair, deal_id: int, last: date) -> None:
    def expire(deal: Deal, _: Person) -> None:
        deal.protected_until = last
        deal.expire()

    pair.world.change(deal_id, expire)


def test_a_sale_of_a_crm_is_worked_out_like_any_other(pair: Pair) -> None:
    async def story() -> None:
        async with pair.kept() as (tells, deal_id, _):
            with pair.world.store.transaction() as records:
                records.stale.clear([pair.partner_id])
            pair.fake.edit(pair.reference(deal_id), outcome="won")
            await pair.passes(tells)
            with pair.world.store.transaction() as records:
                assert pair.partner_id in records.stale.take(100)

    asyncio.run(story())


def test_a_deal_won_in_two_crms_is_one_sale(
    world: World, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate(tmp_path)))
    one = Pair(world, FakeHubSpot(now=world.clock.now), registry)
    other = Pair(world, FakeSalesforce(tmp_path, now=world.clock.now), registry)

    async def story() -> None:
        async with one.fake, other.fake:
            targets = [*one.tells().targets, *other.tells().targets]
            tells = replace(one.tells(), targets=targets)
            world.follows(tells)
            deal_id = world.approved()
            await tells.work()
            for pair in (one, other):
                pair.fake.edit(pair.reference(deal_id), outcome="won")
            for _ in range(2):
                await one.passes(tells)
            assert len(one.sales()) == 1
            assert one.fake.says(one.reference(deal_id))["status"] == "won"
            assert other.fake.says(one.reference(deal_id))["status"] == "won"

    asyncio.run(story())
