"""Any plan's document, for hypothesis: every kind of rule, limit, hold and clawback."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]
AMOUNTS = st.decimals(0, 10**10, places=2).map(lambda value: f"{value.normalize():f}")
PERCENTAGES = st.decimals(0, 100, places=3).map(lambda value: f"{value.normalize():f}")
NUMBERS = st.integers(1, 400)
NAMES = st.text("abcdefghij ÅKLM&-'", min_size=1, max_size=20).filter(str.strip)
BASES = st.sampled_from(["net", "seats", "units", "margin", "own_measure"])
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(date.isoformat)


def some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
    """A document with any of these keys."""
    return st.fixed_dictionaries({}, optional=keys)


def _rule(kind: str, **keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
    return st.fixed_dictionaries({"kind": st.just(kind), **keys})


ROWS = st.lists(
    some(up_to=AMOUNTS, pct=PERCENTAGES, per_unit=AMOUNTS, amount=AMOUNTS), max_size=22
)
GATES = st.fixed_dictionaries(
    {"field": BASES, "op": st.sampled_from(["ge", "between"]), "value": AMOUNTS}
)
RULES = st.one_of(
    _rule("rate", base=BASES, pct=PERCENTAGES),
    _rule("per_unit", base=BASES, amount=AMOUNTS),
    _rule("per_unit", base=BASES, amount=AMOUNTS, package=AMOUNTS, free=AMOUNTS),
    _rule("fixed", amount=AMOUNTS, once_per=st.sampled_from(["customer", "plan"])),
    _rule("fixed", amount=AMOUNTS, once_per=st.just("period"), gate=GATES),
    _rule(
        "tiers", base=BASES, by=BASES, table=ROWS, accumulate=st.just("transaction"),
        mode=st.sampled_from(["marginal", "whole", "interpolated"]),
        boundary=st.sampled_from(["lower_inclusive", "upper_inclusive"]),
    ),
    _rule("multiplier", of=st.just(["spiff", "gone"]), pct=PERCENTAGES),
    _rule("guarantee", amount=AMOUNTS, recover=st.sampled_from(["yes", "no"])),
    _rule("claim", reimburse_pct=PERCENTAGES, fund=st.just("mdf")),
    _rule("rank", measure=BASES, prizes=st.lists(AMOUNTS, max_size=21), ties=st.just("all")),
)  # fmt: skip
TESTS = st.lists(
    st.sampled_from(
        [
            {"field": "partner.tier", "op": "in", "value": ["gold", "silver"]},
            {"field": "partner.region", "op": "not_in", "value": ["Jakarta"]},
            {"field": "product.name", "op": "eq", "value": "CloudSuite Pro"},
            {"field": "member.certified", "op": "is_true"},
            {"field": "amount", "op": "between", "value": ["5", "70"]},
            {"field": "cost_centre", "op": "starts_with", "value": "A"},
        ]
    ),
    max_size=4,
)
WHEN = some(all=TESTS, any_of=st.lists(TESTS, max_size=2))
LIMITS = st.lists(
    some(
        max=AMOUNTS,
        min=AMOUNTS,
        per=st.sampled_from(["transaction", "period", "plan"]),
        excess=st.sampled_from(["drop", "carry_forward"]),
    ),
    max_size=3,
)
HOLDS = st.one_of(
    st.fixed_dictionaries({"pct": PERCENTAGES, "release": st.just("on_customer_payment")}),
    st.fixed_dictionaries({"pct": PERCENTAGES, "release": st.just("after_days"), "days": NUMBERS}),
    st.fixed_dictionaries(
        {"pct": PERCENTAGES, "release": st.just("on_date")}, optional={"date": DAYS}
    ),
)
CLAWBACKS = st.fixed_dictionaries(
    {
        "method": st.sampled_from(["full", "proportional", "time_prorated", "schedule"]),
        "only_paid": st.booleans(),
    },
    optional={"window_days": NUMBERS},
)
COMPONENTS = st.fixed_dictionaries(
    {"rule": RULES},
    optional={
        "id": st.just("spiff"),
        "label": NAMES,
        "earner": st.sampled_from(["member", "partner"]),
        "when": WHEN,
        "limits": LIMITS,
        "hold": HOLDS,
        "clawback": CLAWBACKS,
        "exclusive_group": NAMES,
    },
)
MEASURES = st.lists(
    st.fixed_dictionaries(
        {
            "id": BASES,
            "of": st.sampled_from(["amount", "quantity", "field"]),
            "date": st.sampled_from(["booked", "paid"]),
        }
    ),
    max_size=3,
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "name": NAMES,
        "currency": st.sampled_from(["IDR", "USD", "JPY"]),
        "effective_from": DAYS,
        "components": st.lists(COMPONENTS, min_size=1, max_size=3),
    },
    optional={
        "effective_to": DAYS,
        "period": st.sampled_from(["month", "quarter", "half", "year"]),
        "eligible": WHEN,
        "measures": MEASURES,
        "budget": AMOUNTS,
        "payout_threshold": AMOUNTS,
        "fx": st.just({"rate": "invoice_date"}),
    },
)
