"""What paying does to the ledger: an item that is sent is paid, one that failed was not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from handlers.incentives.calculating.calendar import today
from handlers.incentives.posting import Paid, Whose, Why, payment
from storage.batches import PayoutItem
from storage.ledger import Journal
from storage.store import Records


def book(records: Records, item: PayoutItem, now: datetime) -> None:
    """The bank was told to pay it."""
    day = today(records, now)
    for journal in _payments(records, item, Why(item.reference, day)):
        records.ledger.post(journal, records.periods.receiving(day).id, now)


def take_back(records: Records, item: PayoutItem, reason: str, now: datetime) -> None:
    """It was not paid, or the money came back."""
    day = today(records, now)
    for journal in _payments(records, item, Why(item.reference, day)):
        back = journal.reversed(reason, day)
        records.ledger.post(back, records.periods.receiving(day).id, now)


def _payments(records: Records, item: PayoutItem, why: Why) -> Iterator[Journal]:
    """One for each partner whose books it is in: a member may have sold for two. What is
    withheld is in the books of the one that pays most."""
    whose = {due.earning_id: due.partner_id for due in records.owed.to(item.earner)}
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for part in item.parts:
        parts[whose.get(part.earning_id, item.partner_id)].append(part.minor)
    withheld = item.withheld_minor
    for partner_id, minors in sorted(parts.items(), key=lambda each: -sum(each[1])):
        payable = sum(minor for minor in minors if minor > 0)
        paid = Paid(payable, -sum(minor for minor in minors if minor < 0), withheld)
        named = why if partner_id == item.partner_id else _named(why, partner_id)
        yield payment(Whose(partner_id, item.earner, item.currency), paid, named)
        withheld = 0


def _named(why: Why, partner_id: int) -> Why:
    return Why(f"{why.reference}:{partner_id}", why.effective)
