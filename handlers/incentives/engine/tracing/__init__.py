"""How one line came about, step by step, so that whoever repeats the steps gets its amount."""

from __future__ import annotations

from handlers.incentives.engine.lines import Line, Lines
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.tracing import limits, rules, selling
from handlers.incentives.engine.tracing.steps import Step, Steps, money

#: Reasons that come out of the rule itself, and are seen in its own step.
SEEN = {Reason.NONE.code, Reason.NO_PRIZE.code, Reason.NO_FUND.code}


def trace(lines: Lines, line: Line) -> Steps:
    """References and numbers; the words are made where they are read."""
    block, row = line.place
    paid = lines.paid[block]
    steps: list[Step] = [_plan(lines, paid)]
    if paid.worked is None:
        return (*steps, *limits.added(paid, row))
    if line.row is not None:
        steps += selling.sold(paid, row)
    if int(paid.worked.why[row]) not in SEEN:
        return (*steps, *selling.kept(paid, row, line.reason), _amount(paid, row))
    steps += rules.due(paid, paid.worked, row)
    steps += limits.paid(paid, row)
    if line.reason is not Reason.NONE:
        steps.append({"step": "reason", "reason": line.reason.value})
    return (*steps, _amount(paid, row))


def _plan(lines: Lines, paid: Paid) -> Step:
    plan, rule = lines.plan, paid.component.rule
    kind = type(rule).__name__.lower()
    return {
        "step": "plan",
        "plan": plan.id,
        "version": plan.version,
        "component": paid.component.id,
        "rule": {"perunit": "per_unit"}.get(kind, kind),
    }


def _amount(paid: Paid, row: int) -> Step:
    amount = int(paid.amount[row])
    return {"step": "amount", "amount": money(amount, paid.case.exponent)}
