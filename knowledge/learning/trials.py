"""Makes documents and questions of the public data sets, cut into parts as `parts` says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.evaluate import Trial
from knowledge.learning.parts import Part, halved, parts
from knowledge.sections import Section
from knowledge.sources import ALWAYS, Source

Row = Mapping[str, Any]
TODAY = date(2026, 9, 16)


@dataclass(frozen=True, slots=True)
class Set:
    """Documents, and questions about them (or about what they do not say)."""

    name: str
    sources: tuple[Source, ...]
    trials: tuple[Trial, ...]


def idk_mrc(data: Path, part: Part) -> Set:
    """Indonesian questions about paragraphs of the Indonesian Wikipedia."""
    rows = _json(data / "idk-mrc" / ("train.json" if part == "training" else "valid.json"))
    numbered = [(f"{at}.md", row) for at, row in enumerate(rows)]
    asked = [
        Trial(qa["question"], (name,), tuple(answer["text"] for answer in qa["answers"]))
        for name, row in numbered
        if part in ("training", halved(row["context"]))
        for qa in row["qas"]
        if not qa["is_impossible"]
    ]
    sources = [source(name, "", "id", [("", row["context"])]) for name, row in numbered]
    return Set("idk-mrc", tuple(sources), tuple(asked))


def squad(data: Path, part: Part, asked: str, read: str, *, hidden: bool = False) -> Set:
    """Questions of one part's articles in one language, on all passages in another; with
    `hidden`, every second article of the part is taken away, and its questions are absent."""
    english = {row["id"]: row for row in _lines(data / "squad-xling/passages_en.jsonl")}
    passages = _lines(data / f"squad-xling/passages_{read}.jsonl")
    of = parts(row["title"] for row in english.values())
    gone = _gone(of, part) if hidden else set()
    shown = [row for row in passages if english[row["id"]]["title"] not in gone]
    sources = [_squad_source(row, english[row["id"]]["title"], read) for row in shown]
    there = {f"{row['id']}.md" for row in shown}
    rows = [
        row
        for row in _lines(data / "squad-xling/questions.jsonl")
        if row["answerable"] and of[english[row["para"]]["title"]] == part
    ]
    trials = _squad_trials(rows, asked, read, there, hidden)
    return Set(f"squad-xling {asked} on {read}", tuple(sources), tuple(trials))


def unanswerable(data: Path, part: Part, asked: str, read: str) -> Set:
    """Questions about passages that are there and do not answer them."""
    whole = squad(data, part, asked, read)
    there = {each.name for each in whole.sources}
    english = {row["id"]: row for row in _lines(data / "squad-xling/passages_en.jsonl")}
    of = parts(row["title"] for row in english.values())
    trials = [
        Trial(row[f"question_{asked}"], absent=True)
        for row in _lines(data / "squad-xling/questions.jsonl")
        if not row["answerable"]
        and row[f"question_{asked}"]
        and f"{row['para']}.md" in there
        and of[english[row["para"]]["title"]] == part
    ]
    return Set(f"{whole.name}, not said", whole.sources, tuple(trials))


def react(data: Path, part: Part, asked: str, read: str) -> Set:
    """Headings of a manual as questions, for its sections without their headings."""
    rows = list(_lines(data / "react-docs/sections.jsonl"))
    sources = [source(f"{row['id']}.md", "", read, [("", row[f"t_{read}"])]) for row in rows]
    headed: dict[str, list[str]] = {}
    for row in rows:
        headed.setdefault(row[f"h_{asked}"], []).append(f"{row['id']}.md")
    trials = [
        Trial(heading, tuple(names))
        for heading, names in headed.items()
        if part == "training" or halved(heading) == part
    ]
    return Set(f"react-docs {asked} on {read}", tuple(sources), tuple(trials))


def bitcoin(data: Path, part: Part, asked: str, read: str, *, headed: bool = False) -> Set:
    """A small FAQ: questions for their answers, `headed` by the question in the documents'
    own language as our FAQ documents are, or without it."""
    rows = list(_lines(data / "bitcoin-faq/faq.jsonl"))
    sources = [
        source(
            f"{row['id']}.md", "", read, [(row[f"q_{read}"] if headed else "", row[f"a_{read}"])]
        )
        for row in rows
    ]
    trials = [Trial(row[f"q_{asked}"], (f"{row['id']}.md",)) for row in rows]
    return Set(f"bitcoin-faq {asked} on {read}", tuple(sources), tuple(trials))


def unsaid(data: Path, part: Part, language: str) -> list[tuple[str, str, bool]]:
    """Questions with the passage that they are about, and whether it answers them."""
    passages = {
        row["id"]: row["text"] for row in _lines(data / f"squad-xling/passages_{language}.jsonl")
    }
    english = {row["id"]: row for row in _lines(data / "squad-xling/passages_en.jsonl")}
    of = parts(row["title"] for row in english.values())
    return [
        (row[f"question_{language}"], passages[row["para"]], row["answerable"])
        for row in _lines(data / "squad-xling/questions.jsonl")
        if row["para"] in passages
        and row[f"question_{language}"]
        and of[english[row["para"]]["title"]] == part
    ]


def source(name: str, title: str, language: str, sections: Iterable[tuple[str, str]]) -> Source:
    """A document that always holds, for everybody."""
    return Source(
        name=name,
        title=title,
        version="",
        language=language,
        effective_from=ALWAYS,
        effective_to=None,
        supersedes="",
        link="",
        audience={},
        sections=tuple(Section(heading, text) for heading, text in sections),
    )


def _gone(of: Mapping[str, Part], part: Part) -> set[str]:
    own = sorted(title for title, found in of.items() if found == part)
    return set(own[::2])


def _squad_source(row: Row, title: str, read: str) -> Source:
    named = title.replace("_", " ") if read == "en" else ""
    return source(f"{row['id']}.md", named, read, [("", row["text"])])


def _squad_trials(
    rows: Iterable[Row], asked: str, read: str, there: set[str], hidden: bool
) -> Iterator[Trial]:
    for row in rows:
        name, question = f"{row['para']}.md", row[f"question_{asked}"]
        answers = tuple(answer["text"] for answer in row[f"answers_{read}"] or ())
        if question and name in there:
            yield Trial(question, (name,), answers)
        elif question and hidden:
            yield Trial(question, absent=True)


def _lines(path: Path) -> Iterator[Any]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


Make = Callable[[Path, Part], Set]
