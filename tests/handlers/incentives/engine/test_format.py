"""What `docs/plan-format.md` tells outside users is the format that is read."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from handlers.conversation.text import Text
from handlers.incentives.engine import plan, rules
from handlers.incentives.engine.conditions import Op
from handlers.incentives.engine.documents import DEEPEST, LARGEST
from handlers.incentives.engine.faults import MOST
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.reading import components, conditions, plans
from handlers.incentives.engine.reading.rules import ROW, RULES, RuleKind
from handlers.incentives.engine.reading.scalars import DECIMALS, WHOLE_DIGITS
from storage.values import Language
from tests.handlers.incentives.engine.test_reading import FORMAT

TEXT = FORMAT.read_text("utf-8")
KEYS = {
    *plans.PLAN,
    *plans.MEASURE,
    *plans.GROWTH,
    *plans.ROUNDING,
    *plans.FX,
    *components.COMPONENT,
    *components.LIMIT,
    *components.HOLD,
    *components.CLAWBACK,
    *components.STEP,
    *conditions.WHEN,
    *conditions.TEST,
    *ROW,
    *(key for keys in RULES.values() for key in keys),
}
CHOICES: list[type[StrEnum]] = [
    Op,
    RuleKind,
    plan.Span,
    plan.Of,
    plan.Within,
    plan.On,
    plan.Baseline,
    plan.PayOn,
    plan.NoBaseline,
    plan.Earner,
    plan.Pays,
    plan.Per,
    plan.Excess,
    plan.Release,
    plan.Method,
    plan.Mode,
    plan.At,
    plan.RateOf,
    rules.OncePer,
    rules.Mode,
    rules.Accumulate,
    rules.Boundary,
    rules.Recover,
    rules.Ties,
]


#: Every word that is set as code.
TOLD = {word for code in TEXT.split("`")[1::2] for word in re.findall(r"\w+", code)}


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_is_told(key: str) -> None:
    assert key in TOLD


@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.NONE}))
def test_every_reason_is_told_and_worded(reason: Reason) -> None:
    assert reason in TOLD
    for language in Language:
        assert f"reason_{reason}" in Text.load("statement", language).replies


@pytest.mark.parametrize("choice", sorted({str(each) for kind in CHOICES for each in kind}))
def test_every_choice_is_told(choice: str) -> None:
    assert choice in TOLD


def test_the_bounds_are_told() -> None:
    assert f"at most {LARGEST // 1_000_000} MB and {DEEPEST} levels" in TEXT
    assert f"At most {WHOLE_DIGITS} digits before the point and {DECIMALS} after it" in TEXT
    assert f"at most {MOST} faults" in TEXT
