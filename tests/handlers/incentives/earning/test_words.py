"""Every kind of rule in words: what it says, how it reckoned, and that repeating it is right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from handlers.conversation.text import Text
from handlers.incentives.calculating.earners import Earner
from handlers.incentives.earning.books import Books
from handlers.incentives.earning.explaining import reckoned
from handlers.incentives.earning.posting import ends
from handlers.incentives.earning.ruling import Ruling
from handlers.incentives.earning.values import Line
from storage.fx import Pair
from storage.store import Store
from storage.values import Language, Money, Period
from tests.conftest import NOW
from tests.handlers.incentives.calculating.books import MITRA, publish
from tests.handlers.incentives.earning.making import document, extra_plan
from tests.handlers.incentives.engine.repeating import repeated
from tests.handlers.incentives.selling import sell

SEPTEMBER = Period.month(date(2026, 9, 1))
EN, ID = (Text.load("earning", language) for language in Language)
TABLE = [{"up_to": "10", "per_unit": "1000"}, {"per_unit": "2000", "amount": "5000"}]
MONEY = [{"up_to": "40000000", "pct": "1"}, {"pct": "2", "amount": "100000"}]


def tiers(mode: str, **more: Any) -> dict[str, Any]:
    return {"kind": "tiers", "base": "net", "mode": mode, "accumulate": "window", **more}


def lines(store: Store, component: str = "extra") -> list[Line]:
    """What Mitra Sejahtera and Rina have from it, 36 million on the 3rd, 12 on the 10th."""
    with store.reading() as records:
        books = Books.of(records, [Earner(MITRA)], SEPTEMBER)
        found = [
            line for earner in (Earner(MITRA), Earner(MITRA, 1)) for line in books.within(earner)
        ]
        return [
            Line(line, books.sale(line), Money(0, "IDR"), line.day)
            for line in found
            if line.component.id == component
        ]


RULES: list[tuple[dict[str, Any], str, list[str]]] = [
    ({"kind": "rate", "base": "each", "pct": "2.5"}, "2.5% of sales", ["× 2.5% = Rp 900,000"]),
    (
        {"kind": "per_unit", "base": "seats", "amount": "1000", "package": "5", "free": "4"},
        "Rp 1,000 for each 5 seat of any product begun after the first 4",
        ["24 more after 0, at Rp 1,000 for each 5 begun, the first 4 free: Rp 4,000"],
    ),
    (
        {"kind": "per_unit", "base": "sales", "amount": "1000"},
        "Rp 1,000 a sale of any product",
        ["1 × Rp 1,000 = Rp 1,000"],
    ),
    (
        tiers("marginal", table=MONEY),
        "1% below Rp 40,000,000, 2% + Rp 100,000 from Rp 40,000,000, each on its own part",
        [
            "Rp 36,000,000 × 1% = Rp 360,000 (row 1: below Rp 40,000,000)",
            "Rp 4,000,000 × 1% = Rp 40,000 (row 1",
            "Rp 8,000,000 × 2% = Rp 260,000 Rp 100,000 for reaching the row = Rp 260,000 (row 2",
        ],
    ),
    (
        tiers("whole", table=MONEY),
        "on the whole amount",
        ["Rp 48,000,000 × 2% = Rp 1,060,000 Rp 100,000 for reaching the row"],
    ),
    (
        tiers("interpolated", table=[{"up_to": "96000000", "amount": "1000000"}]),
        "Rp 1,000,000 below Rp 96,000,000, a part of a row in proportion",
        ["(row 1: below Rp 96,000,000)"],
    ),
    (
        {**tiers("marginal", table=TABLE), "base": "seats"},
        "Rp 1,000 each below 10 seat, Rp 2,000 each + Rp 5,000 from 10 seat",
        ["10 × Rp 1,000 = Rp 10,000 (row 1: below 10 seat)", "14 × Rp 2,000 = Rp 33,000"],
    ),
    (
        {"kind": "fixed", "amount": "75000", "once_per": "period"},
        "Rp 75,000 a month",
        ["Rp 75,000 a month"],
    ),
    (
        {"kind": "rank", "measure": "net", "prizes": ["5000000"], "ties": "share"},
        "prizes for the 1 best by sales",
        ["place 1 with Rp 48,000,000: Rp 5,000,000"],
    ),
    (
        {"kind": "guarantee", "amount": "9000000", "recover": "yes"},
        "at least Rp 9,000,000 a month",
        ["Rp 9,000,000 guaranteed, Rp 0 earned, Rp 0 still owed: Rp 9,000,000"],
    ),
]


@pytest.mark.parametrize(("rule", "said", "steps"), RULES)
def test_a_rule_and_its_steps(
    store: Store, rule: dict[str, Any], said: str, steps: list[str]
) -> None:
    extra_plan(store, rule)
    found = lines(store)
    assert said in Ruling(found[0].rule, EN).sentence()
    told = "\n".join(reckoned(line, EN) for line in found)
    for step in steps:
        assert step in told
    for line in found:
        assert reckoned(line, ID)
        assert Ruling(line.rule, ID).sentence()
        assert repeated(line.of.steps, line.of.line.gross) == line.amount.minor


def test_on_top_of_others(store: Store) -> None:
    base = {"id": "base", "label": "Base", "rule": {"kind": "rate", "base": "net", "pct": "1"}}
    kicker = {"kind": "multiplier", "of": ["base"], "pct": "50"}
    publish(store, document([base, {"id": "extra", "label": "Kicker", "rule": kicker}]))
    (line,) = lines(store)
    assert "50% on top of Base" in Ruling(line.rule, EN).sentence()
    assert reckoned(line, EN) == "Rp 480,000 × 50% = Rp 240,000"


def test_limits_are_said_with_what_they_cut_or_raise(store: Store) -> None:
    limits = [
        {"per": "transaction", "max": "300000"},
        {"per": "period", "min": "1000000", "max": "2000000"},
        {"per": "plan", "max": "5000000"},
    ]
    extra_plan(store, {"kind": "rate", "base": "net", "pct": "1"}, limits=limits)
    found = lines(store)
    sentence = Ruling(found[0].rule, EN).sentence()
    for said in (
        "Rp 300,000 a partner a sale",
        "At least Rp 1,000,000 a partner a month",
        "in all",
    ):
        assert said in sentence
    told = [reckoned(line, EN) for line in found]
    assert "the cap of Rp 300,000 a sale takes Rp 60,000" in told[0]
    assert told[-1] == "raised to the least amount of the period: Rp 580,000"


def test_a_growth_is_said(store: Store) -> None:
    growth = {
        "grown": {
            "measure": "net",
            "baseline": "fixed",
            "fixed": "8000000",
            "pay_on": "increment",
            "no_baseline": "skip",
        }
    }
    rule = {"kind": "rate", "base": "grown", "pct": "1"}
    extra_plan(store, rule, plan={"growth": growth})
    (line,) = lines(store)
    assert "1% of growth of sales" in Ruling(line.rule, EN).sentence()
    assert reckoned(line, EN) == "growth: Rp 40,000,000; Rp 40,000,000 × 1% = Rp 400,000"


def test_an_amount_that_is_rounded_says_so(store: Store) -> None:
    sell(store, "rina", date(2026, 9, 11), 1, amount=Money(333, "IDR"))
    extra_plan(store, {"kind": "rate", "base": "each", "pct": "1"})
    assert "rounded to Rp 0.03" in reckoned(lines(store)[-1], EN)


def test_sharing_a_sale(store: Store) -> None:
    shares = [{"partner_id": MITRA, "share": "80"}, {"partner_id": 2, "share": "20"}]
    sell(store, "rina", date(2026, 9, 11), 1, credits=shares)
    extra_plan(store, {"kind": "rate", "base": "each", "pct": "1"})
    assert "a share of 80% of the sale" in reckoned(lines(store)[-1], EN)


def test_a_foreign_sale_says_its_rate_and_day(store: Store) -> None:
    with store.transaction() as records:
        pair = Pair("USD", "IDR", "BI")
        records.fx.publish(pair, date(2026, 9, 9), Decimal(16_000), NOW)
    sell(store, "rina", date(2026, 9, 11), 1, amount=Money.of(100, "USD"))
    extra_plan(
        store,
        {"kind": "rate", "base": "each", "pct": "1"},
        plan={"fx": {"rate": "booked_date", "source": "BI"}},
    )
    assert "1 USD = 16,000 IDR on 9 Sep 2026" in reckoned(lines(store)[-1], EN)


@pytest.mark.parametrize(
    ("window", "day"),
    [
        ("2026-09", date(2026, 9, 30)),
        ("2026-Q3", date(2026, 9, 30)),
        ("2026-H1", date(2026, 6, 30)),
        ("2026", date(2026, 12, 31)),
        ("plan", date.max),
    ],
)
def test_a_window_ends(window: str, day: date) -> None:
    assert ends(window) == day
