"""The HTTP front: nothing passes that Slack did not sign, and nothing unsound breaks it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot import log
from bot.platforms.slack import signature
from bot.platforms.slack.door import Door
from bot.platforms.slack.shapes import word
from bot.surprises import Surprise, attempted

MOST_BYTES = 1_048_576
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
SHAPES = {"event": dict, "view": dict, "actions": list, "authorizations": list}


class Malformed(ValueError):
    """Signed, but nothing that Slack sends."""


@dataclass
class Front:
    """`clock` is the real time that Slack signs with, whatever time a demo world has.

    Events go straight to the door: there is nothing to route, and they are many.
    """

    app: AsyncApp
    door: Door
    secret: str
    clock: Callable[[], float] = field(default=time.time)

    async def handle(self, request: web.Request) -> web.Response:
        body = await _body(request)
        if body is None:
            return web.Response(status=413)
        timestamps = request.headers.getall(signature.TIMESTAMP, [])
        signatures = request.headers.getall(signature.SIGNATURE, [])
        if not signature.is_valid(self.secret, body, timestamps, signatures, self.clock()):
            return web.Response(status=401)
        try:
            return await self._answer(_payload(body, request.content_type))
        except Malformed:
            return web.Response(status=400)

    async def _answer(self, payload: dict[str, Any]) -> web.Response:
        match payload.get("type"):
            case "url_verification":
                return web.Response(text=word(payload, "challenge"))
            case "app_rate_limited":
                log.line("slack_told", what="app_rate_limited")
                return web.Response()
            case "event_callback":
                return await self._heard(payload)
        answer = await self.app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
        if answer.status == 404:  # a kind of request that we have no use for is still received
            return web.Response()
        media_type = JSON if answer.body else None
        return web.Response(status=answer.status, text=answer.body, content_type=media_type)

    async def _heard(self, payload: dict[str, Any]) -> web.Response:
        """Not kept, so not acknowledged: Slack delivers it again."""
        kept = await attempted(self.door.heard(self.door.raw("event", payload)))
        return web.Response(status=503 if isinstance(kept, Surprise) else 200)


async def _body(request: web.Request) -> bytes | None:
    """The raw body; None when it is too large or was packed wrongly."""
    body = bytearray()
    try:
        async for chunk in request.content.iter_chunked(65_536):
            body += chunk
            if len(body) > MOST_BYTES:
                return None
    except web.RequestPayloadError:
        return None
    return bytes(body)


def _payload(body: bytes, content_type: str) -> dict[str, Any]:
    """Events come as JSON, commands as a form, everything pressed as JSON in a form."""
    try:
        text = body.decode()
        document = json.loads(text) if content_type == JSON else _from_form(text, content_type)
    except (ValueError, RecursionError) as wrong:
        raise Malformed from wrong
    if not isinstance(document, dict) or any(_odd(document, *shape) for shape in SHAPES.items()):
        raise Malformed
    return document


def _odd(document: dict[str, Any], name: str, kind: type) -> bool:
    return not isinstance(document.get(name) or kind(), kind)


def _from_form(text: str, content_type: str) -> Any:
    if content_type != FORM:
        raise Malformed
    fields = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
    return json.loads(fields["payload"]) if "payload" in fields else fields
