"""The figures are what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import library
from knowledge.evaluate import BadQuestions, Trial, ask, auroc, figures, trials
from knowledge.finder import Finder
from storage.store import Store
from tests.knowledge.conftest import TODAY

MANUAL = """# Pump manual

## Oil

Change the oil every 90 days.

## Noise

A healthy pump makes 60 decibels of noise."""


def test_a_small_manual_from_end_to_end(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        library.add(records, "manuals/pump.md", MANUAL)
        library.add(records, "manuals/tea.md", "# Tea\n\n## Water\n\nBoil the water first.")
    asked = [
        Trial("how often do I change the oil", ("pump.md#Oil",), ("90 days",)),
        Trial("how much noise does a pump make", ("pump.md",), ("61 decibels",)),
        Trial("who invented bicycles", absent=True),
    ]
    found = figures(ask(empty_store, Finder(), asked, TODAY))
    assert (found.questions, found.absent) == (3, 1)
    assert (found.recall_at_1, found.ndcg_at_10, found.mrr_at_10) == (1.0, 1.0, 1.0)
    assert found.answer_hits == 0.5
    assert (found.refusal_auroc, found.coverage_at_95) == (1.0, 1.0)
    assert 0 < found.p50_ms <= found.p95_ms


def test_nothing_known_is_no_figure(empty_store: Store) -> None:
    found = figures(ask(empty_store, Finder(), [Trial("why")], TODAY))
    assert (found.recall_at_1, found.refusal_auroc, found.answer_hits) == (None, None, None)


def test_a_file_of_questions(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"question": "a", "relevant": ["x.md#H"], "answer": "b"}\n\n'
        '{"question": "c", "absent": true, "answer": ["d", "e"]}\n'
    )
    assert trials(path) == [
        Trial("a", ("x.md#H",), ("b",)),
        Trial("c", (), ("d", "e"), absent=True),
    ]


@pytest.mark.parametrize(
    "line", ["no json", '{"relevant": []}', "[]", '{"question": "a", "relevant": 1}']
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f'{{"question": "good"}}\n{line}\n')
    with pytest.raises(BadQuestions, match="line 2"):
        trials(path)


@given(st.lists(st.integers(0, 5), min_size=1), st.lists(st.integers(0, 5), min_size=1))
def test_auroc_is_the_share_of_pairs_in_order(higher: list[int], lower: list[int]) -> None:
    pairs = [(one > other) + (one == other) / 2 for one in higher for other in lower]
    assert auroc(higher, lower) == pytest.approx(sum(pairs) / len(pairs))
