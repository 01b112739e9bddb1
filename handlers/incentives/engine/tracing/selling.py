"""Whose sale a line is of, how it came to its base, and what kept it from its rule."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.incentives.engine.columns import windows
from handlers.incentives.engine.conditions import When
from handlers.incentives.engine.paying.bases import base
from handlers.incentives.engine.paying.paid import Paid
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.selling.case import Case
from handlers.incentives.engine.selling.facts import FREE
from handlers.incentives.engine.selling.returns import share
from handlers.incentives.engine.tracing.steps import Step, exactly


def sold(paid: Paid, row: int) -> Iterator[Step]:
    """The transaction, its rate of exchange, its part, and the sale in whose place it counts."""
    case, entry = paid.case, int(paid.entry[row])
    transaction = int(case.entries.row[entry])
    day = windows.day(int(case.day(base(case.plan, paid.component).on)[entry]))
    id = case.sales.id(transaction)
    kind = case.sales.texts("kind").at(transaction) or "sale"
    yield {"step": "sale", "transaction": id, "day": day.isoformat(), "kind": kind}
    yield from _exchanged(case, transaction)
    yield from _credited(case, entry)
    root = int(case.entries.root[entry])
    if root != entry:
        yield _return(paid, entry, root)


def _exchanged(case: Case, transaction: int) -> Iterator[Step]:
    if case.exchanged is not None:
        currency, rate, since = case.exchanged.used[int(case.exchanged.codes[transaction])]
        if currency != case.plan.currency:
            step: Step = {"step": "exchange", "from": currency, "to": case.plan.currency}
            yield {**step, "rate": exactly(rate), "since": since and since.isoformat()}


def _credited(case: Case, entry: int) -> Iterator[Step]:
    credited = case.entries.credited
    if credited is not None and int(credited.kind[entry]) >= 0:
        credit = credited.credit(entry)
        whose = {"partner": credit.partner, "share": exactly(credit.share * 100)}
        yield {"step": "credit", **whose, "role": credit.role}


def _return(paid: Paid, entry: int, root: int) -> Step:
    case = paid.case
    right = case.entries.links.corrections[int(case.entries.row[entry])]
    clawback = None if right else paid.component.clawback
    on = base(case.plan, paid.component).on
    days = int(case.day(on)[entry]) - int(case.day(on)[root])
    taken = exactly(share(clawback, days) * 100) if clawback else "100"
    return {
        "step": "return",
        "of": case.sales.id(int(case.entries.row[root])),
        "days": days,
        "method": clawback.method.value if clawback else "proportional",
        "taken": taken,
    }


def kept(paid: Paid, row: int, reason: Reason) -> Iterator[Step]:
    """Why a sale does not come to its rule, with the field that says so."""
    case = paid.case
    step: dict[str, object] = {"step": "reason", "reason": reason.value}
    entry = int(paid.entry[row])
    when = _asked(case.plan, paid, reason)
    if when is not None and entry >= 0:
        at = int(case.entries.row[int(case.entries.root[entry])])
        step |= _failed(case, when, at)
    if reason is Reason.COMMISSION_FREE:
        step["field"] = FREE.field
    yield step


def _asked(plan: Plan, paid: Paid, reason: Reason) -> When | None:
    measure = base(plan, paid.component).measure
    asked = {Reason.NOT_ELIGIBLE: plan.eligible, Reason.NOT_MATCHED: paid.component.when}
    if measure is not None:
        asked[Reason.NOT_MEASURED] = measure.where
    return asked.get(reason)


def _failed(case: Case, when: When, row: int) -> dict[str, object]:
    """The first test that failed, and what the transaction says there; null: nobody knows."""
    groups = (*when.all, *(test for group in when.any_of for test in group))
    for test in groups:
        if not case.facts.holds(test)[row]:
            values = [value if isinstance(value, bool) else str(value) for value in test.values]
            said = case.facts.says(test.field, row)
            return {"field": test.field, "op": test.op.value, "values": values, "said": said}
    return {}
