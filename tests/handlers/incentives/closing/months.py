"""How far a month is, and what was done to it."""

from __future__ import annotations

from bot.calculating import Calculator
from storage.periods import PeriodState
from storage.store import Store
from tests.chat import Chat
from tests.conftest import People
from tests.storage.books import person


def state(store: Store, code: str = "2026-08") -> PeriodState:
    with store.reading() as records:
        period = records.periods.coded(code)
        return period.state if period else PeriodState.OPEN


def submitted(chat: People, calculator: Calculator, says: str = "hitung Agustus") -> Chat:
    fajar = chat("fajar").says(says)
    calculator.work()
    return fajar


def audited(store: Store, action: str) -> list[tuple[int | None, str, str]]:
    with store.reading() as records:
        found = records.audit.of(action)
        return [(each.actor_id, each.object, each.outcome) for each in found]


def person_id(store: Store, handle: str) -> int:
    with store.reading() as records:
        return person(records, handle).id
