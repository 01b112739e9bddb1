"""Takes a file of sales into the store, some thousand rows to a commit.

What was committed stays when the process dies; the same file taken again adds only the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from storage.intake import Intake, Taken
from storage.sales import BadRow, SaleRow
from storage.store import Store

ROWS = 10_000


def take(
    store: Store, rows: Iterable[SaleRow | BadRow], source: str, now: datetime
) -> Iterator[Taken]:
    """What became of each part, once it is committed."""
    intake = Intake(source, now)
    left = iter(rows)
    while some := list(islice(left, ROWS)):
        yield _part(store, some, intake)
    with store.transaction() as records:
        last = records.transactions.finish(intake)
    yield last


def _part(store: Store, rows: list[SaleRow | BadRow], intake: Intake) -> Taken:
    good = [row for row in rows if isinstance(row, SaleRow)]
    bad = [row for row in rows if isinstance(row, BadRow)]
    with store.transaction() as records:
        taken = records.transactions.take(good, intake)
    refused = sorted([*bad, *taken.refused], key=lambda row: row.line)
    return Taken(taken.new, taken.same, taken.revised, tuple(refused))
