"""Signs tokens as the Bot Connector does: RSA keys, their public form, and JSON Web Tokens."""

from __future__ import annotations

import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
LIFETIME = 3600


@cache
def private_key(kid: str) -> RSAPrivateKey:
    """The same key for the same name, made once a process: making one is slow."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def public_pem(kid: str) -> bytes:
    form = PublicFormat.SubjectPublicKeyInfo
    return private_key(kid).public_key().public_bytes(Encoding.PEM, form)


def public_jwk(kid: str, endorsements: list[str] | None) -> dict[str, Any]:
    """A key as the connector's key document lists it."""
    found: dict[str, Any] = RSAAlgorithm.to_jwk(private_key(kid).public_key(), as_dict=True)
    found |= {"kid": kid, "x5t": kid, "use": "sig"}
    found.pop("key_ops", None)
    return found if endorsements is None else found | {"endorsements": endorsements}


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


def signed(payload: dict[str, Any], kid: str, **headers: Any) -> str:
    return jwt.encode(payload, private_key(kid), algorithm="RS256", headers={"kid": kid} | headers)
