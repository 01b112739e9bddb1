"""A dispute on what somebody earned in August."""

from __future__ import annotations

from datetime import timedelta

from storage.disputes import Dispute
from storage.earned import Slice
from storage.store import Store
from tests.conftest import NOW
from tests.storage.books import person


def disputed(store: Store, handle: str, amount: int) -> None:
    """On the line of that amount, or else on the first."""
    with store.transaction() as records:
        member = person(records, handle)
        lines = records.earned.lines(Slice(earner=f"member:{member.id}"))
        fitting = [line for line in lines if line.minor == amount * 100] or lines
        records.disputes.open(
            Dispute(
                reference=records.disputes.new_reference(),
                line_id=fitting[0].id,
                partner_id=member.company.id,
                opened_by_id=member.id,
                opened_at=NOW,
                due_at=NOW + timedelta(days=7),
                evidence={"text": "8, not 10", "files": []},
            )
        )
