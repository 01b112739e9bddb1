"""Calls Slack's Web API and says what came of it, in values rather than exceptions.

slack_sdk's client tries a reset connection again by itself, which may post a message twice,
and stumbles over answers that are no JSON object; what must be posted once needs to know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.platforms.slack.config import SlackConfig

MOST_BYTES = 4 * 2**20  #: of an answer; more is no answer
A_NUMBER = re.compile(r"[0-9]{1,9}")
SECONDS = 30.0  #: to wait when Slack is busy and does not say how long
LONGEST = 3_600.0
SHORTEST = 1.0


@dataclass(frozen=True, slots=True)
class Ok:
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """`ok: false` or a status of 4xx, with Slack's own word for why."""

    error: str


@dataclass(frozen=True, slots=True)
class Busy:
    """429: nothing was done, ask again after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unreached:
    """No connection: nothing was done."""

    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """No answer, or none that can be read: nobody knows whether it was done."""

    reason: str


Answer = Ok | Refused | Busy | Unreached | Broken


@dataclass
class Api:
    config: SlackConfig
    _session: aiohttp.ClientSession | None = field(default=None, init=False)

    @property
    def session(self) -> aiohttp.ClientSession:
        """One for all calls, made in the loop that first needs it."""
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=self.config.timeout)
            self._session = aiohttp.ClientSession(timeout=timeout)
        return self._session

    @property
    def token(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.config.bot_token}"}

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def call(self, method: str, **arguments: Any) -> Answer:
        """Methods that only read take a form; whatever is nested goes as JSON."""
        given = {name: value for name, value in arguments.items() if value not in (None, "")}
        nested = any(isinstance(value, dict | list) for value in given.values())
        body: dict[str, Any] = {"json": given} if nested else {"data": _form(given)}
        return await self.send(f"{self.config.api_url.rstrip('/')}/{method}", **body)

    async def send(self, url: str, **request: Any) -> Answer:
        """One request, never repeated and never led elsewhere."""
        request = {"headers": self.token, "allow_redirects": False, **request}
        try:
            async with self.session.post(url, **request) as response:
                return await _answer(response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as unreached:
            return Unreached(type(unreached).__name__)
        except (TimeoutError, aiohttp.ClientError) as broken:
            return Broken(type(broken).__name__)


def _form(given: Mapping[str, Any]) -> dict[str, str]:
    return {n: str(v).lower() if isinstance(v, bool) else str(v) for n, v in given.items()}


async def _answer(response: aiohttp.ClientResponse) -> Answer:
    if response.status == 429:
        return Busy(patience(response.headers.get("Retry-After", "")))
    if 400 <= response.status < 500:
        return Refused(f"http_{response.status}")
    if response.status != 200:
        return Broken(f"http_{response.status}")
    return _read(await _limited(response))


async def _limited(response: aiohttp.ClientResponse) -> bytes:
    """The body as far as it goes; one that is too long reads as none."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        body += chunk
        if len(body) > MOST_BYTES:
            return b""
    return bytes(body)


def _read(body: bytes) -> Answer:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return Broken("unreadable")
    if not isinstance(data, dict) or "ok" not in data:
        return Broken("unreadable")
    return Ok(data) if data["ok"] is True else Refused(str(data.get("error", "unknown_error")))


def patience(retry_after: str) -> float:
    """Seconds to wait: whatever Slack asks for in a sensible number of them."""
    asked = retry_after.strip()
    if not A_NUMBER.fullmatch(asked):
        return SECONDS
    return min(max(float(asked), SHORTEST), LONGEST)
