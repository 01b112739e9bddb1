"""Reads the rule of a component: its keys depend on its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum

from handlers.incentives.engine.conditions import Op, Test
from handlers.incentives.engine.reading.conditions import of_total
from handlers.incentives.engine.reading.nodes import Fields, Kind, Node, list_of
from handlers.incentives.engine.reading.scalars import DECIMAL, IDENTIFIER, choice, whole
from handlers.incentives.engine.rules import (
    Accumulate,
    Boundary,
    Claim,
    Fixed,
    Guarantee,
    Mode,
    Multiplier,
    OncePer,
    PerUnit,
    Rank,
    Rate,
    Recover,
    Row,
    Rule,
    Tiers,
    Ties,
)


class RuleKind(StrEnum):
    RATE = "rate"
    PER_UNIT = "per_unit"
    FIXED = "fixed"
    TIERS = "tiers"
    MULTIPLIER = "multiplier"
    GUARANTEE = "guarantee"
    CLAIM = "claim"
    RANK = "rank"


#: The keys beside `kind`, in the order of the format.
RULES: Mapping[RuleKind, tuple[str, ...]] = {
    RuleKind.RATE: ("base", "pct"),
    RuleKind.PER_UNIT: ("base", "amount", "package", "free"),
    RuleKind.FIXED: ("amount", "once_per", "gate"),
    RuleKind.TIERS: ("base", "by", "mode", "accumulate", "boundary", "table"),
    RuleKind.MULTIPLIER: ("of", "pct"),
    RuleKind.GUARANTEE: ("amount", "recover", "recover_from_period"),
    RuleKind.CLAIM: ("reimburse_pct", "fund"),
    RuleKind.RANK: ("measure", "prizes", "ties"),
}
ROW = ("up_to", "pct", "per_unit", "amount")


def rule(node: Node) -> Rule | None:
    """None where the kind is not known: then nobody can say which keys it should have."""
    kind = RuleKind.RATE
    if isinstance(node.value, Mapping):
        found = Fields(node, tuple(node.value)).found("kind", choice(RuleKind.RATE))
        if found is None:
            return None
        kind = found
    fields = Fields(node, ("kind", *RULES[kind]))
    return READERS[kind](fields)


def _rate(fields: Fields) -> Rule:
    return Rate(fields.need("base", IDENTIFIER), fields.need("pct", DECIMAL))


def _per_unit(fields: Fields) -> Rule:
    return PerUnit(
        fields.need("base", IDENTIFIER),
        fields.need("amount", DECIMAL),
        fields.may("package", DECIMAL),
        fields.get("free", DECIMAL, Decimal(0)),
    )


def _fixed(fields: Fields) -> Rule:
    once_per = fields.need("once_per", choice(OncePer.PERIOD))
    gate = fields.may("gate", Kind(of_total, Test("", Op.EQ)))
    return Fixed(fields.need("amount", DECIMAL), once_per, gate)


def _tiers(fields: Fields) -> Rule:
    """What cannot be read counts as whole mode, of which least is asked."""
    return Tiers(
        base=fields.need("base", IDENTIFIER),
        table=fields.need("table", list_of(Kind(_row, Row()))),
        mode=fields.need("mode", choice(Mode.WHOLE)),
        by=fields.get("by", IDENTIFIER, ""),
        accumulate=fields.get("accumulate", choice(Accumulate.WINDOW), Accumulate.WINDOW),
        boundary=fields.get(
            "boundary", choice(Boundary.LOWER_INCLUSIVE), Boundary.LOWER_INCLUSIVE
        ),
    )


def _row(node: Node) -> Row:
    fields = Fields(node, ROW)
    up_to, pct = fields.may("up_to", DECIMAL), fields.may("pct", DECIMAL)
    return Row(up_to, pct, fields.may("per_unit", DECIMAL), fields.may("amount", DECIMAL))


def _multiplier(fields: Fields) -> Rule:
    return Multiplier(fields.need("of", list_of(IDENTIFIER)), fields.need("pct", DECIMAL))


def _guarantee(fields: Fields) -> Rule:
    recover = fields.need("recover", choice(Recover.YES))
    start = fields.get("recover_from_period", whole(1), 1)
    return Guarantee(fields.need("amount", DECIMAL), recover, start)


def _claim(fields: Fields) -> Rule:
    return Claim(fields.need("reimburse_pct", DECIMAL), fields.need("fund", IDENTIFIER))


def _rank(fields: Fields) -> Rule:
    prizes = fields.need("prizes", list_of(DECIMAL))
    ties = fields.need("ties", choice(Ties.SHARE))
    return Rank(fields.need("measure", IDENTIFIER), prizes, ties)


READERS: Mapping[RuleKind, Callable[[Fields], Rule]] = {
    RuleKind.RATE: _rate,
    RuleKind.PER_UNIT: _per_unit,
    RuleKind.FIXED: _fixed,
    RuleKind.TIERS: _tiers,
    RuleKind.MULTIPLIER: _multiplier,
    RuleKind.GUARANTEE: _guarantee,
    RuleKind.CLAIM: _claim,
    RuleKind.RANK: _rank,
}
RULE: Kind[Rule] = Kind(rule, Rate("", Decimal(0)))
