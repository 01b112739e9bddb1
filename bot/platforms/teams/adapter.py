"""Runs activities through botbuilder's turn, on our own connector.

Botbuilder has an adapter for aiohttp as well; it answers every invoke with an error. Here an
invoke's answer is handed back, and what a turn sends leaves through our connector.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from botbuilder.core import Bot, BotAdapter, InvokeResponse, TurnContext
from botbuilder.core.serializer_helper import DEPENDICIES_DICT
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, ResourceResponse
from msrest.serialization import Deserializer, Serializer

from bot.platforms.teams.send import Chat, TeamsSender

#: Where the activity's raw JSON is kept for the turn: the parse loses parts of it.
RAW = "mitra.raw"

Raw = dict[str, Any]
#: Made once; botbuilder makes them anew for every activity.
_deserialize: Any = Deserializer(DEPENDICIES_DICT)  # type: ignore[no-untyped-call]  # msrest
_serialize: Any = Serializer(DEPENDICIES_DICT)  # type: ignore[no-untyped-call]  # has no types


class Malformed(ValueError):
    """JSON that botbuilder cannot read as an activity."""


class TeamsAdapter(BotAdapter):
    """One for all turns: it holds nothing of any of them."""

    def __init__(self, sender: TeamsSender) -> None:
        super().__init__()
        self._sender = sender

    async def process(self, raw: Raw, bot: Bot) -> InvokeResponse | None:
        """Run one activity; its answer, when it is an invoke.

        Raises:
            Malformed: when it is no activity.
        """
        context = TurnContext(self, parsed(raw))
        context.turn_state[RAW] = raw
        await self.run_pipeline(context, bot.on_turn)
        answered = context.turn_state.get(self._INVOKE_RESPONSE_KEY)
        return answered.value if answered else None

    async def send_activities(
        self, context: TurnContext, activities: Sequence[Activity]
    ) -> list[ResourceResponse]:
        return [await self._send(context, activity) for activity in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        body = _serialize.body(activity, "Activity")
        posted = await self._sender.post(_chat(context), body, activity.id)
        return ResourceResponse(id=posted)

    async def delete_activity(
        self, context: TurnContext, reference: ConversationReference
    ) -> None:
        await self._sender.remove(_chat(context), reference.activity_id)

    async def _send(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        if activity.type == ActivityTypes.invoke_response:
            context.turn_state[self._INVOKE_RESPONSE_KEY] = activity
            return ResourceResponse()
        body = _serialize.body(activity, "Activity")
        return ResourceResponse(id=await self._sender.post(_chat(context), body))


def parsed(raw: Raw) -> Activity:
    try:
        return _deserialize("Activity", raw)
    except (ValueError, TypeError, AttributeError) as wrong:
        raise Malformed(str(raw.get("type"))) from wrong


def _chat(context: TurnContext) -> Chat:
    return Chat.of(context.turn_state[RAW])
