"""A race: the first by a measure win prizes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact, integers
from handlers.incentives.engine.columns.running import unpaired
from handlers.incentives.engine.paying.alone import counted
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.matching import reasons
from handlers.incentives.engine.paying.paid import minor
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.paying.worked import Due, Stretches, Worked, on_totals
from handlers.incentives.engine.plan import Component
from handlers.incentives.engine.rules import Rank, Ties
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.totals import prior_of

#: A total, the name of its earner, and where its line is.
Runner = tuple[Fraction, str, int]


def ranked(case: Case, component: Component, rule: Rank) -> Worked:
    """One line for each who sold anything in a window."""
    found = base(case.plan, component)
    assert found.measure is not None
    why = reasons(case, component)
    groups = case.groups(component.earner, found.cut, found.on)
    steps = counted(case, component, found.measure).state.step.only(why == 0)
    stretches = Stretches.of(groups, why)
    windows = unpaired(stretches.keys)[1]
    sums = groups.summed(steps)[np.isin(groups.keys, stretches.keys)]
    totals = sums.plus(prior_of(case, found.measure, windows)).only(stretches.why == 0)
    places, prizes = _won(case, component, rule, (stretches.keys, totals))
    lost = (stretches.why == 0) & (prizes == 0)
    whys = np.where(lost, Reason.NO_PRIZE.code, stretches.why).astype(np.int8)
    due = Exact(prizes, 10**case.exponent)
    lines = Due(totals, due, Exact.none(len(due)), None, places)
    return on_totals(component, found, Stretches(stretches.keys, whys), lines)


def _won(
    case: Case, component: Component, rule: Rank, totals: tuple[Array, Exact]
) -> tuple[Array, Array]:
    """Each line's rank (0: none) and prize in minor units."""
    earners, windows = unpaired(totals[0])
    names = case.earner(component.earner).values
    runners: dict[int, list[Runner]] = {}
    for line, (earner, window) in enumerate(zip(earners.tolist(), windows.tolist(), strict=True)):
        total = totals[1].at(line)
        if total > 0:
            name = names[earner] if earner >= 0 else ""
            runners.setdefault(window, []).append((total, name, line))
    prizes = [minor(case, prize) for prize in rule.prizes]
    ranks, won = [0] * len(earners), [0] * len(earners)
    for race in runners.values():
        for line, rank, prize in _race(race, prizes, rule.ties):
            ranks[line], won[line] = rank, prize
    return integers(ranks), integers(won)


def _race(race: list[Runner], prizes: list[int], ties: Ties) -> Iterator[tuple[int, int, int]]:
    """Each runner's line, rank and prize; those with the same total share a rank."""
    place = 0
    ordered = sorted(race, key=lambda runner: (-runner[0], runner[1]))
    for _, tied in groupby(ordered, key=lambda runner: runner[0]):
        together = list(tied)
        taken = prizes[place : place + len(together)]
        for seat, (_, _, line) in enumerate(together):
            if ties is Ties.ALL:
                prize = taken[0] if taken else 0
            else:
                prize = (sum(taken) + len(together) - 1 - seat) // len(together)
            yield line, place + 1, prize
        place += len(together)
