"""The kinds of rules that a plan pays by: a closed set, each a value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from handlers.incentives.engine.conditions import Test


class OncePer(StrEnum):
    TRANSACTION = "transaction"
    CUSTOMER = "customer"
    PERIOD = "period"
    PLAN = "plan"


class Mode(StrEnum):
    """How rows pay: each its own part (marginal), the one reached for everything (whole), or
    each its whole amount, a part of it pro rata (interpolated)."""

    MARGINAL = "marginal"
    WHOLE = "whole"
    INTERPOLATED = "interpolated"


class Accumulate(StrEnum):
    """Rows are reached by each transaction alone or by the running total of the window."""

    TRANSACTION = "transaction"
    WINDOW = "window"


class Boundary(StrEnum):
    """Where a total that equals `up_to` belongs: the next row (lower), or this one (upper)."""

    LOWER_INCLUSIVE = "lower_inclusive"
    UPPER_INCLUSIVE = "upper_inclusive"


class Recover(StrEnum):
    YES = "yes"
    NO = "no"
    FORGIVE_AT_END = "forgive_at_end"


class Ties(StrEnum):
    """Who shares a rank divides the prizes of the places they take, or each gets the first."""

    SHARE = "share"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Rate:
    """`pct` per cent of the measure `base`."""

    base: str
    pct: Decimal


@dataclass(frozen=True, slots=True)
class PerUnit:
    """`amount` for each unit of `base`, or for each started `package` of so many; the first
    `free` of a window pay nothing."""

    base: str
    amount: Decimal
    package: Decimal | None = None
    free: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Fixed:
    """`amount`, once per transaction, customer, period or plan; `gate` tests a measure's total
    of the window by its id."""

    amount: Decimal
    once_per: OncePer
    gate: Test | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, up to `up_to` (None: without end): a rate (`pct`) or so much a unit
    (`per_unit`), and a flat `amount` for entering it."""

    up_to: Decimal | None = None
    pct: Decimal | None = None
    per_unit: Decimal | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tiers:
    """A table whose row is picked by `by` (empty: by the base) and paid on `base`."""

    base: str
    table: tuple[Row, ...]
    mode: Mode
    by: str = ""
    accumulate: Accumulate = Accumulate.WINDOW
    boundary: Boundary = Boundary.LOWER_INCLUSIVE


@dataclass(frozen=True, slots=True)
class Multiplier:
    """`pct` per cent of what these components paid in the period, on top of it."""

    of: tuple[str, ...]
    pct: Decimal


@dataclass(frozen=True, slots=True)
class Guarantee:
    """At least `amount` a period (a draw): what the other components lack is paid, and owed
    back from later periods, from the `recover_from_period`th of the plan on."""

    amount: Decimal
    recover: Recover
    recover_from_period: int = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """`reimburse_pct` per cent of proven spend, up to what is left in `fund`."""

    reimburse_pct: Decimal
    fund: str


@dataclass(frozen=True, slots=True)
class Rank:
    """The first by `measure` win `prizes`, the first prize first."""

    measure: str
    prizes: tuple[Decimal, ...]
    ties: Ties


Rule = Rate | PerUnit | Fixed | Tiers | Multiplier | Guarantee | Claim | Rank
