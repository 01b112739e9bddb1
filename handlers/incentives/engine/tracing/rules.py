"""What a rule says of its base, each step with the numbers that it uses."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.incentives.engine.paying.alone import counted
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.worked import Worked
from handlers.incentives.engine.rules import (
    Claim,
    Fixed,
    Guarantee,
    Mode,
    Multiplier,
    PerUnit,
    Rank,
    Rate,
    Tiers,
)
from handlers.incentives.engine.tracing import rows
from handlers.incentives.engine.tracing.steps import Step, exactly


def due(paid: Paid, worked: Worked, row: int) -> Iterator[Step]:
    """Their `pays` add up to the gross amount."""
    match paid.component.rule:
        case Rate(pct=pct):
            yield _base(paid, worked, row)
            yield {"step": "rate", "pct": exactly(pct), "pays": _gross(paid, row)}
        case PerUnit() as rule:
            yield _base(paid, worked, row)
            yield _units(paid, rule, row)
        case Tiers() as rule:
            yield _base(paid, worked, row)
            yield from _tiers(paid, worked, rule, row)
        case Fixed() as rule:
            yield _fixed(paid, rule, row)
        case _:
            yield from _on_others(paid, worked, row)


def _base(paid: Paid, worked: Worked, row: int) -> Step:
    """What is paid on, and the total it comes on top of."""
    found = base(paid.case.plan, paid.component)
    step: dict[str, object] = {"step": "base", "value": exactly(worked.base.at(row))}
    if found.measure is not None:
        step["measure"] = found.measure.id
    if found.growth is not None:
        step["growth"] = found.growth.id
    if worked.total is not None and worked.row is None:
        before = worked.total.at(row)
        step |= {"window": worked.cut.name(int(worked.place[row])), "before": exactly(before)}
        step["after"] = exactly(before + worked.base.at(row))
    return step


def _gross(paid: Paid, row: int) -> str:
    return exactly(paid.gross.at(row))


def _units(paid: Paid, rule: PerUnit, row: int) -> Step:
    step = {"step": "units", "amount": exactly(rule.amount), "pays": _gross(paid, row)}
    if rule.free:
        step["free"] = exactly(rule.free)
    if rule.package is not None:
        step["package"] = exactly(rule.package)
    return step


def _tiers(paid: Paid, worked: Worked, rule: Tiers, row: int) -> Iterator[Step]:
    if worked.on_totals:
        total = worked.base.at(row) + (worked.total.at(row) if worked.total else 0)
        picked = None if worked.row is None else int(worked.row[row])
        if not total and not paid.gross.top[row]:
            return
        if rule.mode is Mode.WHOLE:
            yield rows.whole(rule, total, picked)
        else:
            yield from rows.each(rule, None, total)
    elif worked.total is not None:
        before = worked.total.at(row)
        start = (
            None if rows.fresh(rule, before, paid.gross.at(row), worked.base.at(row)) else before
        )
        yield from rows.each(rule, start, before + worked.base.at(row))
    else:
        yield from _alone(paid, worked, rule, row)


def _alone(paid: Paid, worked: Worked, rule: Tiers, row: int) -> Iterator[Step]:
    """A sale by itself; after a return, what is left of it less what there was."""
    measure = base(paid.case.plan, paid.component).measure
    assert measure is not None
    found, entry = counted(paid.case, paid.component, measure), int(paid.entry[row])
    picked = None if worked.row is None else int(worked.row[entry])
    for lives, state, sign in (
        (found.alive, found.state.after, 1),
        (found.lived, found.state.before, -1),
    ):
        total = state.at(entry)
        mirror = sign if total >= 0 else -sign
        if not lives[entry]:
            continue
        if rule.mode is Mode.WHOLE:
            yield rows.whole(rule, abs(total), picked, mirror)
        else:
            yield from rows.each(rule, None, abs(total), mirror)


def _fixed(paid: Paid, rule: Fixed, row: int) -> Step:
    step: dict[str, object] = {"step": "fixed", "amount": exactly(rule.amount)}
    if rule.gate is not None:
        step["gate"] = rule.gate.field
    return step | {"once_per": rule.once_per.value, "pays": _gross(paid, row)}


def _on_others(paid: Paid, worked: Worked, row: int) -> Iterator[Step]:
    """Rules that are paid on what other components have paid."""
    value = exactly(worked.base.at(row))
    total = exactly(worked.total.at(row)) if worked.total is not None else None
    pays = _gross(paid, row)
    match paid.component.rule:
        case Multiplier(of=ids, pct=pct):
            yield {"step": "others", "of": list(ids), "value": value}
            yield {"step": "rate", "pct": exactly(pct), "pays": pays}
        case Guarantee(amount=amount):
            facts = {"amount": exactly(amount), "earned": value, "owed": total}
            yield {"step": "guarantee", **facts, "pays": pays}
        case Claim(reimburse_pct=pct, fund=fund):
            facts = {"spent": value, "pct": exactly(pct), "left": total}
            yield {"step": "claim", "fund": fund, **facts, "pays": pays}
        case Rank(measure=measure):
            rank = int(worked.row[row]) if worked.row is not None else 0
            yield {"step": "rank", "measure": measure, "value": value, "rank": rank, "pays": pays}
