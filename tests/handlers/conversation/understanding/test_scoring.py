"""How an understanding is measured, and what it reaches on the public sets."""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict
from pathlib import Path

import pytest

from handlers.conversation.understanding import score

PUBLIC = Path(__file__).parents[5] / "shared" / "data" / "understanding"
Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    path = PUBLIC / name
    if not path.exists():
        pytest.skip(f"shared/data/understanding/{name} is not beside this checkout")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def by_intent(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        found[row["intent"]].append({"text": row["text"], "intent": row["intent"]})
    return found


def test_every_figure_of_a_score() -> None:
    train = [
        {"text": "show my deals", "intent": "deals"},
        {"text": "list all my deals", "intent": "deals"},
        {"text": "how much did I earn", "intent": "earned"},
        {"text": "berapa komisi saya", "intent": "earned", "language": "id"},
        {"text": "ignored while learning", "intent": "oos"},
    ]
    test = [
        {"text": "show all my deals", "intent": "deals"},
        {"text": "komisi saya berapa", "intent": "earned"},
        {"text": "zebras gallop quickly", "intent": "oos"},
    ]
    found = score(train, test)
    assert (found.accuracy, found.answered, found.auroc, found.recall) == (1, 1, 1, 1)


def test_what_cannot_be_measured_is_no_number() -> None:
    rows = [{"text": "show my deals", "intent": "deals"}]
    assert math.isnan(score(rows, rows).auroc)
    assert math.isnan(score(rows, rows).recall)
    assert math.isnan(score(rows, [{"text": "zebra", "intent": "oos"}]).accuracy)


def test_twenty_clinc_intents_with_ten_examples_each() -> None:
    train, test = (
        by_intent(read("clinc150/train_10.jsonl")),
        by_intent(read("clinc150/full_val.jsonl")),
    )
    strange = read("clinc150/full_oos_val.jsonl")
    chosen = random.Random(2026).sample(sorted(train), 20)
    found = score(
        [row for intent in chosen for row in train[intent]],
        [*(row for intent in chosen for row in test[intent]), *strange],
    )
    assert found.accuracy >= 0.9
    assert found.auroc >= 0.9
    assert found.recall >= 0.85


def test_xsid_in_indonesian_with_ten_examples_each() -> None:
    rows = by_intent(read("xsid/id.valid.jsonl"))
    found = score(
        [row for listed in rows.values() for row in listed[:10]],
        [row for listed in rows.values() for row in listed[10:]],
    )
    assert found.accuracy >= 0.85
