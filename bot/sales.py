"""Takes a file of sales into the store, some thousand rows to a commit.

What was committed stays when the process dies; the same file taken again adds only the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from handlers.conversation.registry import Registry
from handlers.conversation.turn import Happening
from handlers.incentives.bringing import taking
from storage.intake import Intake, Taken
from storage.sales import BadRow, SaleRow
from storage.store import Records, Store

NOBODY = Registry(())


def take(
    store: Store,
    rows: Iterable[SaleRow | BadRow],
    source: str,
    now: datetime,
    registry: Registry = NOBODY,
) -> Iterator[Taken]:
    """What became of each part, once it is committed; who listens is told of what was changed
    after somebody had put it right."""

    def happening(records: Records) -> Happening:
        return Happening(records, now, registry.publish)

    intake = Intake(source, now)
    for some in taking.in_parts(rows):
        with store.transaction() as records:
            taken = taking.part(happening(records), some, intake)
        yield taken
    with store.transaction() as records:
        last = taking.finish(happening(records), intake)
    yield last
