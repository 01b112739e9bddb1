"""Tells what is said in the team's thread apart: for the partner, an order to us, or a note."""

from __future__ import annotations

import re

MARK = re.compile(
    r"\s*(?:to partner|ke mitra|balas|reply)\s*:(?P<words>.*)", re.IGNORECASE | re.DOTALL
)
TAKE = re.compile(r"\W*(?:(?:saya )?ambil|(?:i(?:'|’)ll )?take)(?: (?:it|this|ini))?\W*", re.I)
RESOLVE = re.compile(r"\W*(?:resolve|selesaikan)(?: (?:it|this|ini))?\W*", re.I)


def for_partner(said: str) -> str | None:
    """The words behind *ke mitra:* or *to partner:* at the very beginning; None: a note."""
    match = MARK.match(said)
    return match["words"].strip() if match else None
