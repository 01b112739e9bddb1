"""What the command line says of other systems that follow the deals."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from storage.store import Store
from tests.bot.cli.conftest import Mitra
from tests.fakes.webhook import OK, FakeReceiver, answers


def configure(environment: pytest.MonkeyPatch, url: str) -> None:
    environment.setenv("MITRA_WEBHOOK_URL", url)
    environment.setenv("MITRA_WEBHOOK_SECRET", "whsec")


async def command(mitra: Mitra, *given: str) -> str:
    return await asyncio.to_thread(mitra, *given)


def test_nobody_is_told_until_somebody_is_named(mitra: Mitra, store: Store) -> None:
    assert "no webhook is told" in mitra("crm", "status")
    assert "docs/crm.md" in mitra("doctor")
    assert "never told" in mitra("crm", "retry", "hubspot", status=1)


def test_a_tick_tells_what_a_turn_changed(
    mitra: Mitra, environment: pytest.MonkeyPatch, store: Store
) -> None:
    async def story() -> None:
        async with FakeReceiver() as receiver:
            configure(environment, receiver.url)
            await command(mitra, "tick")
            known = len(receiver.heard)
            assert known > 0
            await command(mitra, "say", "--as", "rina", "D-1007 menang")
            await command(mitra, "tick")
            told = [post.said for post in receiver.heard[known:]]
            assert [(each["type"], each["deal"]["reference"]) for each in told] == [
                ("deal.won", "D-1007")
            ]
            assert f"{known + 1} were heard" in await command(mitra, "doctor")

    asyncio.run(story())


def test_who_was_gone_is_told_again_when_asked(
    mitra: Mitra, environment: pytest.MonkeyPatch, store: Store
) -> None:
    async def story() -> None:
        async with FakeReceiver([answers(410)]) as receiver:
            configure(environment, receiver.url)
            await command(mitra, "tick")
            assert "it said that it is gone (410)" in await asyncio.to_thread(
                mitra, "doctor", status=1
            )
            receiver.answers = [OK]
            assert "once more" in await command(mitra, "crm", "retry", "webhook")
            before = len(receiver.heard)
            await command(mitra, "tick")
            assert len(receiver.heard) > before

    asyncio.run(story())


def test_status_is_there_for_programs(mitra: Mitra, store: Store) -> None:
    with store.transaction() as records:
        records.crm.enrol({"webhook": "here"}, datetime.now(UTC) - timedelta(days=1))
    shown = '"name": "webhook"', '"active": true', '"waiting": 0'
    said = mitra("crm", "status", "--json")
    assert all(each in said for each in shown)


def test_status_says_who_is_told_and_who_is_off(mitra: Mitra, store: Store) -> None:
    with store.transaction() as records:
        records.crm.enrol({"webhook": "here", "hubspot": "there"}, datetime.now(UTC))
        records.crm.disable("hubspot", "410")
    said = mitra("crm", "status")
    assert "webhook is told of every change of a deal: 0 were heard" in said
    assert "hubspot is off: 0 changes were heard" in said


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"MITRA_WEBHOOK_URL": "https://crm.example/hook"}, "MITRA_WEBHOOK_SECRET"),
        ({"SALESFORCE_URL": "https://acme.my.salesforce.com"}, "SALESFORCE_CLIENT_ID"),
    ],
)
def test_the_doctor_names_what_is_missing(
    environment: pytest.MonkeyPatch, mitra: Mitra, settings: dict[str, str], said: str
) -> None:
    for name, value in settings.items():
        environment.setenv(name, value)
    assert said in mitra("doctor", status=1)


def test_the_doctor_names_a_package_that_is_missing(
    environment: pytest.MonkeyPatch, mitra: Mitra
) -> None:
    environment.setenv("HUBSPOT_TOKEN", "pat-1")
    environment.setattr("bot.cli.doctor.find_spec", lambda _: None)
    assert "mitra[crm]" in mitra("doctor", status=1)
