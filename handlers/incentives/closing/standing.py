"""What a month comes to, in words: the facts and the table of its card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from handlers.conversation.reply import Block, Fact, Table
from handlers.conversation.text import Text
from handlers.incentives.closing.month import Checks, Month, PlanCost, Standing, by
from storage.months import Late
from storage.store import Records

MOST_NAMES = 8
MOST_PLANS = 20
TAKEN = (
    ("calculated", "started_by_id", "started_at"),
    ("submitted", "prepared_by_id", "prepared_at"),
    ("approved", "approved_by_id", "approved_at"),
    ("closed", "closed_by_id", "closed_at"),
)


def facts(found: Month, records: Records, text: Text) -> Iterator[Fact]:
    sold = text("sales_of", sales=found.sales, partners=found.partners)
    yield Fact(text("label_sales"), sold if found.sales else text("none"))
    if not found.standings:
        yield Fact(text("label_cost"), text("none"))
    for standing in found.standings:
        yield from _money(standing, found, text)
    yield from _checks(found.checks, text)
    yield from (_late(each, text) for each in found.late)
    yield from _taken(found, records, text)


def plans(found: Sequence[PlanCost], text: Text) -> Iterator[Block]:
    if not found:
        return
    heads = tuple(text(f"head_{name}") for name in ("plan", "cost", "before", "budget"))
    rows = tuple(_plan(each, text) for each in found[:MOST_PLANS])
    hidden = len(found) - len(rows)
    more = text.plural("more_plans", hidden) if hidden else ""
    yield Table(heads, rows, frozenset({1, 2, 3}), more)


def _plan(each: PlanCost, text: Text) -> tuple[str, ...]:
    return each.name, text.money(each.cost), text.money(each.before), _budget(each, text)


def _budget(each: PlanCost, text: Text) -> str:
    """What was spent of it since the plan began."""
    if each.budget is None or each.budget.minor <= 0:
        return text("no_budget")
    share = Decimal(each.spent.minor * 100) / each.budget.minor
    percent = int(share.quantize(Decimal(1), ROUND_HALF_UP))
    key = "over_budget" if each.spent.minor > each.budget.minor else "of_budget"
    return text(key, spent=each.spent, budget=each.budget, percent=percent)


def _money(standing: Standing, found: Month, text: Text) -> Iterator[Fact]:
    """What is nothing is not worth a line, but for the cost itself."""
    cost = text("cost_beside", cost=standing.cost, before=standing.before)
    yield Fact(text("label_cost"), cost)
    payable = "payable" if found.is_settled else "to_be_payable"
    named = {
        payable: standing.payable,
        "later": standing.later,
        "held": standing.held,
        "funds": standing.funds,
    }
    for name, amount in named.items():
        if amount.minor:
            yield Fact(text(f"label_{name}"), text.money(amount))


def _checks(checks: Checks, text: Text) -> Iterator[Fact]:
    """Disputes and adjustments are told also where there are none."""
    disputes = _some(checks.disputes, text) if checks.disputes else text("none")
    yield Fact(text("label_disputes"), disputes)
    adjustments = text.show(checks.adjustments) if checks.adjustments else text("none")
    yield Fact(text("label_adjustments"), adjustments)
    if checks.unpayable:
        yield Fact(text("label_unpayable"), _some(checks.unpayable, text))
    if checks.earlier:
        months = [text.period(each) for each in checks.earlier]
        yield Fact(text("label_earlier"), _some(months, text))


def _some(names: Sequence[str], text: Text) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    hidden = len(names) - MOST_NAMES
    return text("and_more", names=shown, count=hidden) if hidden > 0 else shown


def _late(each: Late, text: Text) -> Fact:
    return Fact(text("label_late"), text.plural("late", each.lines, amount=each.amount))


def _taken(found: Month, records: Records, text: Text) -> Iterator[Fact]:
    """Who took which step, and when."""
    for name, who, when in TAKEN:
        person = by(records, getattr(found.record, who, None))
        if person is not None:
            at = getattr(found.record, when)
            yield Fact(text(f"label_{name}"), text("by", name=person.name, at=at))
