"""What plans were to cost, and what they cost so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from handlers.conversation.reply import Bar, Fact, Facts, Paragraph, Picture, Reply, Table
from handlers.conversation.text import Text
from handlers.figures.trends import Unit, shown
from storage.incentives import Plan
from storage.store import Records
from storage.values import Money


@dataclass(frozen=True, slots=True)
class Spending:
    """A plan's budget, as its newest version says it, and all that was earned by it so far, what
    went into funds included."""

    name: str
    budget: Money | None
    earned: Money

    @property
    def left(self) -> Money | None:
        return None if self.budget is None else self.budget - self.earned

    @property
    def used(self) -> Decimal | None:
        """In per cent, to a tenth."""
        if self.budget is None or not self.budget.minor:
            return None
        share = Fraction(self.earned.minor * 1000, self.budget.minor)
        return Decimal(round(share)) / 10


def spending(records: Records, names: Iterable[str] = ()) -> list[Spending]:
    """Of the plans that are named, else of all: the newest version of each."""
    wanted = frozenset(names)
    newest: dict[str, Plan] = {}
    for plan in sorted(records.plans.all(), key=lambda plan: plan.version):
        if plan.published_at is not None:
            newest[plan.code] = plan
    spent = records.programme.spent()
    return [
        _spending(plan, spent.get((code, plan.document["currency"]), 0))
        for code, plan in sorted(newest.items())
        if not wanted or plan.name in wanted
    ]


def _spending(plan: Plan, minor: int) -> Spending:
    currency, budget = plan.document["currency"], plan.document.get("budget")
    planned = None if budget is None else Money.of(Decimal(str(budget)), currency)
    return Spending(plan.name, planned, Money(minor, currency))


def card(found: Sequence[Spending], text: Text) -> Reply:
    if not found:
        return Reply(text("no_groups"), private=True)
    return _one(found[0], text) if len(found) == 1 else _several(found, text)


def _one(plan: Spending, text: Text) -> Reply:
    facts = [Fact(text("budget_earned"), text.money(plan.earned))]
    if plan.budget is None or plan.left is None:
        title = text("budget_none", name=plan.name)
        return Reply(
            title, (Facts(tuple(facts)), Paragraph(text("budget_none_next"))), private=True
        )
    over = plan.left.minor < 0
    amount = Money(abs(plan.left.minor), plan.left.currency)
    title = text("budget_over" if over else "budget_left", name=plan.name, amount=amount)
    facts = [
        Fact(text("budget"), text.money(plan.budget)),
        *facts,
        Fact(text("budget_used"), _used(plan, text)),
    ]
    return Reply(title, (Facts(tuple(facts)), Paragraph(text("budget_counted"))), private=True)


def _several(found: Sequence[Spending], text: Text) -> Reply:
    heads = tuple(
        text(key) for key in ("head_by_plan", "budget", "budget_earned", "left", "budget_used")
    )
    rows = tuple(_row(plan, text) for plan in found)
    table = Table(heads, rows, frozenset({1, 2, 3, 4}))
    counted = Paragraph(text("budget_counted"))
    return Reply(text("budgets"), (table, *_picture(found, text), counted), private=True)


def _row(plan: Spending, text: Text) -> tuple[str, ...]:
    none = text("no_budget")
    budget = none if plan.budget is None else text.money(plan.budget)
    left = "–" if plan.left is None else text.money(plan.left)
    return plan.name, budget, text.money(plan.earned), left, _used(plan, text)


def _picture(found: Sequence[Spending], text: Text) -> Sequence[Picture]:
    bars = tuple(
        Bar(plan.name, max(int(plan.used * 10), 0), _used(plan, text))
        for plan in found
        if plan.used is not None
    )
    if not bars:
        return ()
    said = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    name = text("budget_used")
    return (Picture(name, bars, text("in_words", name=name, bars=said)),)


def _used(plan: Spending, text: Text) -> str:
    return "–" if plan.used is None else shown(plan.used, Unit.PERCENT, text)
