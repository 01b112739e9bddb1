"""Check-in codes: shown during a webinar, and said by who is there."""

from __future__ import annotations

import re
import secrets

#: No vowels, so that no word is a code, and no letter that is misread for a figure.
ALPHABET = "0123456789BCDFGHJKMNPQRSTVWXZ"
LENGTH = 5  #: for half an hour only, so 29^5 are enough
CODE = re.compile(
    rf"(?:(?:saya\s+)?(?:hadir|kode|here|code|check[\s-]?in)[\s:]+)?"
    rf"w-(?P<letters>[{ALPHABET}]{{{LENGTH}}})\W?",
    re.IGNORECASE,
)


def new() -> str:
    return "W-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read(sentence: str) -> str:
    """The code of a sentence that is one, as it is stored."""
    match = CODE.fullmatch(sentence.strip())
    return f"W-{match['letters'].upper()}" if match else ""
