from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.incentives.engine import conditions
from handlers.incentives.engine.conditions import Op
from handlers.incentives.engine.documents import Document, parse
from handlers.incentives.engine.faults import MOST, Code, Fault
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read, read_text
from handlers.incentives.engine.rules import Fixed, Guarantee, Recover, Tiers
from tests.handlers.incentives.engine.faulty import ONE_KEY, SEVERAL_KEYS, TEXTS
from tests.handlers.incentives.engine.plans import EVERYTHING, changed, everything

ROOT = Path(__file__).parents[4]
FORMAT = ROOT / "docs" / "plan-format.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", FORMAT.read_text("utf-8"), re.DOTALL)


def sound(document: object) -> Plan:
    plan = read(document)
    assert isinstance(plan, Plan), plan
    return plan


def faults(document: object) -> list[tuple[str, Code]]:
    found = read(document)
    assert not isinstance(found, Plan)
    return [(fault.path, fault.code) for fault in found]


def test_a_plan_that_uses_everything_is_sound() -> None:
    assert isinstance(read_text(EVERYTHING.read_text("utf-8")), Plan)


def test_the_plans_of_the_demo_world_are_sound() -> None:
    world = tomllib.loads((ROOT / "bot" / "demo" / "incentives.toml").read_text("utf-8"))
    assert [read(each) for each in world["plans"] if not isinstance(read(each), Plan)] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_for_outside_users_is_sound(example: str) -> None:
    if example.startswith("schema_version"):
        assert isinstance(read_text(example), Plan), read_text(example)


def test_there_are_examples() -> None:
    assert sum(example.startswith("schema_version") for example in EXAMPLES) >= 2


@pytest.mark.parametrize(("where", "what", "path", "code"), [*ONE_KEY, *SEVERAL_KEYS])
def test_a_fault_is_named_with_its_path(where: str, what: object, path: str, code: Code) -> None:
    assert faults(changed(where, what))[0] == (path or where, code)


@pytest.mark.parametrize(("where", "what", "path", "code"), ONE_KEY)
def test_what_cannot_be_read_makes_no_second_fault(
    where: str, what: object, path: str, code: Code
) -> None:
    assert len(faults(changed(where, what))) == 1


@pytest.mark.parametrize(("text", "path", "code"), TEXTS)
def test_a_text_that_is_no_document(text: str | bytes, path: str, code: Code) -> None:
    found = read_text(text)
    assert isinstance(found, tuple)
    assert [(fault.path, fault.code) for fault in found] == [(path, code)]


@pytest.mark.parametrize("document", [None, 5, "plan", [], Decimal(1), [{}]])
def test_a_document_that_is_no_object_has_one_fault(document: object) -> None:
    assert faults(document) == [("", Code.NOT_AN_OBJECT)]


def test_an_empty_plan_lacks_every_key_that_it_needs() -> None:
    assert [code for _, code in faults({})] == [Code.MISSING_KEY] * 9


def test_all_faults_are_found_at_once_in_the_order_of_the_format() -> None:
    document = changed("components[0].rule.table[1].pct", "7%")
    document["efective_to"] = document.pop("effective_to")
    document["components"][0]["rule"]["table"][1]["up_to"] = 1
    document["components"][1]["rule"]["base"] = "seat"
    document["measures"][1]["of"] = "units"
    assert faults(document) == [
        ("efective_to", Code.UNKNOWN_KEY),
        ("measures[1].of", Code.NOT_ONE_OF),
        ("components[0].rule.table[1].pct", Code.NOT_A_NUMBER),
        ("components[0].rule.table[1].up_to", Code.ROW_NOT_RISING),
        ("components[1].rule.base", Code.UNKNOWN_MEASURE),
    ]


def test_nobody_reads_thousands_of_faults() -> None:
    document = changed("components", [1] * 100_000)
    assert len(faults(document)) == MOST


def test_a_reference_is_not_held_against_a_measure_without_an_id() -> None:
    document = changed("measures[1].id", "no id")
    assert faults(document) == [("measures[1].id", Code.NOT_AN_ID)]


@pytest.mark.parametrize(
    ("where", "what", "guess"),
    [
        ("componets", [], "components"),
        ("measures[0].Window", "period", "window"),
        ("components[0].rule.kind", "tier", "tiers"),
        ("components[0].rule.base", "nets", "net"),
        ("currency", "idr", "IDR"),
        ("eligible.all[0].field", "produk.sku", "product"),
        ("components[6].rule.fund", "mfd", "mdf"),
    ],
)
def test_the_nearest_known_word_is_suggested(where: str, what: object, guess: str) -> None:
    found = read(changed(where, what))
    assert isinstance(found, tuple)
    assert found[0].facts["near"] == guess


@pytest.mark.parametrize(
    "written",
    ["period: month", "period: 'month'", '"period": "month"'],
)
@pytest.mark.parametrize("number", ["5", '"5"', "5.0", "5.00", "'5.0'", "0.5e1"])
def test_yaml_and_json_mean_the_same(written: str, number: str) -> None:
    text = EVERYTHING.read_text("utf-8").replace("period: month", written)
    plan = read_text(text.replace("pct: 4}", f"pct: {number}" + "}"))
    assert plan == sound(changed("components[0].rule.table[0].pct", "5"))


def test_yes_and_no_are_words_wherever_they_come_from() -> None:
    for written in ("yes", True):
        rule = sound(changed("components[5].rule.recover", written)).components[5].rule
        assert isinstance(rule, Guarantee)
        assert rule.recover is Recover.YES


@pytest.mark.parametrize(
    ("test", "values"),
    [
        ({"op": "eq", "value": 5}, (Decimal(5),)),
        ({"op": "eq", "value": "5"}, (Decimal(5),)),
        ({"op": "eq", "value": "-2.5"}, (Decimal("-2.5"),)),
        ({"op": "eq", "value": "007"}, ("007",)),
        ({"op": "eq", "value": "5.0"}, ("5.0",)),
        ({"op": "eq", "value": "9" * 30}, ("9" * 30,)),
        ({"op": "ne", "value": True}, (True,)),
        ({"op": "in", "value": ["a", 2]}, ("a", Decimal(2))),
        ({"op": "ge", "value": "1000.50"}, (Decimal("1000.5"),)),
        ({"op": "lt", "value": "2027-02-01"}, ("2027-02-01",)),
        ({"op": "between", "value": [1, "2"]}, (Decimal(1), Decimal(2))),
        ({"op": "starts_with", "value": 62}, ("62",)),
        ({"op": "is_false"}, ()),
    ],
)
def test_what_a_test_compares_with(test: dict[str, Any], values: tuple[object, ...]) -> None:
    plan = sound(changed("eligible.all[0]", {"field": "deal.kind", **test}))
    assert plan.eligible.all == (conditions.Test("deal.kind", Op(test["op"]), values),)  # type: ignore[arg-type]


def test_a_single_group_of_alternatives_is_the_alternatives() -> None:
    one, other = (conditions.Test("deal.kind", Op.EQ, (kind,)) for kind in ("new", "renewal"))
    group = [{"field": "deal.kind", "op": "eq", "value": kind} for kind in ("new", "renewal")]
    for written in ([group], [[test] for test in group]):
        assert sound(changed("eligible.any_of", written)).eligible.any_of == ((one,), (other,))


def test_the_base_as_selector_goes_without_saying_except_for_growth() -> None:
    picked = {}
    for base, by in (("net", "net"), ("yoy", "yoy"), ("net", "yoy")):
        document = changed("components[9].rule.by", by)
        document["components"][9]["rule"]["base"] = base
        document["components"][9]["rule"]["table"] = [{"pct": 1}]
        rule = sound(document).components[9].rule
        assert isinstance(rule, Tiers)
        picked[base, by] = rule.by
    assert picked == {("net", "net"): "", ("yoy", "yoy"): "yoy", ("net", "yoy"): "yoy"}


@pytest.mark.parametrize("mode", ["marginal", "whole"])
def test_only_the_row_of_a_whole_is_picked_by_growth_in_per_cent(mode: str) -> None:
    document = changed("components[9].rule", {"kind": "tiers", "base": "yoy", "by": "yoy"})
    document["components"][9]["rule"] |= {"mode": mode, "table": [{"pct": 1}]}
    rule = sound(document).components[9].rule
    assert isinstance(rule, Tiers)
    assert rule.by == ("yoy" if mode == "whole" else "")


def test_days_may_be_days_already() -> None:
    document = changed("effective_from", date(2027, 1, 1))
    document["eligible"] = {"all": [{"field": "booked", "op": "eq", "value": date(2027, 2, 1)}]}
    assert sound(document).effective_from == date(2027, 1, 1)
    assert sound(document).eligible.all[0].values == ("2027-02-01",)
    assert faults(changed("effective_from", datetime(2027, 1, 1, tzinfo=UTC))) == [
        ("effective_from", Code.NOT_A_DAY)
    ]


def test_a_gate_may_lie_between_two_numbers() -> None:
    gate = {"field": "net", "op": "between", "value": ["1000000", 2000000]}
    rule = sound(changed("components[2].rule.gate", gate)).components[2].rule
    assert isinstance(rule, Fixed)
    assert rule.gate == conditions.Test("net", Op.BETWEEN, (Decimal(1000000), Decimal(2000000)))


def test_nothing_is_guessed_among_hundreds_of_measures() -> None:
    document = everything()
    document["measures"] += [{"id": f"m{at}", "of": "amount"} for at in range(300)]
    document["components"][3]["rule"]["base"] = "m1000"
    found = read(document)
    assert isinstance(found, tuple)
    assert found[0].facts["known"].endswith(", …")
    assert "near" not in found[0].facts


def test_over_100_per_cent_only_where_it_is_meant() -> None:
    document = changed("components[4].rule.pct", 150)
    document["allow_over_100"] = True
    assert sound(document).allow_over_100
    document["components"][0]["hold"]["pct"] = 150
    assert faults(document) == [("components[0].hold.pct", Code.OVER_100_NEVER)]


def test_a_debt_is_only_forgiven_at_an_end() -> None:
    document = changed("components[5].rule.recover", "forgive_at_end")
    assert sound(document)
    del document["effective_to"]
    assert faults(document) == [("components[5].rule.recover", Code.NO_END)]


def test_a_currency_without_coins_has_no_decimals() -> None:
    document = changed("currency", "JPY")
    assert sound(document)
    document["budget"] = "1.5"
    assert faults(document) == [("budget", Code.TOO_FINE)]


def test_every_circle_is_named() -> None:
    of = {"a": ["b"], "b": ["a", "c"], "c": ["b"], "d": ["d"], "e": ["a"]}
    rules = [
        {"id": name, "rule": {"kind": "multiplier", "of": others, "pct": 1}}
        for name, others in of.items()
    ]
    found = read(changed("components", rules))
    assert isinstance(found, tuple)
    assert [(fault.path, fault.facts["circle"]) for fault in found] == [
        ("components[0].rule.of[0]", "a → b → a"),
        ("components[1].rule.of[1]", "b → c → b"),
        ("components[3].rule.of[0]", "d → d"),
    ]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
PLACES = sorted({where for where, *_ in [*ONE_KEY, *SEVERAL_KEYS]})


@given(st.sampled_from(PLACES), JUNK)
def test_whatever_stands_there_it_is_a_plan_or_faults(where: str, junk: object) -> None:
    found = read(changed(where, junk))
    assert isinstance(found, Plan) or all(isinstance(fault, Fault) for fault in found)


@given(st.text() | st.binary())
def test_whatever_is_in_a_file_it_is_a_plan_or_faults(content: str | bytes) -> None:
    parsed = parse(content)
    assert isinstance(parsed, Document) or parsed[0].code
    assert isinstance(read_text(content), tuple)
