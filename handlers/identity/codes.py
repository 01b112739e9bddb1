"""Invitation codes: how they are made, written, read back and kept."""

from __future__ import annotations

import hashlib
import re
import secrets

#: No vowels, so that no word is a code, and no letter that is misread for a figure.
ALPHABET = "0123456789BCDFGHJKMNPQRSTVWXZ"
LENGTH = 8  #: 29^8 codes: at five tries an hour nobody guesses one
MISREAD = str.maketrans("OIL", "011")
GAP = r"[\s\-‐‑–—_.]*"
CODE = re.compile(
    rf"[\"'`(]?mitra{GAP}(?P<letters>(?:[{ALPHABET}OIL]{GAP}){{{LENGTH}}})[\"'`)!]?",
    re.IGNORECASE,
)


def new() -> str:
    """The letters of a code that nobody has."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def written(letters: str) -> str:
    return f"MITRA-{letters[:4]}-{letters[4:]}"


def read(sentence: str) -> str | None:
    """The letters of a sentence that is nothing but a code, whatever its case and dashes."""
    match = CODE.fullmatch(sentence.strip())
    if match is None:
        return None
    return re.sub(r"[\W_]", "", match["letters"]).upper().translate(MISREAD)


def hashed(letters: str) -> str:
    """What is stored: a code is random enough to need no salt."""
    return hashlib.sha256(letters.encode()).hexdigest()
