"""One version of an incentive plan as a value: what counts, how it pays, limits and holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from handlers.incentives.engine.conditions import When
from handlers.incentives.engine.rules import Rule


class Span(StrEnum):
    """How long a plan's period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class Of(StrEnum):
    """What a measure adds up. Margin is never below zero; `cost` is per unit."""

    AMOUNT = "amount"
    QUANTITY = "quantity"
    COUNT = "count"
    MARGIN = "margin"
    COLLECTED = "collected"
    FIELD = "field"


class Within(StrEnum):
    """Over what a measure adds up."""

    TRANSACTION = "transaction"
    PERIOD = "period"
    QUARTER = "quarter"
    YEAR = "year"
    PLAN = "plan"


class On(StrEnum):
    """Which of a transaction's dates counts; where its column is missing, `date` does."""

    BOOKED = "booked"
    INVOICED = "invoiced"
    PAID = "paid"
    ACTIVATED = "activated"


class Baseline(StrEnum):
    SAME_PERIOD_LAST_YEAR = "same_period_last_year"
    PREVIOUS_PERIOD = "previous_period"
    TARGET = "target"
    HIGH_WATER_MARK = "high_water_mark"
    FIXED = "fixed"


class PayOn(StrEnum):
    WHOLE = "whole"
    INCREMENT = "increment"


class NoBaseline(StrEnum):
    """Without a baseline growth pays nothing, or is counted from zero."""

    SKIP = "skip"
    ZERO = "zero"


class Earner(StrEnum):
    PARTNER = "partner"
    MEMBER = "member"


class Pays(StrEnum):
    CASH = "cash"
    FUND = "fund"


class Per(StrEnum):
    TRANSACTION = "transaction"
    PERIOD = "period"
    PLAN = "plan"


class Excess(StrEnum):
    DROP = "drop"
    CARRY_FORWARD = "carry_forward"


class Release(StrEnum):
    ON_CUSTOMER_PAYMENT = "on_customer_payment"
    AFTER_DAYS = "after_days"
    ON_DATE = "on_date"


class Method(StrEnum):
    """How much of an earning a return takes back."""

    FULL = "full"
    PROPORTIONAL = "proportional"
    TIME_PRORATED = "time_prorated"
    SCHEDULE = "schedule"


class Mode(StrEnum):
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


class At(StrEnum):
    LINE = "line"
    STATEMENT = "statement"


class RateOf(StrEnum):
    """The day whose exchange rate counts."""

    BOOKED_DATE = "booked_date"
    INVOICE_DATE = "invoice_date"
    PERIOD_AVERAGE = "period_average"
    PERIOD_END = "period_end"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is added up, over `window`, where `where` holds; `column` is what a measure
    of a field sums."""

    id: str
    of: Of
    column: str = ""
    where: When = field(default_factory=When)
    window: Within = Within.PERIOD
    date: On | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """How a measure compares with a baseline; its id may stand where a measure's may. As a base
    it is what is paid on, as a selector or in a gate the growth in per cent."""

    id: str
    measure: str
    baseline: Baseline
    pay_on: PayOn
    no_baseline: NoBaseline
    fixed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """The least and the most that a component pays per transaction, period or plan."""

    per: Per
    min: Decimal | None = None
    max: Decimal | None = None
    excess: Excess = Excess.DROP


@dataclass(frozen=True, slots=True)
class Hold:
    """`pct` per cent of each earning waits for the customer's payment, so many days, or a day."""

    pct: Decimal
    release: Release
    days: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A return within so many days takes back `pct` per cent."""

    within_days: int
    pct: Decimal


@dataclass(frozen=True, slots=True)
class Clawback:
    """What a return within `window_days` (None: at any time) takes back; `only_paid`: no more
    than what has been paid."""

    method: Method
    only_paid: bool
    window_days: int | None = None
    schedule: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """One way in which a plan pays. Of an `exclusive_group` only the component with the highest
    `priority` whose conditions hold pays a transaction."""

    id: str
    label: str
    rule: Rule
    earner: Earner = Earner.PARTNER
    when: When = field(default_factory=When)
    limits: tuple[Limit, ...] = ()
    hold: Hold | None = None
    clawback: Clawback | None = None
    pays: Pays = Pays.CASH
    fund: str = ""
    exclusive_group: str = ""
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Rounding:
    """`half_up` and `down` look at the size only, so that a reversal is its sale's mirror."""

    mode: Mode = Mode.HALF_UP
    at: At = At.LINE


@dataclass(frozen=True, slots=True)
class Fx:
    """Which day's exchange rate counts, and who published it."""

    rate: RateOf = RateOf.INVOICE_DATE
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A version of a plan. Amounts are whole units of `currency` (ISO 4217), percentages per
    cent, over 100 only where `allow_over_100` says that this is meant; `effective_to` is
    included, and None without end."""

    id: str
    version: int
    name: str
    currency: str
    effective_from: date
    effective_to: date | None
    period: Span
    measures: Mapping[str, Measure]
    components: tuple[Component, ...]
    eligible: When = field(default_factory=When)
    growth: Mapping[str, Growth] = field(default_factory=dict)
    rounding: Rounding = field(default_factory=Rounding)
    fx: Fx = field(default_factory=Fx)
    payout_threshold: Decimal | None = None
    budget: Decimal | None = None
    allow_over_100: bool = False

    def in_force(self, day: date) -> bool:
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )
