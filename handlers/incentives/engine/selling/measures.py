"""What a plan measures of each entry: amounts in the plan's currency, units, counts, margins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact
from handlers.incentives.engine.plan import Measure, Of
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.links import State
from handlers.incentives.engine.selling.sales import Sales

COLUMNS = {Of.AMOUNT: "amount", Of.COLLECTED: "collected", Of.QUANTITY: "quantity"}
MONEY = {Of.AMOUNT, Of.COLLECTED, Of.MARGIN}


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A measure of every entry: `known` where its conditions hold and its column says something
    (elsewhere it is zero), `state` after and before each."""

    measure: Measure
    known: Array
    state: State


def measured(case: Case, measure: Measure) -> Measured:
    return case.keep(("measured", measure.id), lambda: _measured(case, measure))


def _measured(case: Case, measure: Measure) -> Measured:
    entries = case.entries
    state = _state(case, measure)
    if measure.of in MONEY and (exchanged := case.exchanged) is not None:
        factors = exchanged.factors[entries.row]
        state = State(state.after.by(factors), state.before.by(factors))
    known = case.holds(measure.where) & entries.rooted(entries.spread(_said(case, measure)))
    return Measured(measure, known, State(state.after.only(known), state.before.only(known)))


def _state(case: Case, measure: Measure) -> State:
    unit = 10**case.exponent
    match measure.of:
        case Of.COUNT:
            return case.entries.split(_counted(case), None)
        case Of.MARGIN:
            return case.entries.split(_margin(case), unit)
        case _:
            column = COLUMNS.get(measure.of, measure.column)
            return case.entries.state(column, unit if measure.of in MONEY else None)


def _said(case: Case, measure: Measure) -> Array:
    """Which rows say what the measure needs."""
    sales = case.sales
    match measure.of:
        case Of.COUNT:
            return np.ones(len(sales), dtype=bool)
        case Of.MARGIN:
            needed = [sales.numbers(name).known for name in ("amount", "cost", "quantity")]
            said: Array = np.logical_and.reduce(needed)
            return said
        case _:
            return sales.numbers(COLUMNS.get(measure.of, measure.column)).known


def _counted(case: Case) -> State:
    """A sale counts one until nothing is left of it, a return on its own one back, a correction
    none."""
    links = case.entries.links
    ones = signs(case.sales)
    if not len(links.rows):
        return State(Exact(ones), Exact.none(len(ones)))
    return links.chained(Exact(ones), ones[links.root[links.rows]] * links.alive[links.rows])


def signs(sales: Sales) -> Array:
    """What each row is on its own: 1 a sale, -1 a refund, 0 a correction."""
    kinds = sales.texts("kind")
    table = [{"refund": -1, "correction": 0}.get(kind, 1) for kind in (*kinds.values, "")]
    return kinds.looked_up(np.array(table, dtype=np.int64))


def _margin(case: Case) -> State:
    """What is left of the amount after costs, never below nothing; a return's is its mirror."""
    links = case.entries.links
    amount, quantity = links.state("amount"), links.state("quantity")
    cost = case.sales.numbers("cost").exact[links.root]

    def margin(amount: Exact, quantity: Exact) -> Exact:
        left = amount.size().minus(quantity.size().by(cost.size()))
        return Exact(np.maximum(left.top, 0) * np.sign(amount.top), left.bottom)

    return State(margin(amount.after, quantity.after), margin(amount.before, quantity.before))
