"""Steps that tests of the books share: people, periods and earnings of the demo world."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

from storage.earnings import Delta, Heading
from storage.keys import Cause
from storage.people import Person
from storage.periods import SettlementPeriod
from storage.store import Records, Store
from tests.conftest import NOW

SEPTEMBER, OCTOBER = date(2026, 9, 16), date(2026, 10, 5)


def person(records: Records, handle: str) -> Person:
    found = records.people.with_handle(handle)
    assert found is not None
    return found


def heading(records: Records, who: str = "rina", **given: Any) -> Heading:
    """A member's SPIFF of September."""
    member = person(records, who)
    usual: dict[str, Any] = {
        "period_id": records.periods.containing(SEPTEMBER).id,
        "partner_id": member.company.id,
        "member_id": member.id,
        "plan": "spiff-pro",
        "version": 1,
        "component": "spiff",
        "window": "2026-09",
        "currency": "IDR",
        "due_on": date(2026, 9, 30),
    }
    return Heading(**usual | given)


def delta(earning_id: int, minor: int, kind: str = "earning", **given: Any) -> Delta:
    return Delta(
        earning_id,
        kind=kind,
        minor=minor,
        **{"transaction_id": None, "gross_minor": minor} | given,
    )


def earns(store: Store, reference: str, minor: int, **given: Any) -> int:
    """One line, posted for a cause of that reference; the earning's id."""
    line = {name: given.pop(name) for name in ("kind", "held_minor") if name in given}
    with store.transaction() as records:
        head = heading(records, **given)
        earning_id = records.earnings.headed([head])[head]
        records.earnings.post(Cause("test", reference), [delta(earning_id, minor, **line)], NOW)
    return earning_id


def settle(store: Store, day: date = SEPTEMBER, *, closed: bool = False) -> None:
    """Fajar prepares it, Maya approves."""
    with store.transaction() as records:
        period = records.periods.locked(records.periods.containing(day).code)
        through(period, person(records, "fajar"), person(records, "maya"))
        if closed:
            period.close(person(records, "fajar"), NOW)


def through(period: SettlementPeriod, preparer: Person, approver: Person) -> None:
    period.start(preparer, NOW)
    period.submit(preparer, NOW)
    period.approve(approver, NOW)


def at_once(*steps: Callable[[], Any], refused: type[Exception] | tuple[()] = ()) -> Sequence[Any]:
    """What each comes to when all begin in the same moment; one that is `refused` comes to
    that, and any other surprise is the test's."""
    ready = Barrier(len(steps))

    def take(step: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return step()
        except refused as raised:
            return raised

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))
