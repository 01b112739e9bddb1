"""Decides whether a request was signed by Slack, on the raw body and without ever raising.

slack_sdk's verifier raises on some malformed headers; here anything but a sound signature is
simply not one, so the front can answer 401 to it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence

TIMESTAMP = "X-Slack-Request-Timestamp"
SIGNATURE = "X-Slack-Signature"
WINDOW_SECONDS = 300
A_TIMESTAMP = re.compile(r"[0-9]{1,12}")
A_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def is_valid(
    secret: str, body: bytes, timestamps: Sequence[str], signatures: Sequence[str], now: float
) -> bool:
    """Each header must be there exactly once; an empty secret accepts nobody."""
    if not secret or len(timestamps) != 1 or len(signatures) != 1:
        return False
    (timestamp,), (signature,) = timestamps, signatures
    if not A_TIMESTAMP.fullmatch(timestamp) or not A_SIGNATURE.fullmatch(signature):
        return False
    if abs(now - int(timestamp)) > WINDOW_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, body, timestamp), signature)


def sign(secret: str, body: bytes, timestamp: str) -> str:
    """Slack's scheme v0."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
