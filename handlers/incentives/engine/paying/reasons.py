"""Why a line pays nothing, or less than its rule says."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """In the order in which they are asked: a later one came further. Their places are the codes
    of a column of reasons; 0 is none."""

    NONE = ""
    OUTSIDE_PLAN = "outside_plan"
    COMMISSION_FREE = "commission_free"
    NOT_ELIGIBLE = "not_eligible"
    NOT_MATCHED = "not_matched"
    NOT_MEASURED = "not_measured"
    OTHER_RULE = "other_rule"
    NO_CUSTOMER = "no_customer"
    TOO_LATE = "too_late"
    NO_BASELINE = "no_baseline"
    NO_GROWTH = "no_growth"
    GATE_CLOSED = "gate_closed"
    ALREADY_PAID = "already_paid"
    NO_PRIZE = "no_prize"
    NO_FUND = "no_fund"
    FREE_UNITS = "free_units"
    PACKAGE_STARTED = "package_started"
    NOTHING = "nothing"
    ROUNDED_AWAY = "rounded_away"
    LIMIT_REACHED = "limit_reached"

    @property
    def code(self) -> int:
        return CODES[self]


REASONS = tuple(Reason)
CODES = {reason: place for place, reason in enumerate(REASONS)}
