"""Proven spend reimbursed out of what a fund has earned until then."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact, integers
from handlers.incentives.engine.columns.rounding import rounded
from handlers.incentives.engine.paying.alone import in_parts
from handlers.incentives.engine.paying.capping import counting_days
from handlers.incentives.engine.paying.matching import reasons
from handlers.incentives.engine.paying.paid import Paid, minor
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.paying.worked import Due, Worked, on_entries
from handlers.incentives.engine.plan import Component, Measure, Of, Pays, Within
from handlers.incentives.engine.rules import Claim
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.measures import measured
from handlers.incentives.engine.selling.returns import held

#: What a claim reimburses a part of.
SPENT = Measure("spent", Of.AMOUNT, window=Within.TRANSACTION)

#: An event: the earner, its day, its seat on that day, the entry that claims (-1: the fund has
#: earned), and the amount in minor units.
Event = tuple[int, int, int, int, int]


def claimed(case: Case, component: Component, rule: Claim, others: Sequence[Paid]) -> Worked:
    """One line for each transaction; the fund is emptied in their order."""
    why = reasons(case, component)
    spent = held(case, measured(case, SPENT).state, component.clawback, None)
    wanted = in_parts(spent, Fraction(rule.reimburse_pct) / 100)
    asked = _asked(case, wanted, why)
    left, paid = _paid(case, component, rule, (asked, _earned(case, component, rule, others)))
    empty = (why == 0) & (asked != 0) & (paid == 0)
    why = np.where(empty, Reason.NO_FUND.code, why).astype(np.int8)
    bottom = 10**case.exponent
    none = Exact.none(len(paid))
    due = Due(
        wanted.base, Exact(paid, bottom), none, Exact(left, bottom), None, None, wanted.lives
    )
    return on_entries(case, component, why, due)


def _asked(case: Case, wanted: Due, why: Array) -> Array:
    rounding, places = case.plan.rounding.mode, case.exponent
    after = rounded(wanted.after, rounding, places)
    return np.where(why == 0, after - rounded(wanted.before, rounding, places), 0)


def _earned(case: Case, component: Component, rule: Claim, others: Sequence[Paid]) -> list[Event]:
    """What went into the fund, and when."""
    seats = _seats(case)
    events: list[Event] = []
    for paid in others:
        if paid.component.pays is not Pays.FUND or paid.component.fund != rule.fund:
            continue
        on_totals = paid.worked is None or paid.worked.on_totals
        seat = np.full(len(paid), len(case.entries)) if on_totals else seats[paid.entry]
        some = paid.amount != 0
        days = counting_days(case, paid)
        columns = (paid.earner, days, seat, np.full(len(paid), -1), paid.amount)
        events.extend(zip(*(column[some].tolist() for column in columns), strict=True))
    return events


def _paid(
    case: Case, component: Component, rule: Claim, events: tuple[Array, list[Event]]
) -> tuple[Array, Array]:
    """What the fund held before each claim, and what of it was paid."""
    asked, earned = events
    some = np.flatnonzero(asked)
    earners, seats = case.earner(component.earner).codes, _seats(case)
    days = np.maximum(case.day(None), case.place(None))
    columns = (earners[some], days[some], seats[some], some, asked[some])
    claims = zip(*(column.tolist() for column in columns), strict=True)
    start = minor(case, case.before(f"fund:{rule.fund}"))
    balance: dict[int, int] = {}
    unpaid: dict[int, int] = {}
    left, paid = [0] * len(asked), [0] * len(asked)
    for earner, _, _, entry, amount in sorted([*earned, *claims]):
        held = balance.get(earner, start)
        taken = -amount
        if entry >= 0:
            root = int(case.entries.root[entry])
            taken = _taken(amount, held, unpaid.get(root, 0))
            unpaid[root] = unpaid.get(root, 0) + amount - taken
            left[entry], paid[entry] = held, taken
        balance[earner] = held - taken
    return integers(left), integers(paid)


def _taken(amount: int, held: int, unpaid: int) -> int:
    """What is paid as far as the fund reaches, or given back beyond what was never paid."""
    return min(amount + unpaid, 0) if amount < 0 else min(amount, max(held, 0))


def _seats(case: Case) -> Array:
    """The place of each entry in their order."""
    seats = np.empty(len(case.entries), dtype=np.int64)
    seats[case.order(None)] = np.arange(len(case.entries))
    return seats
