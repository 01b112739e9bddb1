"""What a card of earnings shows: lines, what earned nothing, what is coming, how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.evaluated import EvaluatedLine
from handlers.incentives.documents.values import Sale
from handlers.incentives.earning.about import About
from handlers.incentives.earning.accounts import Account
from handlers.incentives.engine.plan import Component, Hold, Measure, Pays, Plan
from handlers.incentives.engine.rules import PerUnit, Rate, Row
from storage.values import Money, Period


@dataclass(frozen=True, slots=True)
class Rule:
    """A component of one version of a plan."""

    plan: Plan
    component: Component

    @classmethod
    def of(cls, line: EvaluatedLine) -> Rule:
        """As it was published: going on from an earlier version it is worked out otherwise."""
        known = (each for each in line.plan.components if each.id == line.component.id)
        return cls(line.plan, next(known, line.component))

    @property
    def key(self) -> tuple[str, str]:
        """The same for every version: they share caps and totals."""
        return self.plan.id, self.component.id


@dataclass(frozen=True, slots=True)
class Line:
    """One earning: `held` is the part of it that waits, `late` that it came after closing, `back`
    the sale that a return takes back."""

    of: EvaluatedLine
    sale: Sale
    held: Money
    due_on: date
    late: bool = False
    back: Sale | None = None

    @property
    def rule(self) -> Rule:
        return Rule.of(self.of)

    @property
    def amount(self) -> Money:
        return self.of.amount

    @property
    def gross(self) -> Money:
        """Rounded, before any limit."""
        block, row = self.of.line.place
        return Money(int(self.of.part.lines.paid[block].rounded[row]), self.amount.currency)

    @property
    def cut(self) -> Money:
        return self.gross - self.amount

    @property
    def rate(self) -> Decimal | Money | None:
        """A percentage or an amount a unit, where a rule has one or a total is in one row."""
        match self.of.component.rule:
            case Rate(pct=pct):
                return pct
            case PerUnit(amount=amount, package=None):
                return Money.of(amount, self.amount.currency)
            case _ if self.is_total:
                rows = [each["pct"] for each in self.of.steps if "pct" in each]
                return Decimal(str(rows[0])) if len(rows) == 1 else None
            case _:
                return None

    @property
    def reason(self) -> str:
        return self.of.line.reason.value

    @property
    def is_total(self) -> bool:
        return self.of.line.row is None

    @property
    def is_cash(self) -> bool:
        return self.of.component.pays is Pays.CASH


class Because(StrEnum):
    """Why nobody paid a member for a sale."""

    NO_PLAN = "no_plan"
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Unpaid:
    sale: Sale
    because: Because


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A correction that somebody approved, as it was posted: never an edit."""

    id: int
    whose: Earner
    rule: tuple[str, str]
    day: date
    amount: Money
    kind: str
    reference: str = ""
    note: str = ""
    approver: str = ""


class Stage(StrEnum):
    """Where the money of a month is: before its close, after the day on which it should have been
    closed, before its day of payment, after it."""

    ACCRUED = "accrued"
    OVERDUE = "overdue"
    PAYABLE = "payable"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Due:
    """What a month earned, when the month closes (or was closed) and when it is paid."""

    month: Period
    amount: Money
    closes: date
    paid: date
    stage: Stage


@dataclass(frozen=True, slots=True)
class Held:
    """What waits, and for what."""

    amount: Money
    hold: Hold


@dataclass(frozen=True, slots=True)
class Left:
    """What can still be earned under a cap in this window."""

    rule: Rule
    cap: Money
    left: Money
    whole_plan: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """The row of a table that comes next: so much more of a measure is needed to enter it."""

    rule: Rule
    measure: Measure
    total: Decimal
    bound: Decimal
    row: Row
    earned: Money | None = None  #: on the whole amount, once it is reached

    @property
    def more(self) -> Decimal:
        return self.bound - self.total


Distance = Left | Next


@dataclass(frozen=True, slots=True)
class Statement:
    """`coming` are totals of windows that end after the period."""

    account: Account
    period: Period
    about: About
    lines: tuple[Line, ...]
    coming: tuple[Line, ...] = ()
    funds: tuple[Line, ...] = ()
    unpaid: tuple[Unpaid, ...] = ()
    adjusted: tuple[Adjusted, ...] = ()
    dues: tuple[Due, ...] = ()
    held: tuple[Held, ...] = ()
    far: tuple[Distance, ...] = ()

    @property
    def totals(self) -> list[Money]:
        """By currency, the partner's own first; currencies are never mixed."""
        amounts = [*(line.amount for line in self.lines), *(a.amount for a in self.adjusted)]
        return sums(amounts, self.account.company.currency)

    @property
    def total(self) -> Money:
        """In the partner's own currency."""
        return self.totals[0]

    @property
    def is_empty(self) -> bool:
        """Was nothing sold, and nothing adjusted?"""
        lines = (*self.lines, *self.coming, *self.funds)
        return not (lines or self.unpaid or self.adjusted)

    @property
    def units(self) -> Decimal:
        """Sold, each sale once, less what came back."""
        paid = [line.sale for line in self.lines if line.amount.minor]
        sold = {sale.reference: sale.quantity or Decimal(0) for sale in paid}
        return sum(sold.values(), Decimal(0))

    @property
    def rules(self) -> list[Rule]:
        """Every version that paid, in the order it first did."""
        return rules(self.lines)


def rules(lines: Iterable[Line]) -> list[Rule]:
    found = {(line.rule.key, line.rule.plan.version): line.rule for line in lines}
    return list(found.values())


def sums(amounts: Iterable[Money], currency: str) -> list[Money]:
    found: dict[str, Money] = {currency: Money(0, currency)}
    for amount in amounts:
        found[amount.currency] = found.get(amount.currency, Money(0, amount.currency)) + amount
    others = (each for name, each in found.items() if name != currency and each.minor)
    return [found[currency], *others]


def by_month(lines: Iterable[Line], currency: str) -> Mapping[Period, Money]:
    """In the month in which each is final."""
    months: dict[Period, Money] = {}
    for line in lines:
        if line.amount.currency == currency:
            month = Period.month(line.due_on)
            months[month] = months.get(month, Money(0, currency)) + line.amount - line.held
    return months
