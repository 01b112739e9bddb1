"""What plans were to cost and what they cost, as chats in the demo world."""

from __future__ import annotations

import pytest

from handlers.conversation.reply import Picture, Table
from handlers.figures.budgets import Spending
from handlers.incentives.calculating.closing import caught_up
from storage.store import Store
from storage.values import Money
from tests.conftest import NOW, People
from tests.handlers.incentives.calculating.books import document, publish


def rupiah(amount: int) -> Money:
    return Money.of(amount, "IDR")


@pytest.fixture
def capped(store: Store) -> Store:
    """Pro Push as a new version with a budget: what the first version paid counts too."""
    with store.reading() as records:
        found = document(records, "pro-push")
    changed = found | {"version": 2, "effective_from": "2026-09-20", "budget": "10000000"}
    publish(store, changed)
    with store.transaction() as records:
        caught_up(records, NOW)
    return store


def test_a_plan_without_a_budget_says_how_to_set_one(chat: People) -> None:
    maya = chat("maya").says("sisa anggaran Pro Push berapa ya?")
    maya.hears("Pro Push tidak punya anggaran", "Diperoleh sejauh ini", "versi baru")


def test_what_is_left_of_a_budget(chat: People, capped: Store) -> None:
    maya = chat("maya").says("what's left in the Pro Push budget?")
    maya.hears("Pro Push: Rp 2,000,000 of the budget is left", "Rp 8,000,000", "80%")


def test_all_of_them_side_by_side(chat: People, capped: Store) -> None:
    fajar = chat("fajar").says("tampilkan pemakaian budget semua plan")
    (table,) = (each for each in fajar.reply.blocks if isinstance(each, Table))
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Pro Push"] == ("Rp 10.000.000", "Rp 8.000.000", "Rp 2.000.000", "80%")
    assert {row[0] for name, row in rows.items() if name != "Pro Push"} == {"tidak ada"}
    (picture,) = (each for each in fajar.reply.blocks if isinstance(each, Picture))
    assert [bar.label for bar in picture.bars] == ["Pro Push"]


@pytest.mark.parametrize("who", ["rina", "dewi", "agus", "budi"])
def test_what_the_vendor_set_aside_is_not_theirs_to_know(
    chat: People, capped: Store, who: str
) -> None:
    asker = chat(who).says("what's left in the Pro Push budget?")
    asker.does_not_hear("10,000,000 of", "2,000,000 of the budget", "80%")


@pytest.mark.parametrize(
    ("budget", "earned", "left", "used"),
    [(70, 22, 48, "31.4"), (10, 12, -2, "120"), (0, 5, -5, None), (3, 0, 3, "0")],
)
def test_left_and_used(budget: int, earned: int, left: int, used: str | None) -> None:
    plan = Spending("One", rupiah(budget), rupiah(earned))
    assert plan.left == rupiah(left)
    assert (None if plan.used is None else f"{plan.used:f}".removesuffix(".0")) == used
