"""References that a bank hands back unchanged: short, plain, and the same on every export."""

from __future__ import annotations

import re
from base64 import b32encode
from hashlib import sha256

LIMIT = 35  #: of every identifier in ISO 20022
PLAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
DIGITS = 12  #: 60 bits: two items of a million share them once in two million batches


def reference(batch: str, payee: str, currency: str) -> str:
    """The same payee has the same reference in a batch, whoever else is in it."""
    return f"{identifier(batch, LIMIT - DIGITS - 1)}-{_digest(batch, payee, currency)}"


def identifier(text: str, limit: int = LIMIT) -> str:
    """The text itself where a bank takes it, else a digest of it."""
    plain = len(text) <= limit and PLAIN.fullmatch(text)
    return text if plain else _digest(text)


def _digest(*parts: str) -> str:
    told = "\0".join(f"{len(part)}:{part}" for part in parts)
    return b32encode(sha256(told.encode()).digest())[:DIGITS].decode()
