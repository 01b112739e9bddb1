"""Reads the public data sets that the reader learns from, and is judged on."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from knowledge.learning.examples import Asking, Passage, locate
from knowledge.learning.parts import Part, halved, parts, runs

TRANSLATED = "squad-trans-"


def idk_mrc(folder: Path, part: Part) -> Iterator[Asking]:
    """Indonesian questions about Wikipedia: one file to learn from, one cut in halves."""
    file = "train" if part == "training" else "valid"
    for number, paragraph in enumerate(_json(folder / "idk-mrc" / f"{file}.json")):
        passage = Passage(f"idk-{file}-{number}", f"idk-{file}", "", paragraph["context"])
        if part == "training" or halved(passage.text) == part:
            yield from _paragraph(paragraph, passage)


def covid(folder: Path) -> Iterator[Asking]:
    """Questions that health services answer often; each answer is a passage of its own."""
    file = folder / "covid-faq" / "faq_covidbert.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            passage = Passage(f"covid-{number}", "covid", "", row["answer"])
            yield Asking(row["question"], "en", passage, answers=True)


@dataclass(frozen=True)
class Squad:
    """SQuAD 2.0's questions in English and Indonesian, on passages in both, by article."""

    folder: Path

    @cached_property
    def parts(self) -> dict[str, Part]:
        return parts(passage.title for passage in self._english.values())

    def asked(self, part: Part, asked: str, read: str) -> Iterator[Asking]:
        """Questions in one language on passages in another, of the articles of one part."""
        passages = self._english if read == "en" else self._indonesian
        for row in self._questions:
            passage = passages.get(row["para"])
            question = row[f"question_{asked}"]
            if passage and question and self.parts[passage.title] == part:
                yield _asking(row, question, asked, passage, row[f"answers_{read}"])

    def passages(self, part: Part, language: str) -> list[Passage]:
        found = self._english if language == "en" else self._indonesian
        return [each for each in found.values() if self.parts[each.title] == part]

    def translated(self, part: Part) -> Iterator[Asking]:
        """The machine-translated paragraphs that are surely of articles of this part."""
        paragraphs = _json(self.folder / "squad-xling" / "trans_squad_id_valid.json")
        for number, article in enumerate(runs(self._known(paragraphs), len(paragraphs))):
            if article is not None and self.parts[article] == part:
                name = f"translated-{number}"
                text = paragraphs[number]["context"]
                passage = Passage(name, "squad-id", _title(article), text)
                yield from _paragraph(paragraphs[number], passage)

    def _known(self, paragraphs: list[dict[str, Any]]) -> dict[int, str]:
        """The articles of the paragraphs that have a question which is known elsewhere."""
        titles = {row["id"]: self._english[row["para"]].title for row in self._questions}
        known = {}
        for number, paragraph in enumerate(paragraphs):
            ids = (each["id"].removeprefix(TRANSLATED) for each in paragraph["qas"])
            title = next((titles[each] for each in ids if each in titles), None)
            if title is not None:
                known[number] = title
        return known

    @cached_property
    def _questions(self) -> list[dict[str, Any]]:
        return _lines(self.folder / "squad-xling" / "questions.jsonl")

    @cached_property
    def _english(self) -> dict[str, Passage]:
        rows = _lines(self.folder / "squad-xling" / "passages_en.jsonl")
        return {
            row["id"]: Passage(f"{row['id']}-en", "squad-en", row["title"], row["text"])
            for row in rows
        }

    @cached_property
    def _indonesian(self) -> dict[str, Passage]:
        rows = _lines(self.folder / "squad-xling" / "passages_id.jsonl")
        return {
            row["id"]: Passage(
                f"{row['id']}-id", "squad-id", self._english[row["id"]].title, row["text"]
            )
            for row in rows
        }


def _asking(
    row: dict[str, Any], question: str, language: str, passage: Passage, answers: Any
) -> Asking:
    span = None
    if row["answerable"] and answers:
        span = locate(passage.text, answers[0]["text"], answers[0]["answer_start"])
    return Asking(question, language, passage, row["answerable"], span)


def _paragraph(paragraph: dict[str, Any], passage: Passage) -> Iterator[Asking]:
    for row in paragraph["qas"]:
        answer = next(iter(row["answers"]), None)
        span = locate(passage.text, answer["text"], answer["answer_start"]) if answer else None
        answers = not row["is_impossible"]
        if row["question"].strip():
            yield Asking(row["question"].strip(), "id", passage, answers, span)


def _title(article: str) -> str:
    return article.replace("_", " ")


def _json(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]
