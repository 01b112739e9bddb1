"""Wrong passages look right and do not hold the answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.learning.examples import Asking, Passage, locate
from knowledge.learning.wrong import wrong_passages
from knowledge.model.encoder import Floats

WORDS = ["desk", "opens", "closes", "dogs", "monday"]


class Counts:
    """Vectors that count words."""

    name = "counts"

    def question(self, text: str, language: str = "") -> Floats:
        found: Floats = self.passages([text])[0]
        return found

    def passages(self, texts: Sequence[str], language: str = "") -> Floats:
        rows = [[text.lower().count(word) for word in WORDS] for text in texts]
        return np.array(rows, np.float32)


def passage(name: str, text: str, shelf: str = "desk") -> Passage:
    return Passage(name, shelf, "", text)


def asking(question: str, about: Passage, answer: str) -> Asking:
    return Asking(question, "en", about, True, locate(about.text, answer))


def test_the_nearest_others_of_the_shelf_come_first() -> None:
    right = passage("right", "The desk opens on Monday.")
    near = passage("near", "The desk closes late.")
    far = passage("far", "Dogs stay outside.")
    elsewhere = passage("elsewhere", "The desk opens.", shelf="other")
    question = "When is it that the desk opens?"
    every = [asking(question, right, "Monday"), asking("Dogs?", far, "outside")]
    every += [asking("Closes?", near, "late"), asking("Desk?", elsewhere, "opens")]
    found = wrong_passages(every, Counts())[question, "right"]
    assert [each.name for each in found] == ["near", "far"]


def test_a_passage_with_the_same_answer_is_not_wrong() -> None:
    right = passage("right", "The desk opens on Monday.")
    same = passage("same", "Monday it is when the desk opens.")
    every = [asking("When?", right, "Monday"), asking("Why?", same, "desk opens")]
    assert wrong_passages(every, Counts())["When?", "right"] == []
