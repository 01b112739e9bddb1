"""Checks tables and guarantees."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from handlers.incentives.engine import paths
from handlers.incentives.engine.checking.places import fault, ruled
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.rules import Guarantee, Mode, Recover, Row, Tiers


def check(plan: Plan) -> Iterator[Fault]:
    for path, rule, _ in ruled(plan, Tiers):
        yield from _bounds(paths.key(path, "table"), rule)
        yield from _pays(paths.key(path, "table"), rule)
        yield from _selector(path, rule)
    yield from _guarantees(plan)


def _bounds(path: str, rule: Tiers) -> Iterator[Fault]:
    """Each row begins where the one before ends; only the last may be without end."""
    highest = Decimal(0) if rule.mode is Mode.INTERPOLATED else None
    for at, row in enumerate(rule.table):
        here = paths.item(path, at)
        if row.up_to is None:
            if at < len(rule.table) - 1:
                yield fault(here, "up_to", Code.ROW_OPEN)
            continue
        if highest is not None and row.up_to <= highest:
            bounds = {"up_to": f"{row.up_to:f}", "before": f"{highest:f}"}
            yield fault(here, "up_to", Code.ROW_NOT_RISING, **bounds)
        highest = row.up_to if highest is None else max(highest, row.up_to)


def _pays(path: str, rule: Tiers) -> Iterator[Fault]:
    for at, row in enumerate(rule.table):
        here = paths.item(path, at)
        rated = row.pct is not None or row.per_unit is not None
        if row.pct is not None and row.per_unit is not None:
            yield fault(here, "per_unit", Code.ROW_PAYS_TWICE)
        if rule.mode is Mode.INTERPOLATED:
            yield from _interpolated(here, row, rated)
        elif not rated and row.amount is None:
            yield fault(here, "", Code.ROW_PAYS_NOTHING)


def _interpolated(path: str, row: Row, rated: bool) -> Iterator[Fault]:
    """A row with an end pays an amount, and one without end has no part of one."""
    if row.up_to is None:
        if row.amount:
            yield fault(path, "amount", Code.ROW_WITHOUT_WIDTH)
        elif not rated and row.amount is None:
            yield fault(path, "", Code.ROW_PAYS_NOTHING)
    elif rated or row.amount is None:
        key = "pct" if row.pct is not None else "per_unit" if rated else "amount"
        yield fault(path, key, Code.ROW_NOT_WHOLE_AMOUNT)


def _selector(path: str, rule: Tiers) -> Iterator[Fault]:
    """Only a row that counts for everything may be picked by something else."""
    if rule.by and rule.by != rule.base and rule.mode is not Mode.WHOLE:
        facts = {"by": rule.by, "base": rule.base, "mode": str(rule.mode)}
        yield fault(path, "by", Code.SELECTOR_NOT_BASE, **facts)


def _guarantees(plan: Plan) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for path, rule, component in ruled(plan, Guarantee):
        first = seen.setdefault(component.earner, component.id)
        if first != component.id:
            facts = {"first": first, "earner": str(component.earner)}
            yield fault(path, "kind", Code.TWO_GUARANTEES, **facts)
        if rule.recover is Recover.FORGIVE_AT_END and plan.effective_to is None:
            yield fault(path, "recover", Code.NO_END)
