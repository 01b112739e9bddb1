"""Checks that a request comes from the Bot Connector, before anything else looks at it.

Botbuilder accepts tokens that never expire, and answers forged, expired or newly signed ones
with an error of the server. Nothing here can be switched off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from bot.platforms.teams.keys import Key, Keys

ISSUER = "https://api.botframework.com"
SKEW_SECONDS = 300
LONGEST_TOKEN = 16_384
REQUIRED = ("exp", "nbf", "iss", "aud")
#: Three non-empty parts of base64url, unpadded: PyJWT by itself is more forgiving.
A_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


class Refused(Exception):
    """The request is not the connector's, or not one at all; `status` is what it is told."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens for one app, checked with the connector's published keys."""

    app_id: str
    keys: Keys

    async def check(self, authorization: str, activity: Mapping[str, Any]) -> None:
        """Return in silence when the activity is the connector's, for us.

        Raises:
            Refused: in every other case, whatever stands in the header.
        """
        token = _bearer(authorization)
        key = await self.keys.get(_kid(token))
        if key is None:
            raise Refused(401, "unknown key")
        claims = self._claims(token, key)
        if _service(claims) != activity.get("serviceUrl"):
            raise Refused(403, "another service")
        if activity.get("channelId") not in key.endorsements:
            raise Refused(403, "not endorsed for this channel")

    def _claims(self, token: str, key: Key) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key.public,
                algorithms=["RS256"],
                audience=self.app_id,
                issuer=ISSUER,
                leeway=SKEW_SECONDS,
                options={"require": list(REQUIRED), "strict_aud": True},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as wrong:
            raise Refused(401, type(wrong).__name__) from wrong
        return claims


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.casefold() != "bearer" or len(token) > LONGEST_TOKEN:
        raise Refused(401, "no bearer token")
    if not A_TOKEN.fullmatch(token):
        raise Refused(401, "malformed token")
    return token


def _kid(token: str) -> str:
    """The key's name: the only part of the header that we use, besides its one algorithm.

    `jku`, `x5u`, `jwk` and `x5c` would let a token bring its own key; they are not looked at.
    """
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError) as wrong:
        raise Refused(401, "malformed header") from wrong
    if header.get("alg") != "RS256" or "crit" in header:
        raise Refused(401, "another algorithm")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise Refused(401, "no key named")
    return kid


def _service(claims: Mapping[str, Any]) -> object:
    """The address the token was made for, which the activity must name too."""
    found = claims.get("serviceurl") or claims.get("serviceUrl")
    if not isinstance(found, str):
        raise Refused(403, "no service named")
    return found
