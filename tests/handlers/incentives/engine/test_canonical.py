from __future__ import annotations

import json
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.incentives.engine.canonical import as_yaml, canonical_json, digest, document, plain
from handlers.incentives.engine.documents import Document, parse
from handlers.incentives.engine.faults import Fault
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from handlers.incentives.engine.reading.nodes import Node
from handlers.incentives.engine.reading.plans import plan as read_plan
from tests.handlers.incentives.engine.drawn import NUMBERS, PLANS
from tests.handlers.incentives.engine.plans import changed, everything

THOROUGH = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sound(written: object) -> Plan:
    plan = read(written)
    assert isinstance(plan, Plan), plan
    return plan


def again(content: object) -> Plan:
    """What is read, whether it makes sense or not."""
    faults: list[Fault] = []
    plan = read_plan(Node(content, "", faults))
    assert not faults, faults
    return plan


def content(text: str) -> object:
    parsed = parse(text)
    assert isinstance(parsed, Document), parsed
    return parsed.content


@THOROUGH
@given(PLANS)
def test_every_plan_reads_back_as_it_was(plan: Plan) -> None:
    assert again(document(plan)) == plan
    assert again(content(canonical_json(plan))) == plan
    assert again(content(as_yaml(plan))) == plan


@THOROUGH
@given(PLANS, st.randoms(use_true_random=False))
def test_how_it_is_written_does_not_change_the_hash(plan: Plan, random: Random) -> None:
    assert digest(again(otherwise(document(plan), random))) == digest(plan)


def otherwise(value: Any, random: Random) -> Any:
    """The same document in other words: keys in another order, numbers with more zeros."""
    if isinstance(value, dict):
        keys = random.sample(list(value), len(value))
        return {key: otherwise(value[key], random) for key in keys}
    if isinstance(value, list):
        return [otherwise(each, random) for each in value]
    if isinstance(value, Decimal):
        return random.choice([value, plain(value), value.normalize()])
    return value


def test_the_whole_format_survives_each_way_of_writing() -> None:
    plan = sound(everything())
    assert sound(document(plan)) == plan
    assert sound(content(as_yaml(plan))) == plan
    assert sound(content(canonical_json(plan))) == plan


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("components[0].rule.table[0].pct", "4.00"),
        ("components[0].rule.table[0].pct", Decimal("0.4e1")),
        ("components[0].rule.accumulate", "window"),
        ("components[0].rule.boundary", "lower_inclusive"),
        ("components[0].rule.by", "net"),
        ("components[0].earner", "partner"),
        ("components[0].fund", None),
        ("components[2].label", "logo"),
        ("components[3].priority", "0"),
        ("version", "3.0"),
        ("measures[1].window", "period"),
        ("measures[1].where", {"all": [], "any_of": []}),
        ("allow_over_100", False),
        ("eligible.any_of", [[
            {"value": "silver", "op": "eq", "field": "partner.tier"},
            {"value": "2", "op": "ge", "field": "partner.years"},
        ]]),
    ],
)  # fmt: skip
def test_equal_meaning_gives_equal_hash(where: str, what: object) -> None:
    assert digest(sound(changed(where, what))) == digest(sound(everything()))


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("version", 4),
        ("name", "Silver"),
        ("components[0].rule.table[0].pct", "4.01"),
        ("components[0].rule.boundary", "upper_inclusive"),
        ("payout_threshold", 0),
        ("effective_to", None),
        ("components[0].limits[0].min", None),
    ],
)
def test_another_meaning_gives_another_hash(where: str, what: object) -> None:
    assert digest(sound(changed(where, what))) != digest(sound(everything()))


def test_the_canonical_json_is_sorted_short_and_without_floats() -> None:
    written = canonical_json(sound(everything()))
    assert json.loads(written, parse_float=pytest.fail)["components"][0]["rule"]["table"][1] == {
        "up_to": "200000000",
        "pct": "6.5",
    }
    assert written == json.dumps(
        json.loads(written), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def test_yaml_for_people_is_in_the_order_of_the_format() -> None:
    written = as_yaml(sound(everything())).splitlines()
    assert written[:4] == [
        "schema_version: 1",
        "id: id-silver-2027q1",
        "version: 3",
        "name: Silver distributors, first quarter",
    ]
    assert "    - {up_to: 200000000, pct: 6.5}" in written


@pytest.mark.parametrize("name", ["yes", "null", "1e5", "2027-01-01", "5", "- a: #", "é 日本"])
def test_a_text_that_looks_like_something_else_stays_a_text(name: str) -> None:
    plan = sound(changed("name", name))
    assert sound(content(as_yaml(plan))).name == name


def test_a_plan_without_measures_says_so() -> None:
    kept = [everything()["components"][at] for at in (5,)]
    document_ = changed("components", kept) | {"measures": [], "growth": {}}
    plan = sound(document_)
    assert document(plan)["measures"] == []
    assert sound(document(plan)) == plan


@given(NUMBERS)
def test_a_number_in_its_plainest_form_is_the_same_number(number: Decimal) -> None:
    assert Decimal(plain(number)) == number
    assert "E" not in plain(number)
