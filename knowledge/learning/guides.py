"""Rebuilds the passages that the questions about the guides were written for, from the guides."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ARTICLES = Path("opensource-guide") / "articles.jsonl"
ANSWERS = Path("covid-faq") / "faq_covidbert.csv"
FENCE = "\n---\n"
SEPARATOR = " › "
SHOWN = {"text", "code_inline", "image", "softbreak"}


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question in both languages about a passage; no answer where the passage holds none."""

    passage: str
    source: str
    language: str
    english: str
    indonesian: str
    answer: str | None
    pair: str


def passages(folder: Path) -> dict[str, str]:
    """What stands under every heading of the articles and in every answer, by its id."""
    return {**dict(_articles(folder / ARTICLES)), **dict(_answers(folder / ANSWERS))}


def questions(folder: Path, file: Path) -> list[GuideQuestion]:
    """Every question of the file with its passage, in the file's order."""
    texts = passages(folder)
    rows = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    return [_question(row, texts) for row in rows]


def _articles(file: Path) -> Iterator[tuple[str, str]]:
    for line in file.read_text("utf-8").splitlines():
        article = json.loads(line)
        _, _, body = article["text"].partition(FENCE)
        for heading, said in _sections(body).items():
            yield f"{article['path']}#{heading}", "\n".join(said)


def _sections(body: str) -> dict[str, list[str]]:
    """The lines under each path of headings; apart from the product's reader, which may change."""
    found: dict[str, list[str]] = defaultdict(list)
    path: dict[str, str] = {}
    before = ""
    for token in MarkdownIt("commonmark").parse(body):
        if token.type == "inline" and before in {"h1", "h2", "h3", "h4"}:
            path = {level: name for level, name in path.items() if level < before}
            path[before] = _shown(token)
        elif token.type == "inline":
            found[SEPARATOR.join(path.values())].append(_shown(token))
        before = token.tag
    return {heading: list(filter(None, said)) for heading, said in found.items()}


def _shown(token: Token) -> str:
    """What a person reads of a line, with single blanks."""
    pieces = (child.content or " " for child in token.children or [] if child.type in SHOWN)
    return " ".join("".join(pieces).split())


def _answers(file: Path) -> Iterator[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            said = (" ".join(line.split()) for line in row["answer"].splitlines())
            yield f"{number}#answer", "\n".join(filter(None, said))


def _question(row: dict[str, object], texts: dict[str, str]) -> GuideQuestion:
    match row:
        case {
            "passage": {"set": str(source), "id": str(key), "lang": str(language), **ends},
            "question_en": str(english),
            "question_id": str(indonesian),
            "answer": str() | None as answer,
            "pair": str(pair),
        }:
            text = _between(texts[key], str(ends["start"]), str(ends["end"]))
            return GuideQuestion(text, source, language, english, indonesian, answer, pair)
    raise ValueError(f"this is no question about a guide: {row}")


def _between(text: str, start: str, end: str) -> str:
    """The part of a text from its words `start` to the first `end` after them."""
    first, last = (r"\s+".join(map(re.escape, words.split())) for words in (start, end))
    found = re.search(f"{first}.*?{last}", text, re.DOTALL)
    if found is None:
        raise ValueError(f"the guides no longer hold the passage from {start!r} to {end!r}")
    return found.group()
