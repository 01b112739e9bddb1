"""Which way each kind of activity goes: to the inbox, or answered at once."""

from __future__ import annotations

from typing import Any

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext

from bot.platforms.teams.adapter import RAW
from bot.platforms.teams.door import Door


class Activities(ActivityHandler):
    """What is not named here, such as a reaction, asks nothing of us.

    Botbuilder's own dispatch of invokes hands over an executed action as a plain dictionary
    where its types promise an object, and answers in the shape of another SDK. So invokes are
    read from the raw activity.
    """

    def __init__(self, door: Door) -> None:
        self._door = door

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await self._keep(turn_context)

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        await self._keep(turn_context)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        await self._keep(turn_context)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        await self._keep(turn_context)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        invoked = await self._door.invoked(_raw(turn_context))
        return InvokeResponse(status=invoked.status, body=invoked.body)

    async def _keep(self, turn_context: TurnContext) -> None:
        await self._door.keep(_raw(turn_context))


def _raw(turn_context: TurnContext) -> dict[str, Any]:
    raw: dict[str, Any] = turn_context.turn_state[RAW]
    return raw
