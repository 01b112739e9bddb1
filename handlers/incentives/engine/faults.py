"""What is wrong with a plan's document: where, what, and the facts to word it with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

#: Who has more faults than this mends them in several rounds.
MOST = 500


class Code(StrEnum):
    """Each is worded in the catalogues `plans`: what is wrong, and how to mend it."""

    # the text
    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    BAD_SYNTAX = "bad_syntax"
    TOO_DEEP = "too_deep"
    ALIAS = "alias"
    TAG = "tag"
    TWO_DOCUMENTS = "two_documents"
    NOTHING = "nothing"
    # one key
    KEY_TWICE = "key_twice"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    NOT_TEXT = "not_text"
    NOT_AN_ID = "not_an_id"
    NOT_A_NUMBER = "not_a_number"
    NOT_FINITE = "not_finite"
    NOT_EXACT = "not_exact"
    TOO_MANY_DIGITS = "too_many_digits"
    NOT_WHOLE = "not_whole"
    NOT_A_DAY = "not_a_day"
    NOT_TRUE_OR_FALSE = "not_true_or_false"
    NOT_ONE_OF = "not_one_of"
    NOT_A_VALUE = "not_a_value"
    NOT_ORDERED = "not_ordered"
    EMPTY = "empty"
    NOT_TWO = "not_two"
    FALLING_RANGE = "falling_range"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_VERSION = "unknown_version"
    TOO_SMALL = "too_small"
    ID_TWICE = "id_twice"
    # several keys
    NEEDS_KEY = "needs_key"
    KEY_WITHOUT_USE = "key_without_use"
    UNKNOWN_MEASURE = "unknown_measure"
    UNKNOWN_COMPONENT = "unknown_component"
    UNKNOWN_FUND = "unknown_fund"
    UNKNOWN_CURRENCY = "unknown_currency"
    TOO_FINE = "too_fine"
    NEGATIVE = "negative"
    NOT_ABOVE_ZERO = "not_above_zero"
    OVER_100 = "over_100"
    OVER_100_NEVER = "over_100_never"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    ROW_NOT_RISING = "row_not_rising"
    ROW_OPEN = "row_open"
    ROW_PAYS_NOTHING = "row_pays_nothing"
    ROW_PAYS_TWICE = "row_pays_twice"
    ROW_NOT_WHOLE_AMOUNT = "row_not_whole_amount"
    ROW_WITHOUT_WIDTH = "row_without_width"
    SELECTOR_NOT_BASE = "selector_not_base"
    CAP_BELOW_FLOOR = "cap_below_floor"
    LIMIT_TWICE = "limit_twice"
    LIMIT_WITHOUT_AMOUNT = "limit_without_amount"
    NOT_CARRIED = "not_carried"
    STEP_NOT_RISING = "step_not_rising"
    STEP_TOO_LATE = "step_too_late"
    CYCLE = "cycle"
    SAME_PRIORITY = "same_priority"
    NO_TOTAL = "no_total"
    TWO_GUARANTEES = "two_guarantees"
    NO_END = "no_end"


@dataclass(frozen=True, slots=True)
class Fault:
    """`path` names the key, as in `components[1].rule.table[2].up_to`; empty: the whole plan."""

    path: str
    code: Code
    facts: Mapping[str, str] = field(default_factory=dict)
