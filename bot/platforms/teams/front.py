"""The HTTP front: nothing passes that the connector did not sign, and nothing unsound breaks it.

Without an app id nobody can sign. Then only programs on this machine are heard, and only while
we listen on this machine alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.platforms.teams.addresses import is_loopback
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.keys import Keys
from bot.platforms.teams.tokens import Refused, Tokens

MOST_BYTES = 1024 * 1024
JSON = "application/json"
#: Whoever sends one of these stands between us and somebody else: a proxy, a tunnel.
FORWARDED = frozenset({"forwarded", "via", "x-real-ip", "true-client-ip", "x-original-host"})
FORWARDED_PREFIXES = ("x-forwarded-", "cf-", "ngrok-")

Raw = dict[str, Any]


class Front:
    """Reads a request and hands on its activity."""

    def __init__(self, config: TeamsConfig) -> None:
        self._config = config
        self._tokens = Tokens(config.app_id, Keys(config.openid_url))

    async def activity(self, request: web.Request) -> Raw:
        """The activity in a request, when it is one and comes from whom it should.

        Raises:
            Refused: 400, 401, 403, 413 or 415.
        """
        if self._config.is_open and not self._is_local(request):
            raise Refused(401, "no app id, and not from this machine")
        raw = _parsed(request.content_type, await _body(request))
        if not self._config.is_open:
            authorization = request.headers.getall("Authorization", [])
            await self._tokens.check(authorization[0] if len(authorization) == 1 else "", raw)
        return raw

    def _is_local(self, request: web.Request) -> bool:
        return self._config.bound_to_loopback and is_local(request.remote or "", request.headers)


def is_local(peer: str, headers: Mapping[str, str]) -> bool:
    """Does a program on this machine speak for itself: no tunnel, no page of another site?"""
    named = f"//{headers.get('Host', '')}"
    origin = headers.get("Origin", "")
    ours = is_loopback(peer) and is_loopback(_host(named)) and (not origin or _is_ours(origin))
    return ours and not any(_forwards(name.casefold()) for name in headers)


def _is_ours(origin: str) -> bool:
    return is_loopback(_host(origin))


def _host(url: str) -> str:
    """The host in a URL, with neither port nor brackets."""
    authority = url.partition("//")[2].partition("/")[0]
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0]


def _forwards(header: str) -> bool:
    return header in FORWARDED or header.startswith(FORWARDED_PREFIXES)


async def _body(request: web.Request) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.content.iter_chunked(64 * 1024):
            body += chunk
            if len(body) > MOST_BYTES:
                raise Refused(413, "too large")
    except web.RequestPayloadError as broken:
        raise Refused(400, "packed wrongly") from broken
    return bytes(body)


def _parsed(content_type: str, body: bytes) -> Raw:
    if content_type != JSON:
        raise Refused(415, "not JSON")
    try:
        raw = json.loads(body.decode())
        _check_letters(body, raw)
    except (ValueError, RecursionError) as wrong:  # among them: not UTF-8, half a letter
        raise Refused(400, "not JSON") from wrong
    if not isinstance(raw, dict) or not _is_activity(raw):
        raise Refused(400, "not an activity")
    return raw


def _check_letters(body: bytes, raw: object) -> None:
    """Half a letter, or no letter at all, could be read but never stored."""
    if b"\\u" not in body and b"\x00" not in body:
        return
    if b"\x00" in json.dumps(raw, ensure_ascii=False).replace("\\u0000", "\x00").encode():
        raise ValueError("a letter that is none")


def _is_activity(raw: Raw) -> bool:
    """Objects where an activity has objects; the rest is read with care."""
    here = raw.get("conversation")
    objects = all(
        isinstance(raw.get(name) or {}, dict) for name in ("from", "recipient", "channelData")
    )
    named = isinstance(here, dict) and isinstance(here.get("id"), str)
    return objects and named and isinstance(raw.get("type"), str)
