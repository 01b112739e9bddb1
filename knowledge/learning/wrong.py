"""Finds the passages that look most like an answer to a question and are not: what a reader
learns most from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.learning.changes import holds
from knowledge.learning.examples import Asking, Passage
from knowledge.model.encoder import Encoder

LOOKED_AT = 12
KEPT = 6
TELLING = 4  #: letters; a shorter answer stands in other passages by chance

Wrong = Mapping[tuple[str, str], Sequence[Passage]]


def wrong_passages(askings: Sequence[Asking], encoder: Encoder) -> Wrong:
    """For each question and passage, the nearest other passages of the same shelf."""
    shelves: dict[str, list[Asking]] = defaultdict(list)
    for asking in askings:
        if asking.answers:
            shelves[asking.passage.shelf].append(asking)
    found: dict[tuple[str, str], Sequence[Passage]] = {}
    for shelf in shelves.values():
        found.update(_of_shelf(shelf, encoder))
    return found


def _of_shelf(askings: Sequence[Asking], encoder: Encoder) -> Wrong:
    passages = list({each.passage.name: each.passage for each in askings}.values())
    vectors = encoder.passages([f"{each.title} {each.text}".strip() for each in passages])
    asked = np.stack([encoder.question(each.question) for each in askings])
    near = np.argsort(-(asked @ vectors.T), axis=1)[:, :LOOKED_AT]
    return {
        (asking.question, asking.passage.name): _wrong(asking, [passages[at] for at in row])
        for asking, row in zip(askings, near, strict=True)
    }


def _wrong(asking: Asking, nearest: Sequence[Passage]) -> list[Passage]:
    right = asking.passage
    others = [each for each in nearest if each.name != right.name and each.text != right.text]
    if asking.span is not None:
        answer = right.text[slice(*asking.span)]
        if len(answer) >= TELLING:
            others = [each for each in others if not holds(each.text, answer)]
    return others[:KEPT]
