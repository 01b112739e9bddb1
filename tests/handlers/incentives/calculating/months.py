"""A month of the demo world is calculated, submitted, approved and closed."""

from __future__ import annotations

from datetime import UTC, datetime

from handlers.incentives.calculating import closing
from handlers.incentives.calculating.closing import LEASE, Step
from handlers.incentives.calculating.verifying import Check, verify
from storage.store import Records, Store
from tests.handlers.incentives.selling import who

THEN = datetime(2026, 10, 2, 3, 0, tzinfo=UTC)
CODE = "2026-09"


def step(records: Records, by: str = "fajar", code: str = CODE) -> Step:
    return Step(code, who(records, by), THEN)


def begins(store: Store, code: str = CODE) -> int:
    with store.transaction() as records:
        return closing.begin(records, step(records, code=code)).id


def works(store: Store) -> int:
    with store.transaction() as records:
        at = records.claims.clock()
        parts = records.runs.take(2, at, LEASE)
    with store.transaction() as records:
        return closing.work(records, parts, THEN)


def calculates(store: Store, code: str = CODE) -> None:
    begins(store, code)
    while works(store):
        pass


def closes(store: Store, code: str = CODE) -> int:
    calculates(store, code)
    for act, by in ((closing.submit, "fajar"), (closing.approve, "maya")):
        with store.transaction() as records:
            act(records, step(records, by, code))
    with store.transaction() as records:
        return len(closing.close(records, step(records, "fajar", code)))


def checks(store: Store) -> list[Check]:
    with store.transaction() as records:
        return [each.check for each in verify(records)]
