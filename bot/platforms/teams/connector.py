"""Talks to the Bot Connector over HTTP: to addresses we know, with a token, without redirects.

Botbuilder's own client sends through `requests` in six threads, and is made anew each turn.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from json import JSONDecodeError
from typing import Any

import aiohttp

from bot.platforms.teams import addresses
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.credentials import Credentials

#: Shorter than a third of a delivery's lease.
PATIENCE = aiohttp.ClientTimeout(total=8, sock_connect=4)
LONGEST_WAIT = 3600.0
AT_ONCE = 100
IDLE_SECONDS = 15


class NotTrusted(Exception):
    """The address is not one that we talk to."""


class NotReached(Exception):
    """Nobody was there: the request never left."""


class NobodyKnows(Exception):
    """The connection broke, or stayed silent, after the request may have left."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the connector said; `seconds` is how long it asks us to wait, if it does."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    seconds: float | None = None

    @property
    def is_done(self) -> bool:
        return self.status in {200, 201, 202, 204}

    @property
    def id(self) -> str:
        return str(self.body.get("id") or "")

    @property
    def reason(self) -> str:
        """The most telling word of an error: a subcode that hides in a message, a code."""
        error = self.body.get("error")
        code = error.get("code") if isinstance(error, Mapping) else None
        hidden = _subcode(str(self.body.get("message", "")))
        return f"{self.status} {hidden or code or ''}".strip()


class Connector:
    """One client for every conversation; made when first used, in the loop that uses it."""

    def __init__(self, config: TeamsConfig, credentials: Credentials | None = None) -> None:
        self.config = config
        self.credentials = credentials or Credentials(config)
        self._http: aiohttp.ClientSession | None = None

    async def ask(
        self, method: str, service: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Answer:
        """One call below `service`, tried a second time only with a fresh token.

        Raises:
            NotTrusted: before anything is sent, when the address is not the connector's.
            NotReached, NobodyKnows: when it did not answer.
            NoToken: when Entra gives us no token for it.
        """
        if not self.is_trusted(service):
            raise NotTrusted(service)
        url = f"{service.rstrip('/')}/v3/{path}"
        answer = await self._call(method, url, body)
        if answer.status != 401 or self.config.is_open:
            return answer
        self.credentials.forget()
        return await self._call(method, url, body)

    def is_trusted(self, service: str) -> bool:
        return addresses.is_service(service, loopback=self.config.is_open)

    async def get_file(self, url: str, most: int) -> bytes | None:
        """A file of a chat, when it is where Teams keeps them and not larger than `most`."""
        if not addresses.is_file(url, loopback=self.config.is_open):
            return None
        try:
            async with self._session().get(url, allow_redirects=False) as answer:
                if answer.status != 200 or (answer.content_length or 0) > most:
                    return None
                content = await _at_most(answer, most)
        except (aiohttp.ClientError, TimeoutError):
            return None
        return content

    async def put_file(self, url: str, content: bytes) -> bool:
        """Fill the place that a person gave us in their OneDrive."""
        if not addresses.is_file(url, loopback=self.config.is_open):
            return False
        size = len(content)
        headers = {"Content-Range": f"bytes 0-{size - 1}/{size}"} if size else {}
        try:
            async with self._session().put(
                url, data=content, headers=headers, allow_redirects=False
            ) as answer:
                return answer.status in {200, 201}
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
            self._http = None

    async def _call(self, method: str, url: str, body: Mapping[str, Any] | None) -> Answer:
        token = await self.credentials.token()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            async with self._session().request(
                method, url, json=body, headers=headers, allow_redirects=False
            ) as answer:
                return await _answer(answer)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as nobody:
            raise NotReached(type(nobody).__name__) from nobody
        except (aiohttp.ClientError, TimeoutError, OSError) as broken:
            raise NobodyKnows(type(broken).__name__) from broken

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            pool = aiohttp.TCPConnector(limit=AT_ONCE, keepalive_timeout=IDLE_SECONDS)
            jar = aiohttp.DummyCookieJar()
            self._http = aiohttp.ClientSession(connector=pool, timeout=PATIENCE, cookie_jar=jar)
        return self._http


async def _answer(answer: aiohttp.ClientResponse) -> Answer:
    try:
        found = await answer.json(content_type=None)
    except (JSONDecodeError, UnicodeDecodeError):
        found = None
    body = found if isinstance(found, Mapping) else {}
    return Answer(answer.status, body, wait(answer.headers.get("Retry-After", "")))


def wait(header: str) -> float | None:
    """Seconds in a Retry-After header, given as a number or as a date; None: it says nothing."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return min(float(header), LONGEST_WAIT)
    try:
        seconds = parsedate_to_datetime(header).timestamp() - time.time()
    except (ValueError, TypeError):
        return None
    return min(seconds, LONGEST_WAIT) if seconds >= 0 else None


def _subcode(message: str) -> str:
    """`{"subCode": "MessageWritesBlocked", …}` as text inside the error's text."""
    _, found, rest = message.partition('"subCode"')
    quoted = rest.split('"')
    return quoted[1] if found and len(quoted) > 1 else ""


async def _at_most(answer: aiohttp.ClientResponse, most: int) -> bytes | None:
    content = bytearray()
    async for chunk in answer.content.iter_chunked(64 * 1024):
        content += chunk
        if len(content) > most:
            return None
    return bytes(content)
