"""What one person's books say beside those of the whole company."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.rows import sold_by
from handlers.incentives.earning.books import Books
from storage.sold import SoldRow
from storage.store import Records, Store
from storage.transactions import Transaction
from storage.values import Period
from tests.handlers.incentives.calculating.books import MITRA
from tests.handlers.incentives.earning.making import extra_plan
from tests.handlers.incentives.selling import sell, who

SEPTEMBER = Period.month(date(2026, 9, 1))
TABLE = [{"up_to": "60000000", "pct": "1"}, {"pct": "2"}]
TIERS = {"kind": "tiers", "base": "net", "mode": "marginal", "table": TABLE}


@pytest.mark.parametrize("seed", range(6))
def test_a_seller_sees_the_same_alone(any_store: Store, seed: int) -> None:
    """Also of what somebody else took back of theirs."""
    store = any_store
    extra_plan(store, TIERS, earner="member")
    some_sales(store, Random(seed))
    with store.reading() as records:
        rina = Earner(MITRA, who(records, "rina").id)
        alone = told(records, [rina], rina)
        assert alone == told(records, [Earner(MITRA), rina], rina)
        assert any(amount for _, _, amount in alone)


def test_what_others_sold_is_not_read(store: Store) -> None:
    sell(store, "dewi", date(2026, 9, 8), 7)
    with store.reading() as records:
        rina = Earner(MITRA, who(records, "rina").id)
        members = {row.member_id for row in Books.of(records, [rina], SEPTEMBER).sold.values()}
        assert members == {rina.member_id}


def test_a_long_row_of_corrections_ends() -> None:
    """Each of the one before, ten thousand of them; and two of one another."""
    rows = {number: a_row(number, number - 1 or None) for number in range(1, 10_001)}
    assert sold_by(frozenset({1}), list(rows.values())) == list(rows.values())
    assert sold_by(frozenset({1}), [a_row(1, 2), a_row(2, 1)])


def a_row(number: int, of: int | None) -> SoldRow:
    empty = dict.fromkeys(SoldRow._fields)
    return SoldRow(**empty | {"id": number, "member_id": 1, "sale_id": of})  # type: ignore[arg-type]


def some_sales(store: Store, random: Random) -> None:
    """Ten of Rina and Dewi, of which some come back, whoever writes that down."""
    for number in range(10):
        seller, units = random.choice(("rina", "dewi")), random.randrange(1, 40)
        day = date(2026, 9, 1) + timedelta(days=random.randrange(10))
        sell(store, seller, day, units, source_id=f"S{number}")
        if random.random() < 0.5:
            back, taker = random.randrange(1, units + 1), random.choice(("rina", "dewi"))
            later = day + timedelta(days=random.randrange(5))
            with store.reading() as records:
                sold = records.session.scalars(
                    select(Transaction).filter_by(source_id=f"S{number}")
                )
                linked = {"of": f"S{number}", "refunds_id": sold.one().id}
            sell(store, taker, later, -back, source_id=f"R{number}", **linked)


def told(
    records: Records, earners: list[Earner], whose: Earner
) -> list[tuple[str, int | None, int]]:
    books = Books.of(records, earners, SEPTEMBER)
    found = ((line.line.component, line.transaction_id, line) for line in books.within(whose))
    return sorted((name, number or 0, each.amount.minor) for name, number, each in found)
