"""That we are writing is shown while somebody waits, and not a moment longer."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.teams import receive, writing
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.send import TeamsSender
from bot.platforms.teams.writing import Writing
from storage.inbox import EventState, Received
from storage.store import Store
from storage.values import Platform
from tests.bot.platforms.teams import payloads
from tests.conftest import NOW
from tests.fakes.teams import FakeTeams


@pytest.fixture(autouse=True)
def a_short_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "A_MOMENT", 0.05)


def shown(store: Store, state: EventState, patience: float) -> list[str]:
    """Where writing was seen after so many seconds, of an event in that state."""

    async def wait() -> list[str]:
        async with FakeTeams() as teams:
            raw = payloads.in_channel("help") | {"serviceUrl": teams.url}
            message = receive.read(raw)
            assert message is not None
            workspace = message.sender.workspace
            event = Received(Platform.TEAMS, workspace, message.event, None, raw, NOW)
            with store.transaction() as records:
                records.inbox.receive(event)
                records.inbox.once(Platform.TEAMS, workspace, message.event, NOW).state = state
            sender = TeamsSender(Connector(TeamsConfig(bound_to_loopback=True)))
            signs = Writing(store, sender)
            signs.begin(message)
            await asyncio.sleep(patience)
            await signs.end()
            await sender.close()
            return teams.typing

    return asyncio.run(wait())


def test_whoever_waits_longer_sees_it(store: Store) -> None:
    assert shown(store, EventState.LEASED, 0.4) == [f"{payloads.CHANNEL};messageid=1699"]


def test_whoever_was_answered_does_not(store: Store) -> None:
    assert shown(store, EventState.DONE, 0.4) == []


def test_an_end_is_an_end(store: Store) -> None:
    assert shown(store, EventState.LEASED, 0.0) == []
