"""Reads a plan: what it measures, how that grows, and its components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.incentives.engine import paths
from handlers.incentives.engine.conditions import When
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.plan import (
    At,
    Baseline,
    Component,
    Fx,
    Growth,
    Measure,
    Mode,
    NoBaseline,
    Of,
    On,
    PayOn,
    Plan,
    RateOf,
    Rounding,
    Span,
    Within,
)
from handlers.incentives.engine.reading.components import COMPONENTS
from handlers.incentives.engine.reading.conditions import CONDITION
from handlers.incentives.engine.reading.nodes import Fields, Kind, Node, list_of
from handlers.incentives.engine.reading.scalars import (
    DAY_OF_YEAR,
    DECIMAL,
    IDENTIFIER,
    TEXT,
    TRUTH,
    choice,
    identifier,
    whole,
)
from handlers.incentives.engine.rules import Mode as TiersMode
from handlers.incentives.engine.rules import Tiers

SCHEMA_VERSION = 1
PLAN = (
    "schema_version",
    "id",
    "version",
    "name",
    "currency",
    "effective_from",
    "effective_to",
    "period",
    "eligible",
    "measures",
    "growth",
    "components",
    "rounding",
    "fx",
    "payout_threshold",
    "budget",
    "allow_over_100",
)
MEASURE = ("id", "of", "field", "where", "window", "date")
GROWTH = ("measure", "baseline", "fixed", "pay_on", "no_baseline")
ROUNDING = ("mode", "at")
FX = ("rate", "source")


def plan(node: Node) -> Plan:
    fields = Fields(node, PLAN)
    fields.need("schema_version", Kind(_schema_version, SCHEMA_VERSION))
    measures = fields.need("measures", MEASURES)
    growth = fields.get("growth", GROWTHS, ())
    _only_once(node, measures, growth)
    return Plan(
        id=fields.need("id", IDENTIFIER),
        version=fields.need("version", whole(1)),
        name=fields.need("name", TEXT),
        currency=fields.need("currency", TEXT),
        effective_from=fields.need("effective_from", DAY_OF_YEAR),
        effective_to=fields.may("effective_to", DAY_OF_YEAR),
        period=fields.need("period", choice(Span.MONTH)),
        measures={measure.id: measure for measure in measures if measure.id},
        components=tuple(_settled(each, growth) for each in fields.need("components", COMPONENTS)),
        eligible=fields.get("eligible", CONDITION, When()),
        growth={each.id: each for each in growth},
        rounding=fields.get("rounding", Kind(_rounding, Rounding()), Rounding()),
        fx=fields.get("fx", Kind(_fx, Fx()), Fx()),
        payout_threshold=fields.may("payout_threshold", DECIMAL),
        budget=fields.may("budget", DECIMAL),
        allow_over_100=fields.get("allow_over_100", TRUTH, False),
    )


def _settled(component: Component, growth: Sequence[Growth]) -> Component:
    """A row is picked by the base anyway, unless the base is a growth in whole mode: it is paid on
    itself, and picked by its per cent."""
    rule = component.rule
    if not isinstance(rule, Tiers) or rule.by != rule.base:
        return component
    if rule.mode is TiersMode.WHOLE and any(each.id == rule.base for each in growth):
        return component
    return replace(component, rule=replace(rule, by=""))


def _schema_version(node: Node) -> int | None:
    found = whole(1).read(node)
    if found is not None and found != SCHEMA_VERSION:
        node.wrong(Code.UNKNOWN_VERSION, known=str(SCHEMA_VERSION))
    return found


def _measure(node: Node) -> Measure:
    """Only a measure of a field has a `field`, and it needs one."""
    fields = Fields(node, MEASURE)
    of = fields.found("of", choice(Of.AMOUNT))
    column = fields.need("field", TEXT) if of is Of.FIELD else fields.get("field", TEXT, "")
    if column and of not in (Of.FIELD, None):
        node.key("field").fault(Code.KEY_WITHOUT_USE, name="field", other=f"of: {of}")
    return Measure(
        id=fields.need("id", IDENTIFIER),
        of=of or Of.AMOUNT,
        column=column,
        where=fields.get("where", CONDITION, When()),
        window=fields.get("window", choice(Within.PERIOD), Within.PERIOD),
        date=fields.may("date", choice(On.BOOKED)),
    )


def _growths(node: Node) -> tuple[Growth, ...]:
    if not isinstance(node.value, Mapping):
        node.wrong(Code.NOT_AN_OBJECT, known="ID: {…}")
        return ()
    return tuple(_growth(node.key(str(name)), str(name)) for name in node.value)


def _growth(node: Node, name: str) -> Growth:
    """Its id is its key."""
    fields = Fields(node, GROWTH)
    identifier(Node(name, node.path, node.faults))
    return Growth(
        id=name,
        measure=fields.need("measure", IDENTIFIER),
        baseline=fields.need("baseline", choice(Baseline.TARGET)),
        pay_on=fields.need("pay_on", choice(PayOn.INCREMENT)),
        no_baseline=fields.need("no_baseline", choice(NoBaseline.SKIP)),
        fixed=fields.may("fixed", DECIMAL),
    )


def _only_once(node: Node, measures: Sequence[Measure], growth: Sequence[Growth]) -> None:
    """Measures and growth share their ids."""
    seen = {each.id: paths.key("growth", each.id) for each in growth}
    for at, measure in enumerate(measures):
        here = paths.item("measures", at)
        if measure.id in seen:
            path = paths.key(here, "id")
            facts = {"id": measure.id, "first": seen[measure.id]}
            node.faults.append(Fault(path, Code.ID_TWICE, facts))
        elif measure.id:
            seen[measure.id] = here


def _rounding(node: Node) -> Rounding:
    fields = Fields(node, ROUNDING)
    mode = fields.get("mode", choice(Mode.HALF_UP), Mode.HALF_UP)
    return Rounding(mode, fields.get("at", choice(At.LINE), At.LINE))


def _fx(node: Node) -> Fx:
    fields = Fields(node, FX)
    rate = fields.get("rate", choice(RateOf.INVOICE_DATE), RateOf.INVOICE_DATE)
    return Fx(rate, fields.get("source", TEXT, ""))


GROWTHS: Kind[tuple[Growth, ...]] = Kind(_growths, ())
MEASURES = list_of(Kind(_measure, Measure("", Of.AMOUNT)), least=0)
