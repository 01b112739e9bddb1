"""A bare botbuilder bot on aiohttp, with its client and its token cached; `echo` makes it answer.

What a Teams bot in Python costs when its known faults of caching are mended.
"""

from __future__ import annotations

import os
import sys

from aiohttp import web
from botbuilder.core import (
    ActivityHandler,
    BotFrameworkAdapter,
    BotFrameworkAdapterSettings,
    MessageFactory,
    TurnContext,
)
from botbuilder.schema import Activity
from botframework.connector.auth import AppCredentials, ChannelValidation


class Credentials(AppCredentials):  # type: ignore[misc]  # botbuilder has no types
    """A token that is there already."""

    def get_access_token(self, force_refresh: bool = False) -> str:
        return "cached"


class Bot(ActivityHandler):  # type: ignore[misc]  # botbuilder has no types
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        if "echo" in sys.argv:
            await turn_context.send_activity(MessageFactory.text(turn_context.activity.text))


app_id = os.environ["TEAMS_APP_ID"]
ChannelValidation.open_id_metadata_endpoint = os.environ["OPENID_URL"]
credentials = Credentials(app_id=app_id)
credentials.microsoft_app_id = app_id
settings = BotFrameworkAdapterSettings(app_id, "secret", app_credentials=credentials)
adapter, bot = BotFrameworkAdapter(settings), Bot()


async def messages(request: web.Request) -> web.Response:
    activity = Activity().deserialize(await request.json())
    authorization = request.headers.get("Authorization", "")
    await adapter.process_activity(activity, authorization, bot.on_turn)
    return web.Response(status=201)


if __name__ == "__main__":
    app = web.Application()
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=int(os.environ["MITRA_PORT"]), print=None)
