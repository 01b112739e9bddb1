"""August as it was approved: what some people of the demo world are to be paid."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from handlers.incentives.posting import Group, Whose, Why, accrual, approval
from storage.earned import Slice
from storage.earnings import Heading
from storage.keys import Cause
from storage.periods import SettlementPeriod
from storage.standing import Status
from storage.store import Records, Store
from tests.conftest import NOW
from tests.storage.books import delta, person, through

AUGUST = date(2026, 8, 15)
NUMBERS = count(1)
HANDLES = ("rina", "dewi", "agus", "siti")


def earned(store: Store, handle: str, amount: int, **given: Any) -> int:
    """One line of so many rupiah, in the books and in the ledger; its id."""
    kept = {name: given.pop(name) for name in ("transaction_id", "held_minor") if name in given}
    with store.transaction() as records:
        head = heading(records, handle, **given)
        earning_id = records.earnings.headed([head])[head]
        cause = Cause("test", f"{handle}:{next(NUMBERS)}")
        records.earnings.post(cause, [delta(earning_id, amount * 100, **kept)], NOW)
        group = Group(Whose(head.partner_id, head.earner, "IDR"), head.component, amount * 100)
        why = Why(cause.reference, AUGUST)
        records.ledger.post(accrual(group, why), head.period_id, NOW)
        return records.earned.lines(Slice(period_id=head.period_id, earner=head.earner))[-1].id


def heading(records: Records, handle: str, **given: Any) -> Heading:
    """A member's SPIFF of August; with `company`, what the company has."""
    member = person(records, handle)
    company = given.pop("company", False)
    usual: dict[str, Any] = {
        "period_id": records.periods.containing(AUGUST).id,
        "partner_id": member.company.id,
        "member_id": None if company else member.id,
        "plan": "pro-push",
        "version": 1,
        "component": "rebate" if company else "spiff",
        "window": "2026-08",
        "currency": "IDR",
        "due_on": date(2026, 8, 31),
    }
    return Heading(**usual | given)


def approved(store: Store, day: date = AUGUST) -> None:
    """Fajar closes the month, Maya approves it; the ledger says what is payable."""
    with store.transaction() as records:
        period = records.periods.locked(records.periods.containing(day).code)
        before = {whose: _payable(records, whose) for whose in _whose(records)}
        through(period, person(records, "fajar"), person(records, "maya"))
        records.session.flush()
        for whose in before:
            _approve(records, whose, _payable(records, whose) - before[whose], period)


def balance(store: Store, handle: str, part: str, *, company: bool = False) -> int:
    """What an account of somebody's books says, in whole rupiah; what is owed is above zero."""
    with store.reading() as records:
        member = person(records, handle)
        earner = f"partner:{member.company.id}" if company else f"member:{member.id}"
        whose = Whose(member.company.id, earner, "IDR")
        account = {"payable": whose.payable, "cash": whose.cash, "tax": whose.tax}[part]
        return -records.ledger.balance(account) // 100


def _whose(records: Records) -> list[Whose]:
    """Everybody's books, also of those who sold for another company."""
    companies = {person(records, handle).company.id for handle in HANDLES}
    dues = [due for partner_id in sorted(companies) for due in records.owed.at(partner_id)]
    return list(dict.fromkeys(Whose(due.partner_id, due.earner, "IDR") for due in dues))


def _payable(records: Records, whose: Whose) -> int:
    dues = [due for due in records.owed.to(whose.earner) if due.partner_id == whose.partner_id]
    found = (due.amounts.get(Status.PAYABLE) for due in dues)
    return sum(money.minor for money in found if money)


def _approve(records: Records, whose: Whose, minor: int, period: SettlementPeriod) -> None:
    journal = approval(whose, minor, 0, Why(f"{period.code}:{whose}", period.last))
    if journal.moves:
        records.ledger.post(journal, period.id, NOW)
