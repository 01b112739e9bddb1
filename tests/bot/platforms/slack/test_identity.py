"""Whose token we hold is asked until it is known, and nothing waits for it."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.slack import identity
from bot.platforms.slack.api import Api
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.identity import Identity
from tests.fakes.faults import dropped, refused
from tests.fakes.slack import BOT, TEAM, TOKEN, FakeSlack
from tests.running import asynchronous


@asynchronous
async def test_it_is_asked_again_until_slack_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "AGAIN_SECONDS", 0.01)
    async with FakeSlack() as slack:
        api = Api(SlackConfig(TOKEN, api_url=slack.url, timeout=1))
        ours = Identity(api)
        slack.fail("auth.test", dropped(after=False), refused("internal_error"))
        assert ours.authorized("T1").team_id == "T1"
        ours.ask()
        ours.ask()
        while not ours.team:
            await asyncio.sleep(0.01)
        known = ours.authorized("T1")
        assert (known.team_id, known.bot_user_id, known.bot_token) == (TEAM, BOT, TOKEN)
        await ours.stop()
        ours.ask()
        assert len(slack.called("auth.test")) == 1
        await api.close()


@asynchronous
async def test_a_door_that_never_asked_can_be_closed() -> None:
    await Identity(Api(SlackConfig(TOKEN))).stop()
