"""The numbers by which answers are refused, and how they are learned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.learning.refusal import regression
from knowledge.refusal import Evidence, confidence, features, threshold

GOOD = Evidence(near=0.7, ahead=0.1, outstanding=4, section=1, quoted=1, answers=4, span=4)


@pytest.mark.parametrize("read", [True, False])
def test_better_evidence_is_more_sure(read: bool) -> None:
    weak = Evidence(near=0.2, outstanding=1, missing=1, answers=-4, span=-4)
    assert confidence(weak, read) < threshold(read) <= confidence(GOOD, read)


def test_words_count_for_themselves_across_languages() -> None:
    facts = features(replace(GOOD, across=1.0))
    assert facts["section_across"] == facts["section"]
    assert features(GOOD)["section_across"] == 0


@given(st.floats(-3, 3), st.floats(-3, 3), st.integers(0, 9))
def test_regression_finds_the_rule_behind_chances(one: float, other: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = random.normal(size=(4000, 2)) * [1, 10]
    chances = 1 / (1 + np.exp(-(rows @ [one, other / 10] + 0.5)))
    bias, found = regression(rows, (random.random(4000) < chances).astype(float))
    assert found == pytest.approx([one, other / 10], abs=0.4)
    assert bias == pytest.approx(0.5, abs=0.4)
