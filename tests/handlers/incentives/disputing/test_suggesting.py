"""What a claim comes to is worked out anew, with everything that its caps and tiers count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from handlers.incentives.disputing.suggesting import Worth, corrected, worth
from storage.disputes import Dispute
from storage.earned import Slice
from storage.store import Store
from storage.values import Money
from tests.conftest import NOW, People
from tests.handlers.incentives.calculating.books import post as post_all
from tests.handlers.incentives.disputing.test_disputes import WRONG
from tests.handlers.incentives.selling import sell, who
from tests.world.posting import Post


def claimed(store: Store, earner: str, right: int | None, units: int = 8) -> Worth | None:
    """What a claim on the line of a sale of so many seats comes to."""
    post_all(store)
    with store.reading() as records:
        lines = records.earned.lines(Slice(earner=earner))
        sales = records.sold.these([line.transaction_id or 0 for line in lines])
        sold = {id: sale.quantity // 10**6 for id, sale in sales.items()}
        line = next(line for line in lines if sold.get(line.transaction_id or 0, 0) == units)
        evidence: dict[str, object] = {"text": "", "files": [], "claimed": right}
        opener = who(records, "rina").id
        dispute = Dispute(
            reference="S-1",
            line_id=line.id,
            partner_id=line.partner_id,
            opened_by_id=opener,
            opened_at=NOW,
            due_at=NOW,
            evidence=evidence,
        )
        return worth(records, dispute)


def idr(amount: int, uncut: int) -> Worth:
    return Worth(Money.of(amount, "IDR"), Money.of(uncut, "IDR"))


@pytest.mark.parametrize(
    ("seats", "right", "found"),
    [
        (0, 10, idr(500_000, 500_000)),
        (0, 6, idr(-500_000, -500_000)),
        (7, 10, idr(250_000, 500_000)),
        (12, 10, idr(0, 500_000)),
        (12, 2, idr(-500_000, -1_500_000)),
        (0, 8, None),
        (0, None, None),
    ],
)
def test_what_a_claim_comes_to(
    any_store: Store, seats: int, right: int | None, found: Worth | None
) -> None:
    """32 seats at Rp 250,000 and as many more as that, Rp 10,000,000 at most."""
    if seats:
        sell(any_store, "rina", date(2026, 9, 12), seats)
    assert claimed(any_store, "member:1", right) == found


def test_a_correction_has_the_price_of_its_units() -> None:
    sale = {"id": "7", "quantity": "3", "amount": "100", "currency": "IDR"}
    found = corrected(sale, Decimal(4))
    assert (found["of"], found["quantity"], found["amount"]) == ("7", "1", "33.33")


@pytest.mark.parametrize(
    ("seats", "said", "button"), [(7, "Rp 250.000", True), (12, "Rp 0", False)]
)
def test_how_a_cap_cuts_it_is_said(
    chat: People, earned: Store, post: Post, seats: int, said: str, button: bool
) -> None:
    sell(earned, "rina", date(2026, 9, 12), seats)
    post_all(earned)
    chat("rina").says(WRONG)
    fajar = chat("fajar").reads(post.deliver().only("fajar")).hears(said, "+Rp 500.000", "batas")
    if button:
        fajar.presses("Terima +Rp 250.000").hears("+Rp 250.000", "menunggu orang lain")
    else:
        fajar.does_not_hear("Terima +Rp")
