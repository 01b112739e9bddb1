"""What a version of a plan counts for one earner in each window, for the versions beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from handlers.incentives.calculating.evaluated import Part
from handlers.incentives.engine.columns.exact import Array
from handlers.incentives.engine.columns.running import unpaired
from handlers.incentives.engine.lines import Lines
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.matching import reasons
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.summing import summed
from handlers.incentives.engine.plan import Component, Earner, Pays, Within
from handlers.incentives.engine.rules import Claim, Fixed, Guarantee, OncePer
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.measures import measured

Counted = Mapping[str, Fraction]
ONCE = (OncePer.PERIOD, OncePer.PLAN)


@dataclass(frozen=True, slots=True)
class Whose:
    """An earner as the columns know it."""

    kind: Earner
    name: str

    @classmethod
    def named(cls, name: str) -> Whose:
        return cls(Earner.MEMBER if name.startswith("member:") else Earner.PARTNER, name)

    def rows(self, case: Case) -> Array:
        texts = case.earner(self.kind)
        code = texts.values.index(self.name) if self.name in texts.values else -2
        mine: Array = texts.codes == code
        return mine


def counted(part: Part, id: str, component_id: str | None, whose: Whose) -> Counted:
    """The total of a measure in each window: of what its component counts, if it has one of that
    id, else of everything."""
    case = part.lines.case
    measure = case.plan.measures.get(id)
    if measure is None or measure.window is Within.TRANSACTION:
        return {}
    named = [each for each in case.plan.components if each.id == component_id]
    rows = whose.rows(case) & case.counts(measure.date)
    if named:
        rows = rows & (reasons(case, named[0]) == 0)
    cut, step = case.cut(measure.window), measured(case, measure).state.step
    places = case.windows(cut, measure.date)
    return {
        cut.name(window): Fraction(int(step.top[rows & (places == window)].sum()), step.bottom)
        for window in np.unique(places[rows]).tolist()
    }


def earned(parts: Iterable[Part], guarantee: Component, whose: Whose, window: str) -> Decimal:
    """What counts for a guarantee of what these versions paid in a window."""
    return sum((_earned(part, guarantee, whose, window) for part in parts), Decimal(0))


def _earned(part: Part, guarantee: Component, whose: Whose, window: str) -> Decimal:
    case = part.lines.case
    cut, mine = case.cut(Within.PERIOD), case.earner(whose.kind).codes[whose.rows(case)]
    paid = [each for each in part.lines.paid if _counts(guarantee, each.component)]
    sums = summed(case, guarantee, cut, paid)
    earners, windows = unpaired(sums.keys)
    found = [
        int(minor)
        for earner, number, minor in zip(earners, windows, sums.amounts, strict=True)
        if earner in mine[:1] and cut.name(int(number)) == window
    ]
    return Decimal(sum(found)).scaleb(-case.exponent)


def _counts(guarantee: Component, other: Component) -> bool:
    """As the engine has it: pay, and for a member not what their partner is paid."""
    theirs = guarantee.earner in (Earner.PARTNER, other.earner)
    cash = other.pays is Pays.CASH and not isinstance(other.rule, Guarantee | Claim)
    return theirs and cash


def settled(part: Part, earlier: Sequence[Part], later: Sequence[Part], name: str) -> Part:
    """Without what another version settles of a window that both are in: growth, guarantees and
    floors are the last one's that counts anything, a fixed amount is that of the first."""
    whose = Whose.named(name)
    paid = tuple(_settled(each, (earlier, later), whose) for each in part.lines.paid)
    return replace(part, lines=Lines(part.lines.case, paid))


def _settled(paid: Paid, others: tuple[Sequence[Part], Sequence[Part]], whose: Whose) -> Paid:
    earlier, later = others
    component, gone = paid.component, set[str]()
    if isinstance(component.rule, Fixed) and component.rule.once_per in ONCE:
        gone = {window for part in earlier for window in _paid_in(part, component.id, whose)}
    elif _is_last(paid):
        gone = {window for part in later for window in _active(part, component.id, whose, paid)}
    if not gone or not len(paid):
        return paid
    named = np.array([paid.cut.name(window) in gone for window in paid.window.tolist()])
    texts = paid.case.earner(component.earner)
    mine = np.array([texts.values[code] == whose.name for code in paid.earner.tolist()])
    return paid.without(named & mine)


def _is_last(paid: Paid) -> bool:
    """Whether its lines are worked out at the end of their window, from all of it."""
    growth = base(paid.case.plan, paid.component).growth
    draws = isinstance(paid.component.rule, Guarantee)
    return growth is not None or draws or paid.id.endswith(":floor")


def _active(part: Part, component_id: str, whose: Whose, paid: Paid) -> Iterable[str]:
    """The windows in which a version counts anything for its component of that id."""
    case = part.lines.case
    for each in case.plan.components:
        if each.id == component_id and each.earner is whose.kind:
            rows = whose.rows(case) & (reasons(case, each) == 0)
            places = case.windows(paid.cut, base(case.plan, each).on)
            yield from (paid.cut.name(window) for window in np.unique(places[rows]).tolist())


def _paid_in(part: Part, component_id: str, whose: Whose) -> Iterable[str]:
    for line in part.lines.each():
        if line.component == component_id and line.earner == whose.name and line.amount.minor:
            yield line.window
