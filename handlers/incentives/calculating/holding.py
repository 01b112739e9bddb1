"""What of each line waits: for its day, or until the customers have paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from handlers.incentives.engine.columns import windows
from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.columns.running import WINDOWS, pair
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.matching import reasons
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.worked import TOTAL
from handlers.incentives.engine.plan import Component, Hold, Release
from handlers.incentives.engine.rules import Claim, Guarantee, Multiplier
from handlers.incentives.engine.selling.case import Case


def held(paid: Paid, today: date) -> Array:
    """So much of the amount of each line; a return waits as long as its sale does."""
    hold = paid.component.hold
    if hold is None or not len(paid):
        return np.zeros(len(paid), dtype=np.int64)
    return np.where(_waits(paid, hold, today), _part(paid.amount, hold), 0)


def _waits(paid: Paid, hold: Hold, today: date) -> Array:
    on_totals = int(paid.entry[0]) == TOTAL
    if hold.release is Release.ON_DATE:
        return np.full(len(paid), hold.on is None or today < hold.on)
    if hold.release is Release.ON_CUSTOMER_PAYMENT:
        open_ = _unpaid(paid.case, today)
        return _any(paid, open_) if on_totals else open_[paid.entry]
    on = base(paid.case.plan, paid.component).on
    since = paid.day if on_totals else paid.case.place(on)[paid.entry]
    waiting: Array = since + (hold.days or 0) > windows.number(today)
    return waiting


def _unpaid(case: Case, today: date) -> Array:
    """Whether the customer still owes anything of the sale in whose place an entry counts; what
    came back is not owed."""
    sales, links = case.sales, case.entries.links
    collected, step = sales.numbers("collected"), links.state("amount").step
    left = np.zeros(len(sales), dtype=object)
    np.add.at(left, links.root, step.top.astype(object))
    sums = collected.exact.top.astype(object) * step.bottom
    settled = collected.known & (sums >= left * collected.exact.bottom)
    if sales.has("paid"):
        days, known = sales.days("paid")
        settled = settled | (known & (days <= windows.number(today)))
    unpaid: Array = ~settled.astype(bool)[links.root]
    return case.entries.spread(unpaid)


def _any(paid: Paid, unpaid: Array) -> Array:
    """Whether any sale that a total counts waits; what is carried over waits for those of earlier
    windows, too. A sale that was wholly returned does not."""
    case, kind = paid.case, paid.component.earner
    waiting = unpaid & ~_gone(case) & _counted(case, paid.component)
    on = base(case.plan, paid.component).on
    keys = pair(case.earner(kind).codes, case.windows(paid.cut, on))[waiting]
    lines = pair(paid.earner, paid.window)
    if not paid.id.endswith(":carried"):
        return np.isin(lines, keys)
    earners, places = keys // WINDOWS, keys % WINDOWS
    before = [((earners == key // WINDOWS) & (places <= key % WINDOWS)).any() for key in lines]
    return np.array(before, dtype=bool)


def _gone(case: Case) -> Array:
    """Whether nothing is left of the sale in whose place an entry counts."""
    links = case.entries.links
    gone = np.zeros(len(case.sales), dtype=bool)
    gone[links.root[~links.alive]] = True
    return case.entries.spread(gone[links.root])


def _counted(case: Case, component: Component) -> Array:
    """The entries that a component is paid on, itself or by way of others."""
    found = np.zeros(len(case.entries), dtype=bool)
    for each in _behind(case, component):
        found |= reasons(case, each) == 0
    return found


def _behind(case: Case, component: Component) -> Iterator[Component]:
    match component.rule:
        case Multiplier(of=ids):
            for each in case.plan.components:
                if each.id in ids:
                    yield from _behind(case, each)
        case Guarantee():
            others = (each for each in case.plan.components if each.earner is component.earner)
            yield from (each for each in others if not isinstance(each.rule, Guarantee | Claim))
        case _:
            yield component


def _part(amount: Array, hold: Hold) -> Array:
    """So much per cent, rounded down to whole minor units towards nothing."""
    digits = -min(int(hold.pct.as_tuple().exponent), 0)
    top = int(hold.pct.scaleb(digits))
    sizes: Array = np.abs(amount.astype(object)) * top // (100 * 10**digits)
    signed: Array = (sizes * np.sign(amount.astype(object))).astype(np.int64)
    return signed
