"""How well an understanding does on sentences that it has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from handlers.conversation.understanding.blend import Encoder
from handlers.conversation.understanding.languages import Languages
from handlers.conversation.understanding.meaning import Example, Unclear
from handlers.conversation.understanding.model import Understanding
from storage.values import Language

OUT_OF_SCOPE = "oos"
SMALL_WORDS = Languages([])

Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Each from 0 to 1.

    accuracy: of the sentences in scope, how many rank the right intent first;
    answered: how many of them also pass the threshold, so that they are acted upon;
    auroc: how often a sentence in scope scores above one out of scope;
    recall: of the sentences out of scope, how many are left unclear.
    """

    accuracy: float
    answered: float
    auroc: float
    recall: float


def score(train: Rows, test: Rows, encoder: Encoder | None = None) -> Score:
    """Rows of `text` and `intent`; the intent `oos` stands for none."""
    known = [_example(row) for row in train if row["intent"] != OUT_OF_SCOPE]
    model = Understanding.learn(known, encoder)
    tried = [_tried(model, row) for row in test]
    inside = [one for one, row in zip(tried, test, strict=True) if row["intent"] != OUT_OF_SCOPE]
    outside = [one for one, row in zip(tried, test, strict=True) if row["intent"] == OUT_OF_SCOPE]
    return Score(
        accuracy=_share([one.right for one in inside]),
        answered=_share([one.right and one.clear for one in inside]),
        auroc=_auroc([one.best for one in inside], [one.best for one in outside]),
        recall=_share([not one.clear for one in outside]),
    )


@dataclass(frozen=True, slots=True)
class _Tried:
    right: bool
    clear: bool
    best: float


def _tried(model: Understanding, row: Mapping[str, str]) -> _Tried:
    language = _language(row)
    ranking = model.rank(row["text"], language)
    clear = not isinstance(model.understand(row["text"], language), Unclear)
    return _Tried(ranking.intents[0] == row["intent"], clear, ranking.evidence)


def _example(row: Mapping[str, str]) -> Example:
    return Example(row["text"], row["intent"], _language(row))


def _language(row: Mapping[str, str]) -> Language:
    """A row may say its `language`; else its small words do."""
    said = row.get("language")
    return Language(said) if said else SMALL_WORDS.tell(row["text"], Language.EN)


def _share(hits: Sequence[bool]) -> float:
    return float(np.mean(hits)) if hits else float("nan")


def _auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Half a point for a tie (Mann and Whitney)."""
    if not inside or not outside:
        return float("nan")
    low = np.sort(outside)
    below = np.searchsorted(low, inside, side="left")
    not_above = np.searchsorted(low, inside, side="right")
    return float(np.mean((below + not_above) / 2) / len(low))
