"""Which known word was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from itertools import islice

LONGEST = 40
#: More words than this are neither compared nor listed.
MOST_COMPARED = 200
MOST_LISTED = 20


def near(written: str, known: Collection[str]) -> dict[str, str]:
    """As the fact `near` of a fault; nothing where no word is near enough."""
    if len(known) > MOST_COMPARED:
        return {}
    alike = {word.lower(): word for word in known}
    close = get_close_matches(written.lower()[:LONGEST], list(alike), n=1)
    return {"near": alike[close[0]]} if close else {}


def listed(known: Iterable[str]) -> str:
    """The words that are possible, as many as one reads."""
    words = list(islice(known, MOST_LISTED + 1))
    return ", ".join([*words[:MOST_LISTED], *(["…"] if len(words) > MOST_LISTED else [])])
