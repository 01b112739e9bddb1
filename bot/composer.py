"""Talks to whatever speaks the chat completions of OpenAI: briefly, and trusting nothing."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.endpoint import Endpoint

LARGEST = 64 * 1024  #: bytes of an answer
ATTEMPTS = 2
OK, BROKEN = 200, 500
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Silence:
    """It said nothing of use; `reason` is for the log."""

    reason: str


async def ask(endpoint: Endpoint, body: Body) -> object | Silence:
    """The JSON that it answers with; asked again where it failed in a way that may pass."""
    headers = {"Accept-Encoding": "identity", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    async with aiohttp.ClientSession(headers=headers, auto_decompress=False) as http:
        try:
            tried = _tried(http, endpoint.address, body)
            return await asyncio.wait_for(tried, endpoint.timeout)
        except TimeoutError:
            return Silence("too slow")


async def _tried(http: aiohttp.ClientSession, address: str, body: Body) -> object | Silence:
    found: object | Silence = Silence("not asked")
    for _ in range(ATTEMPTS):
        found, may_pass = await _once(http, address, body)
        if not may_pass:
            break
    return found


async def _once(
    http: aiohttp.ClientSession, address: str, body: Body
) -> tuple[object | Silence, bool]:
    """What it said, and whether to ask once more."""
    try:
        async with http.post(address, json=body, allow_redirects=False) as response:
            if response.status != OK:
                return Silence(f"status {response.status}"), response.status >= BROKEN
            return await _read(response), False
    except aiohttp.ClientError as failed:
        return Silence(type(failed).__name__), True


async def _read(response: aiohttp.ClientResponse) -> object | Silence:
    """No more of it than we would believe."""
    whole = b""
    async for chunk in response.content.iter_chunked(LARGEST):
        whole += chunk
        if len(whole) > LARGEST:
            return Silence("too large")
    try:
        found: object = json.loads(whole)
    except (ValueError, RecursionError):
        return Silence("not JSON")
    return found
