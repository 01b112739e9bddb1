"""The Bot Connector's published keys, kept for a day and fetched again when a new one signs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from json import JSONDecodeError
from typing import Any

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

KEPT_SECONDS = 24 * 3600
#: Anybody can make up a key's name, so a name we do not know asks at most this often.
UNKNOWN_SECONDS = 3600
#: After a fetch that failed.
RETRY_SECONDS = 60
PATIENCE = aiohttp.ClientTimeout(total=5)


@dataclass(frozen=True, slots=True)
class Key:
    """A public RSA key, and the channels it may speak for."""

    public: RSAPublicKey
    endorsements: frozenset[str]


@dataclass(slots=True)
class Keys:
    """`fetches` counts what we asked the network for; it answers from memory otherwise."""

    openid_url: str
    clock: Callable[[], float] = time.monotonic
    fetches: int = 0
    _keys: dict[str, Key] = field(default_factory=dict)
    _fetched: float | None = None
    _asked: float | None = None
    _failed: float | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, kid: str) -> Key | None:
        if not self._is_due(kid):
            return self._keys.get(kid)
        async with self._lock:
            if self._is_due(kid):
                await self._refresh()
        return self._keys.get(kid)

    def _is_due(self, kid: str) -> bool:
        now = self.clock()
        if self._failed is not None and now - self._failed < RETRY_SECONDS:
            return False
        if self._is_old():
            return True
        recently = self._asked is not None and now - self._asked < UNKNOWN_SECONDS
        return kid not in self._keys and not recently

    def _is_old(self) -> bool:
        return self._fetched is None or self.clock() - self._fetched >= KEPT_SECONDS

    async def _refresh(self) -> None:
        """Old keys stay when nobody answers: an outage there is not one here."""
        now, fresh = self.clock(), not self._is_old()
        try:
            documents = await self._fetch()
        except (aiohttp.ClientError, TimeoutError, JSONDecodeError, UnicodeDecodeError):
            self._failed = now
            return
        self._keys = dict(filter(None, map(_key, documents))) or self._keys
        self._fetched, self._failed = now, None
        self._asked = now if fresh else self._asked

    async def _fetch(self) -> list[Any]:
        self.fetches += 1
        async with aiohttp.ClientSession(timeout=PATIENCE) as http:
            metadata = await _document(http, self.openid_url)
            document = await _document(http, str(metadata.get("jwks_uri", "")))
        found = document.get("keys")
        return found if isinstance(found, list) else []


async def _document(http: aiohttp.ClientSession, url: str) -> dict[str, Any]:
    async with http.get(url, allow_redirects=False) as answer:
        answer.raise_for_status()
        found = await answer.json(content_type=None)
    return found if isinstance(found, dict) else {}


def _key(listed: Any) -> tuple[str, Key] | None:
    """One of the listed keys, if it is one that may sign with RS256."""
    if not isinstance(listed, Mapping) or not _may_sign(listed):
        return None
    try:
        public = jwt.PyJWK(dict(listed), algorithm="RS256").key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    if not isinstance(public, RSAPublicKey):
        return None
    endorsements = listed.get("endorsements")
    channels = endorsements if isinstance(endorsements, list) else []
    return str(listed["kid"]), Key(public, frozenset(map(str, channels)))


def _may_sign(listed: Mapping[str, Any]) -> bool:
    for_signing = listed.get("use", "sig") == "sig"
    for_checking = "verify" in listed.get("key_ops", ("verify",))
    is_rsa = listed.get("kty") == "RSA" and listed.get("alg", "RS256") == "RS256"
    return for_signing and for_checking and is_rsa and isinstance(listed.get("kid"), str)
