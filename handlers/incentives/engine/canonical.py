"""A plan as a document again: for people, for machines, and as a hash of what it means."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any

import yaml

from handlers.incentives.engine import rules
from handlers.incentives.engine.conditions import Op, Test, When
from handlers.incentives.engine.documents import is_plain
from handlers.incentives.engine.plan import (
    Clawback,
    Component,
    Fx,
    Growth,
    Hold,
    Limit,
    Measure,
    Plan,
    Rounding,
    Step,
)
from handlers.incentives.engine.reading import components, conditions, plans
from handlers.incentives.engine.reading.rules import ROW, RULES, RuleKind

WIDTH = 99
SEVERAL = (Op.IN, Op.NOT_IN, Op.BETWEEN)
KINDS: Mapping[type, RuleKind] = {
    rules.Rate: RuleKind.RATE,
    rules.PerUnit: RuleKind.PER_UNIT,
    rules.Fixed: RuleKind.FIXED,
    rules.Tiers: RuleKind.TIERS,
    rules.Multiplier: RuleKind.MULTIPLIER,
    rules.Guarantee: RuleKind.GUARANTEE,
    rules.Claim: RuleKind.CLAIM,
    rules.Rank: RuleKind.RANK,
}
#: The keys of each value, in the order of the format.
KEYS: Mapping[type, tuple[str, ...]] = {
    Plan: plans.PLAN[1:],
    Measure: plans.MEASURE,
    Growth: plans.GROWTH,
    Rounding: plans.ROUNDING,
    Fx: plans.FX,
    Component: components.COMPONENT,
    Limit: components.LIMIT,
    Hold: components.HOLD,
    Clawback: components.CLAWBACK,
    Step: components.STEP,
    When: conditions.WHEN,
    rules.Row: ROW,
    **{rule: RULES[kind] for rule, kind in KINDS.items()},
}
#: Keys that are called otherwise in the value, where their word means something else.
ATTRIBUTES = {(Measure, "field"): "column", (Hold, "date"): "on"}


def document(plan: Plan) -> dict[str, Any]:
    """What reads as this plan: in the format's order, without what goes without saying."""
    return {"schema_version": plans.SCHEMA_VERSION, **_object(plan)}


def canonical_json(plan: Plan) -> str:
    """The same text for the same meaning, however the plan was written."""
    return json.dumps(
        document(plan), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=plain
    )


def digest(plan: Plan) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal."""
    return sha256(canonical_json(plan).encode()).hexdigest()


def as_yaml(plan: Plan) -> str:
    """For people: what fits is in one line."""
    written: str = yaml.dump(
        document(plan),
        Dumper=_Dumper,
        default_flow_style=None,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
    )
    return written


def plain(number: Decimal) -> str:
    """In its shortest form, without an exponent."""
    return format(number.normalize(), "f") if number else "0"


def _written(value: Any) -> Any:
    """Each value as the format has it."""
    if type(value) in WRITERS:
        return WRITERS[type(value)](value)
    if type(value) in KEYS:
        return _object(value)
    return str(value) if isinstance(value, StrEnum) else value


def _object(value: Any) -> dict[str, Any]:
    of = type(value)
    attributes = {key: ATTRIBUTES.get((of, key), key) for key in KEYS[of]}
    defaults = {each.name: _default(each) for each in fields(value)}
    found = {key: (name, getattr(value, name)) for key, name in attributes.items()}
    return {
        key: _written(each)
        for key, (name, each) in found.items()
        if each is not None and each != defaults[name]
    }


def _default(each: Field[Any]) -> object:
    return each.default if each.default_factory is MISSING else each.default_factory()


def _list(values: tuple[Any, ...]) -> list[Any]:
    return [_written(each) for each in values]


def _named(values: Mapping[str, Measure | Growth]) -> Any:
    """Measures are a list, and growth is by id."""
    if any(isinstance(each, Growth) for each in values.values()):
        return {name: _object(each) for name, each in values.items()}
    return [_object(each) for each in values.values()]


def _test(test: Test) -> dict[str, Any]:
    written: dict[str, Any] = {"field": test.field, "op": str(test.op)}
    if test.op in SEVERAL:
        return written | {"value": list(test.values)}
    return written | ({"value": test.values[0]} if test.values else {})


def _component(component: Component) -> dict[str, Any]:
    """A label that only repeats the id goes without saying."""
    written = _object(component)
    if component.label == component.id:
        del written["label"]
    return written


def _rule(rule: object) -> dict[str, Any]:
    return {"kind": str(KINDS[type(rule)]), **_object(rule)}


WRITERS: Mapping[type, Callable[[Any], Any]] = {
    tuple: _list,
    dict: _named,
    date: date.isoformat,
    Test: _test,
    Component: _component,
    **dict.fromkeys(KINDS, _rule),
}


class _Dumper(yaml.SafeDumper):
    """Repeats what stands twice; a text that looks like a number is in quotes."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_number(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    written = plain(number)
    kind = "float" if "." in written else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", written)


def _represent_text(dumper: yaml.SafeDumper, written: str) -> yaml.ScalarNode:
    style = None if is_plain(written) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", written, style=style)


_Dumper.add_representer(Decimal, _represent_number)
_Dumper.add_representer(str, _represent_text)
