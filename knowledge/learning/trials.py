"""Makes documents and questions of the public data sets, to be asked as people ask."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.evaluate import Trial
from knowledge.learning import sets
from knowledge.learning.examples import Asking, Passage
from knowledge.learning.parts import Part, halved
from knowledge.sections import Section
from knowledge.sources import ALWAYS, Source

TODAY = date(2026, 9, 16)
PARTS: tuple[Part, ...] = ("training", "tuning", "report")


@dataclass(frozen=True, slots=True)
class Set:
    """Documents, and questions about them (or about what they do not say)."""

    name: str
    sources: tuple[Source, ...]
    trials: tuple[Trial, ...]


def idk_mrc(data: Path, part: Part) -> Set:
    """Indonesian questions about paragraphs of the Indonesian Wikipedia."""
    there: tuple[Part, ...] = PARTS[:1] if part == "training" else PARTS[1:]
    askings = {each: list(sets.idk_mrc(data, each)) for each in there}
    passages = {one.passage.name: one.passage for each in askings.values() for one in each}
    asked = [_trial(each) for each in askings[part] if each.answers]
    return Set("idk-mrc", tuple(_document(each, "id") for each in passages.values()), tuple(asked))


def squad(data: Path, part: Part, asked: str, read: str, *, hidden: bool = False) -> Set:
    """Questions of one part's articles in one language, on all passages in another; with
    `hidden`, every second article of the part is taken away, and its questions are absent."""
    whole = sets.Squad(data)
    own = sorted(title for title, found in whole.parts.items() if found == part)
    gone = set(own[::2]) if hidden else set()
    answered = [each for each in whole.asked(part, asked, read) if each.answers]
    trials = [
        Trial(each.question, absent=True) if each.passage.title in gone else _trial(each)
        for each in answered
    ]
    sources = [each for each in _passages(whole, read) if each.title not in gone]
    name = f"squad-xling {asked} on {read}"
    return Set(name, tuple(_document(each, read) for each in sources), tuple(trials))


def unanswerable(data: Path, part: Part, asked: str, read: str) -> Set:
    """Questions about passages that are there and do not answer them."""
    whole = sets.Squad(data)
    never = [each for each in whole.asked(part, asked, read) if not each.answers]
    trials = [Trial(each.question, absent=True) for each in never]
    sources = [_document(each, read) for each in _passages(whole, read)]
    return Set(f"squad-xling {asked} on {read}, not said", tuple(sources), tuple(trials))


def react(data: Path, part: Part, asked: str, read: str) -> Set:
    """Headings of a manual as questions, for its sections without their headings."""
    rows = list(_lines(data / "react-docs/sections.jsonl"))
    names = {row["id"]: f"react-{at}.md" for at, row in enumerate(rows)}
    sources = [source(names[row["id"]], "", read, [("", row[f"t_{read}"])]) for row in rows]
    headed: dict[str, list[str]] = {}
    for row in rows:
        headed.setdefault(row[f"h_{asked}"], []).append(names[row["id"]])
    trials = [
        Trial(heading, tuple(found))
        for heading, found in headed.items()
        if part == "training" or halved(heading) == part
    ]
    return Set(f"react-docs {asked} on {read}", tuple(sources), tuple(trials))


def bitcoin(data: Path, asked: str, read: str, *, headed: bool = False) -> Set:
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


def _passages(whole: sets.Squad, language: str) -> list[Passage]:
    return [each for part in PARTS for each in whole.passages(part, language)]


def _document(passage: Passage, language: str) -> Source:
    """Only English articles have a title that is in the language of the text."""
    title = passage.title.replace("_", " ") if language == "en" else ""
    return source(f"{passage.name}.md", title, language, [("", passage.text)])


def _trial(asking: Asking) -> Trial:
    span = asking.span
    answers = (asking.passage.text[slice(*span)],) if span else ()
    return Trial(asking.question, (f"{asking.passage.name}.md",), answers)


def _lines(path: Path) -> Iterator[Any]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())
