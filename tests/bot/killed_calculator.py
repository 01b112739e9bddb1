"""An import, what is earned by it and the closes of its months, to be killed at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot import sales
from bot.calculating import Calculator
from handlers.incentives.bringing import taking
from handlers.incentives.calculating import closing
from handlers.incentives.calculating.closing import Step
from storage.periods import PeriodState
from storage.sales import SaleRow, TransactionKind
from storage.store import Records, Store

#: After all months that are closed, and the first of them.
THEN, FIRST = datetime(2099, 1, 1, tzinfo=UTC), date(2026, 9, 1)
SOLD = 30  #: rows a month
WHO = (
    ("PT Mitra Sejahtera", "rina"),
    ("PT Mitra Sejahtera", "dewi"),
    ("Borneo Data", "agus"),
    ("Archipelago Systems", "siti"),
)
ROWS = 20  #: to a commit, so that there is something to be cut off between
LEASE = timedelta(seconds=0.3)


def main(database: str, months: int) -> None:
    """Everything, one step after the other; what was done before is done already."""
    store = Store(database)
    taking.ROWS = ROWS
    for _ in sales.take(store, rows(months), "kills", THEN):
        """Each part is committed when it is here."""
    calculator = Calculator(store, lambda: THEN, together=1, lease=LEASE)
    calculator.work()
    for code in codes(months):
        _settle(store, calculator, code)
    store.close()


def rows(months: int) -> Iterator[SaleRow]:
    """The same every time; one in seven takes back a part of the sale before it."""
    for number in range(months * SOLD):
        partner, member = WHO[number // 7 % len(WHO)]
        back = number % 7 == 6
        yield SaleRow(
            line=number + 1,
            id=f"S{number}",
            day=date.fromisoformat(f"{codes(months)[number // SOLD]}-{1 + number % 28:02}"),
            kind=TransactionKind.REFUND if back else TransactionKind.SALE,
            partner=partner,
            member=member,
            product="CloudSuite Pro",
            quantity=Decimal(1 if back else 1 + number % 5),
            amount=Decimal(1_500_000 if back else 1_500_000 * (1 + number % 5)),
            currency="IDR",
            of=f"S{number - 1}" if back else "",
        )


def codes(months: int) -> list[str]:
    found = [divmod(FIRST.month - 1 + number, 12) for number in range(months)]
    return [f"{FIRST.year + year}-{month + 1:02}" for year, month in found]


def _settle(store: Store, calculator: Calculator, code: str) -> None:
    """Each step in a transaction of its own; those that were taken are not taken again."""
    if _state(store, code) in (None, PeriodState.OPEN, PeriodState.CALCULATING):
        with store.reading() as records:
            step = _step(records, code, "fajar")
        calculator.close(step)
    if _state(store, code) is PeriodState.IN_REVIEW:
        with store.transaction() as records:
            closing.approve(records, _step(records, code, "maya"))
    if _state(store, code) is PeriodState.APPROVED:
        with store.transaction() as records:
            closing.close(records, _step(records, code, "fajar"))


def _state(store: Store, code: str) -> PeriodState | None:
    with store.reading() as records:
        period = records.periods.coded(code)
        return period.state if period else None


def _step(records: Records, code: str, who: str) -> Step:
    person = records.people.with_handle(who)
    assert person is not None
    return Step(code, person, THEN)
