"""The known faults of botbuilder 4.17.1, each beside what we do instead."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.platforms.teams import receive
from bot.platforms.teams.adapter import Malformed, TeamsAdapter, parsed
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.send import TeamsSender
from tests.bot.platforms.teams.payloads import (
    INSTALLED,
    JOINED,
    TENANT,
    Raw,
    executed,
    invoke,
    said,
)
from tests.bot.platforms.teams.test_receive import json_values
from tests.fakes.teams import FakeTeams

OPEN = TeamsConfig(bound_to_loopback=True)
BUTTON = {"action": "deals.withdraw", "value": "12", "key": "k1"}


class Bot(ActivityHandler):  # type: ignore[misc]  # botbuilder has no types
    """Does with each activity what a test wants to see."""

    def __init__(self, work: Any = None) -> None:
        self.work = work
        self.handed: list[Any] = []

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await self.work(turn_context)

    async def on_adaptive_card_invoke(self, turn_context: TurnContext, invoke_value: Any) -> Any:
        self.handed.append(invoke_value)
        return None


def run(raw: Raw, bot: Bot) -> InvokeResponse | None:
    return asyncio.run(TeamsAdapter(TeamsSender(Connector(OPEN))).process(raw, bot))


def test_botbuilder_hands_over_a_dictionary_so_we_read_the_raw_action() -> None:
    bot = Bot()
    run(executed(BUTTON), bot)
    assert isinstance(bot.handed[0].action, dict)  # its types promise an object
    message = receive.read(executed(BUTTON))
    assert message is not None
    assert vars_of(message.act) == BUTTON


def vars_of(act: Any) -> dict[str, str]:
    return {name: getattr(act, name) for name in ("action", "value", "key")}


def test_botbuilder_loses_the_tenant_so_we_keep_the_raw_conversation() -> None:
    raw = said("Halo")
    assert parsed(raw).conversation.tenant_id is None  # it is there, under a name it overlooks
    message = receive.read(raw)
    assert message is not None
    assert message.reference["conversation"]["tenantId"] == TENANT  # type: ignore[index]  # JSON


def test_an_invoke_is_answered_by_what_its_handler_returns() -> None:
    class Answering(Bot):
        async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
            return InvokeResponse(status=200, body={"task": {"type": "message"}})

    answered = run(invoke("task/fetch", {}), Answering())
    assert (answered.status, answered.body) == (200, {"task": {"type": "message"}})  # type: ignore[union-attr]  # it answers


def test_an_invoke_that_nobody_knows_is_501() -> None:
    answered = run(invoke("something/new", {}), Bot())
    assert answered is not None
    assert answered.status == 501


async def silent(_: TurnContext) -> None:
    """Nothing to do."""


def test_a_message_has_no_answer() -> None:
    assert run(said("Halo"), Bot(silent)) is None


def test_what_a_turn_sends_leaves_through_our_connector() -> None:
    async def work() -> list[str]:
        async with FakeTeams() as teams:
            sender = TeamsSender(Connector(OPEN))

            async def talk(turn: TurnContext) -> None:
                posted = await turn.send_activity("Halo")
                changed = Activity(type="message", text="Selesai")
                changed.id = posted.id
                await turn.update_activity(changed)
                later = await turn.send_activity("Sampai jumpa")
                await turn.delete_activity(later.id)

            raw = said("Halo") | {"serviceUrl": teams.url}
            await TeamsAdapter(sender).process(raw, Bot(talk))
            await sender.close()
            return [posted.activity["text"] for posted in teams.messages]

    assert asyncio.run(work()) == ["Selesai"]


def test_what_goes_wrong_in_a_turn_is_not_hidden() -> None:
    async def broken(_: TurnContext) -> None:
        raise LookupError("no such deal")

    with pytest.raises(LookupError):
        run(said("Halo"), Bot(broken))


@pytest.mark.parametrize(
    "changed",
    [{"timestamp": "yesterday"}, {"membersAdded": "Siti"}, {"attachments": "x"}],
    ids=lambda changed: next(iter(changed)),
)
def test_what_botbuilder_cannot_read_is_malformed(changed: Raw) -> None:
    with pytest.raises(Malformed):
        run(said("Halo", **changed), Bot())


@settings(max_examples=200, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.sampled_from([said("x"), executed(BUTTON), INSTALLED, JOINED]),
    st.dictionaries(st.sampled_from([*said("x"), *JOINED, "value", "name"]), json_values),
)
def test_whatever_json_comes_it_is_run_or_malformed(raw: Raw, changed: Raw) -> None:
    with suppress(Malformed):
        run(raw | changed | {"type": str(changed.get("type", raw["type"]))}, Bot(silent))


def test_only_what_talks_to_teams_loads_botbuilder() -> None:
    """`mitra say` draws for Teams; loading botbuilder for that would cost it half its time."""
    code = (
        "import sys, bot.platforms.teams.draw, bot.platforms.teams.receive;"
        "print([m for m in sys.modules if m.split('.')[0] in {'botbuilder', 'msal', 'PIL'}])"
    )
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert printed.stdout.strip() == b"[]"
