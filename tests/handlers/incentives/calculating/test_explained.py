"""Every line of the books can be worked out again, step by step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from handlers.incentives.calculating.explained import all_explained, explained
from storage.earned import Slice
from storage.store import Store
from storage.values import Money
from tests.handlers.incentives.calculating.books import RINA, SURYA, changed, post
from tests.handlers.incentives.selling import sell


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def test_the_steps_of_each_line_give_its_amount(store: Store) -> None:
    changed(store, "pro-push", "2026-09-16", amount="300000")
    sell(store, "rina", date(2026, 9, 17), 9)
    sell(store, "rina", date(2026, 9, 18), 9)
    post(store)
    with store.reading() as records:
        lines = records.earned.current(Slice())
        for found in all_explained(records, lines):
            assert found.amount == found.line.amount
            *_, last = found.steps
            assert last["step"] == "amount"
            assert Decimal(str(last["amount"])) == found.line.amount.amount


def test_a_sale_is_explained_by_its_rule(store: Store) -> None:
    post(store)
    with store.reading() as records:
        first, _ = records.earned.lines(Slice(earner=RINA))
        steps = {str(step["step"]): step for step in explained(records, first).steps}
    assert steps["plan"] == {
        "step": "plan",
        "plan": "pro-push",
        "version": 1,
        "component": "spiff",
        "rule": "per_unit",
    }
    assert steps["base"]["value"] == "24"
    assert (steps["units"]["amount"], steps["units"]["pays"]) == ("250000", "6000000")


def test_what_is_no_more_has_no_steps(store: Store) -> None:
    sell(store, "rina", date(2026, 9, 15), 2, source_id="X")
    post(store)
    sell(store, "rina", date(2026, 9, 15), 3, source_id="X", revision=2)
    post(store)
    with store.reading() as records:
        *_, gone = records.earned.lines(Slice(earner=RINA))
        found = explained(records, gone)
    assert (found.steps, found.amount) == ((), Money(0, "IDR"))


def test_who_is_credited_twice_earns_twice(store: Store) -> None:
    both = [
        {"partner_id": SURYA, "share": "100", "role": "sold"},
        {"partner_id": SURYA, "share": "50", "role": "overlay"},
    ]
    referred = {"further": {"role": "referred"}, "credits": both}
    sell(store, "bayu", date(2026, 9, 2), 4, **referred)
    post(store)
    with store.reading() as records:
        (line,) = [
            each
            for each in records.earned.lines(Slice(partner_id=SURYA))
            if each.component == "silver"
        ]
        found = explained(records, line)
    assert line.amount == Money.of(720_000, "IDR")
    assert found.amount == line.amount
    assert [step["role"] for step in found.steps if step["step"] == "credit"] == [
        "sold",
        "overlay",
    ]


def test_nothing_to_explain(store: Store) -> None:
    with store.reading() as records:
        assert all_explained(records, []) == []
