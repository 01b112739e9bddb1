"""A signed POST for each change; docs/crm.md is what its receiver reads."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp

from bot.crm.outcomes import Gone, Heard, Later, Outcome
from bot.endpoint import checked
from storage.crm import Told

TIMEOUT = 15.0  #: seconds for one try
GONE, BUSY, UNAVAILABLE = 410, 429, 503


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Webhook:
    url: str
    secret: str
    clock: Callable[[], datetime] = wall_clock
    timeout: float = TIMEOUT
    name: str = "webhook"
    at_once: int = 8

    @property
    def address(self) -> str:
        return hashlib.sha256(self.url.encode()).hexdigest()[:16]

    async def tell(self, told: Told) -> Outcome:
        body = written(told)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Mitra",
            "Mitra-Id": told.key,
            "Mitra-Signature": signature(self.secret, self.clock(), body),
        }
        try:
            return await asyncio.wait_for(self._post(body, headers), self.timeout)
        except TimeoutError:
            return Later("too slow")
        except (aiohttp.ClientError, OSError) as failed:
            return Later(type(failed).__name__)

    async def listen(self) -> None:
        """It only hears."""

    async def _post(self, body: bytes, headers: dict[str, str]) -> Outcome:
        """A redirect is not followed: it could lead anywhere inside."""
        posted = {"data": body, "headers": headers, "allow_redirects": False}
        async with (
            aiohttp.ClientSession() as http,
            http.post(checked(self.url), **posted) as response,  # type: ignore[arg-type] # mixed
        ):
            return _outcome(response)


def written(told: Told) -> bytes:
    """The same bytes at every try."""
    said = {
        "id": told.key,
        "type": told.type,
        "at": told.at.isoformat(),
        "sequence": told.sequence,
        "deal": told.deal,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signature(secret: str, now: datetime, body: bytes) -> str:
    moment = int(now.timestamp())
    signed = hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256)
    return f"t={moment},v1={signed.hexdigest()}"


def _outcome(response: aiohttp.ClientResponse) -> Outcome:
    if response.ok and response.status < 300:
        return Heard()
    if response.status == GONE:
        return Gone("410")
    if response.status in (BUSY, UNAVAILABLE):
        return Later(str(response.status), seconds(response.headers.get("Retry-After", "")))
    return Later(str(response.status))


def seconds(retry_after: str) -> float | None:
    """A date there is rare: our own pace does then."""
    return float(retry_after) if retry_after.isdecimal() else None
