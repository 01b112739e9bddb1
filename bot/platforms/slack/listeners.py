"""The Bolt app: what Slack asks over HTTP and all that Socket Mode brings, to the door."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import log
from bot.platforms.slack import receive
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.door import Door
from bot.platforms.slack.manifest import ASK, COMMAND

ANY = re.compile(".*")
Body = dict[str, Any]


def bolt(config: SlackConfig, door: Door) -> AsyncApp:
    """Requests are verified by our own front before they come here, so Bolt does not again;
    a listener is done before Slack is answered, so nothing is acknowledged and then lost."""

    async def authorize(team_id: str | None) -> AuthorizeResult:  # Bolt takes no bound method
        return door.identity.authorized(team_id)

    app = AsyncApp(
        logger=_quiet(),
        name="mitra",
        signing_secret=config.signing_secret,
        client=AsyncWebClient(base_url=config.api_url, retry_handlers=[]),
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    _listen(app, door)
    app.error(_failed)
    return app


def _listen(app: AsyncApp, door: Door) -> None:
    @app.event(ANY)
    async def heard(body: Body) -> None:
        await door.heard(door.raw("event", body))

    @app.action(ANY)
    async def pressed(body: Body) -> BoltResponse:
        await door.pressed(door.raw("action", body))
        return BoltResponse(status=200)

    @app.view(ANY)
    async def submitted(body: Body) -> BoltResponse:
        answer = await door.submitted(door.raw("view", body))
        return BoltResponse(status=200, body=json.dumps(answer) if answer else "")

    @app.command(COMMAND)
    async def commanded(body: Body) -> BoltResponse:
        raw = door.raw("command", body)
        await door.keep(raw, receive.read(raw))
        return BoltResponse(status=200)

    @app.message_shortcut(ASK)
    async def asked(body: Body) -> BoltResponse:
        raw = door.raw("shortcut", body)
        await door.keep(raw, receive.read(raw))
        return BoltResponse(status=200)


async def _failed(error: Exception) -> BoltResponse:
    """Not kept, so not acknowledged: Slack delivers it again."""
    log.surprise(log.new_reference(), error)
    return BoltResponse(status=503)


def _quiet() -> logging.Logger:
    """Bolt's own lines may quote what people said; ours do not."""
    logger = logging.getLogger("mitra.slack.bolt")
    logger.setLevel(logging.CRITICAL)
    return logger
