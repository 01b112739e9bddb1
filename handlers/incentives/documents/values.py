"""What a statement says, whoever earned and whatever the period: values to draw, no records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from storage.standing import Status
from storage.values import Money, Period


@dataclass(frozen=True, slots=True)
class Sale:
    """What a line was earned on; without a reference it is a total of the period, such as a
    rebate's."""

    day: date
    reference: str = ""
    customer: str = ""
    product: str = ""
    quantity: Decimal | None = None
    base: Money | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """The component that paid, and the version of its plan."""

    plan: str
    component: str
    version: int


@dataclass(frozen=True, slots=True)
class Fx:
    """One unit of `currency` was worth `rate` of the statement's currency on `day`."""

    currency: str
    rate: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Line:
    """One earning: `rate` is a percentage or an amount a unit, `cut` what a limit took of
    `gross`, `reason` why nothing was earned, `late` that it was added after closing."""

    id: str
    sale: Sale
    rule: Rule
    rate: Decimal | Money | None
    gross: Money
    amount: Money
    status: Status
    cut: Money | None = None
    pay_month: Period | None = None
    fx: Fx | None = None
    reason: str = ""
    field: str = ""
    late: bool = False

    @property
    def is_nothing(self) -> bool:
        """Does it earn nothing, for a reason that it gives?"""
        return not self.amount.minor and bool(self.reason)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A correction of something posted before; `kind` is its reason code."""

    id: str
    day: date
    kind: str
    amount: Money
    status: Status
    reference: str = ""
    note: str = ""
    approver: str = ""
    pay_month: Period | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """Which statement this is: a later version takes an earlier one's place."""

    version: int
    hash: str
    day: date
    is_final: bool
    dispute_until: date | None = None


@dataclass(frozen=True, slots=True)
class StatementDocument:
    """`months` are what the months up to the period's last one earned, oldest first."""

    issuer: str
    who: str
    company: str
    period: Period
    currency: str
    issue: Issue
    lines: tuple[Line, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    months: tuple[tuple[Period, Money], ...] = ()

    @property
    def earning(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_nothing)

    @property
    def nothing(self) -> tuple[Line, ...]:
        """What earned nothing, each with its reason."""
        return tuple(line for line in self.lines if line.is_nothing)
