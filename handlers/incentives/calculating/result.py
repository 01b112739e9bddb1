"""The hash of what partners have earned: the same, in whatever order it came to the books."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from storage.store import Records
from storage.sums import Current


def result_hash(records: Records, partner_ids: Collection[int]) -> str:
    """Of the current lines of these partners, except what people adjusted."""
    lines = sorted(map(_written, records.sums.current(partner_ids)))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _written(line: Current) -> str:
    return "\x1f".join(map(str, line))
