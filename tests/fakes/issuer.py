"""Signs tokens as the Bot Connector does, and serves the documents that tokens rest on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
KID = "connector-1"
LIFETIME = 3600
Key = dict[str, Any]


@cache
def private_key(kid: str) -> RSAPrivateKey:
    """The same key for the same name, made once a process: making one is slow."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def public_pem(kid: str) -> bytes:
    form = PublicFormat.SubjectPublicKeyInfo
    return private_key(kid).public_key().public_bytes(Encoding.PEM, form)


def public_jwk(kid: str, endorsements: Sequence[str] | None = ("msteams",)) -> Key:
    """A key as the connector's key document lists it."""
    found: Key = RSAAlgorithm.to_jwk(private_key(kid).public_key(), as_dict=True)
    found |= {"kid": kid, "x5t": kid, "use": "sig"}
    found.pop("key_ops", None)
    return found if endorsements is None else found | {"endorsements": list(endorsements)}


def claims(audience: str, service_url: str, **changed: Any) -> dict[str, Any]:
    """The claims of a good token; a change to None takes a claim away."""
    now = int(time.time())
    good = {
        "iss": ISSUER,
        "aud": audience,
        "nbf": now - 10,
        "exp": now + LIFETIME,
        "serviceurl": service_url,
    }
    return {name: value for name, value in (good | changed).items() if value is not None}


def signed(payload: dict[str, Any], kid: str = KID, **headers: Any) -> str:
    return jwt.encode(payload, private_key(kid), algorithm="RS256", headers={"kid": kid} | headers)


class Issuer:
    """The connector's key document, and the token service that bots ask for their own."""

    def __init__(self) -> None:
        self.keys: list[Any] = [public_jwk(KID)]
        self.key_fetches = 0
        self.token_fetches = 0

    def serve(self, app: web.Application) -> None:
        app.router.add_get("/.well-known/openidconfiguration", self._openid)
        app.router.add_get("/keys", self._keys)
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._authority)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)

    async def _openid(self, request: web.Request) -> web.Response:
        document = {
            "issuer": ISSUER,
            "jwks_uri": f"http://{request.host}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return web.json_response(document)

    async def _keys(self, _: web.Request) -> web.Response:
        self.key_fetches += 1
        return web.json_response({"keys": self.keys})

    async def _authority(self, request: web.Request) -> web.Response:
        base = f"https://login.microsoftonline.com/{request.match_info['tenant']}"
        document = {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
        }
        return web.json_response(document)

    async def _token(self, request: web.Request) -> web.Response:
        self.token_fetches += 1
        asked = await request.post()
        if asked.get("client_secret") == "wrong":
            return web.json_response({"error": "invalid_client"}, status=401)
        granted = {"token_type": "Bearer", "expires_in": 3599}
        return web.json_response(granted | {"access_token": f"granted-{self.token_fetches}"})
