"""The questions that were written for this: in both languages, and each that a passage answers
beside one that it only seems to answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from knowledge.learning import guides
from knowledge.learning.examples import Asking, Passage, locate
from knowledge.learning.parts import Part
from knowledge.markdown import sections
from knowledge.sections import HEADING_SEPARATOR

HERE = Path(__file__).parent
GUIDES, MANUALS = HERE / "questions_guides.jsonl", HERE / "questions_manuals.jsonl"
HELD_BACK = 8  #: one manual of about so many is tuned on


def about_guides(data: Path) -> Iterator[Asking]:
    """Questions about the open-source guides and the answers of health services."""
    rows = (json.loads(line) for line in GUIDES.read_text("utf-8").splitlines())
    for row, question in zip(rows, guides.questions(data, GUIDES), strict=True):
        _, _, heading = row["passage"]["id"].partition("#")
        name = f"{row['passage']['id']} {question.passage[:40]}"
        title = heading if question.source == "opensource-guide" else ""
        shelf = f"{question.source}-{question.language}"
        passage = Passage(name, shelf, title, question.passage)
        yield from _both(row, passage)


def about_manuals(part: Part) -> Iterator[Asking]:
    """Questions about the invented manuals beside this file; a few manuals are tuned on."""
    passages: dict[tuple[str, str], Passage] = {}
    for file in sorted((HERE / "manuals").glob("*.md")):
        passages.update(_manual(file))
    for line in MANUALS.read_text("utf-8").splitlines():
        row = json.loads(line)
        passage = passages[row["passage"]["file"], row["passage"]["heading"]]
        if part_of(row["passage"]["file"]) == part:
            yield from _both(row, passage)


def part_of(name: str) -> Part:
    held = int(sha256(name.encode()).hexdigest(), 16) % HELD_BACK == 0
    return "tuning" if held else "training"


def _manual(file: Path) -> Iterator[tuple[tuple[str, str], Passage]]:
    title, found = sections(file.read_text("utf-8"))
    shelf = f"manuals-{file.suffixes[0].removeprefix('.')}"
    for section in found:
        heading = HEADING_SEPARATOR.join(filter(None, [title, section.heading]))
        name = f"{file.name}#{section.heading}"
        yield (file.name, section.heading), Passage(name, shelf, heading, section.text)


def _both(row: dict[str, Any], passage: Passage) -> Iterator[Asking]:
    answer = row["answer"]
    span = locate(passage.text, answer) if answer else None
    for language in ("en", "id"):
        question = row[f"question_{language}"]
        yield Asking(question, language, passage, answer is not None, span)
