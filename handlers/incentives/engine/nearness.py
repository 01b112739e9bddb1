"""Which known word was probably meant."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

LONGEST = 40


def near(written: str, known: Collection[str]) -> dict[str, str]:
    """As the fact `near` of a fault; nothing where no word is near enough."""
    alike = {word.lower(): word for word in known}
    close = get_close_matches(written.lower()[:LONGEST], list(alike), n=1)
    return {"near": alike[close[0]]} if close else {}
