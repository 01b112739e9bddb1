"""Reads a document from its file: what it is, for whom and since when, and its sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from knowledge import markdown, plain
from knowledge.files import names
from knowledge.files.confined import parsed
from knowledge.files.encodings import decoded
from knowledge.language import LANGUAGES, language_of
from knowledge.limits import LARGEST_FILE, MOST_CHARACTERS, QUICK_TEXT
from knowledge.sections import Parsed, Refused, Section

FENCE = "---"
ALWAYS = date(2000, 1, 1)
AUDIENCES = ("kinds", "tiers", "regions", "languages")
MARKDOWN = (".md", ".markdown")
TEXT = (*MARKDOWN, ".txt")
READABLE = (*TEXT, ".html", ".htm", ".pdf", ".docx", ".pptx", ".xlsx", ".csv", ".jsonl")
FEW, MANY = 40, 50  #: characters that do not tell the language, sections that do
WHY = {
    "unknown_kind": "only {kinds} files can be read",
    "too_large": "larger than {most:,} bytes",
    "empty": "there is no text in it",
    "broken": "it is damaged, or not what its name says",
    "encrypted": "it is protected by a password",
    "not_text": "not text in UTF-8",
    "took_too_long": "not read within {seconds} seconds",
    "too_much": "too much {what} in it",
    "bad_front_matter": "the front matter {problem}",
}


class UnreadableSource(ValueError):
    """This file cannot become a document; `key` says why, `facts` is for the words about it."""

    def __init__(self, name: str, key: str, **facts: object) -> None:
        super().__init__(f"{name}: {WHY[key].format(**{'what': 'data', **facts})}")
        self.name = name
        self.key = key
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Source:
    """A document as its file gives it."""

    name: str
    title: str
    version: str
    language: str
    effective_from: date
    effective_to: date | None
    supersedes: str
    link: str
    audience: Mapping[str, object]
    sections: tuple[Section, ...]


def read(name: str, content: bytes) -> Source:
    """A document from a file of any kind that can be read; takes seconds for some.

    Raises:
        UnreadableSource: whatever is wrong with it.
    """
    try:
        return _read(name, content)
    except Refused as why:
        raise UnreadableSource(name, why.key, **why.facts) from None


def _read(name: str, content: bytes) -> Source:
    suffix = _suffix(name)
    if suffix not in READABLE:
        raise Refused("unknown_kind", kinds=", ".join(READABLE))
    if len(content) > LARGEST_FILE:
        raise Refused("too_large", most=LARGEST_FILE)
    if not content.strip():
        raise Refused("empty")
    if suffix not in TEXT:
        return _source(name, {}, parsed(name, content))
    facts, body = _front_matter(decoded(content))
    return _source(name, facts, _written(name, body))


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _source(name: str, facts: Mapping[str, str], found: Parsed) -> Source:
    if not found.sections:
        raise Refused("empty")
    own, guessed = names.of_file(name)
    title, version = names.parted((found.title or own)[: names.LONGEST_TITLE])
    return Source(
        name=name,
        title=facts.get("title") or title,
        version=facts.get("version") or found.version or version or names.parted(own)[1],
        language=facts.get("language") or _language(found, guessed),
        effective_from=_day(facts.get("effective_from")) or ALWAYS,
        effective_to=_day(facts.get("effective_to")),
        supersedes=facts.get("supersedes", ""),
        link=facts.get("link", ""),
        audience=_audience(facts),
        sections=found.sections,
    )


def _language(found: Parsed, guessed: str) -> str:
    """Programs write a language that nobody has chosen, so the words come first."""
    words = " ".join(f"{each.heading} {each.text}" for each in found.sections[:MANY])
    told = guessed or found.language
    return told if len(words) < FEW and told in LANGUAGES else language_of(words)


def _written(name: str, body: str) -> Parsed:
    if len(body) > MOST_CHARACTERS:
        raise Refused("too_much", what="characters", most=MOST_CHARACTERS)
    if len(body) > QUICK_TEXT:
        return parsed(name, body.encode())
    read_text = markdown.parse if _suffix(name) in MARKDOWN else plain.parse
    return read_text(body.encode())


def _front_matter(content: str) -> tuple[dict[str, str], str]:
    """The `key: value` lines between two `---` lines at the top, and what follows them."""
    lines = content.splitlines()
    if not lines or lines[0].strip() != FENCE:
        return {}, "\n".join(lines)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        raise Refused("bad_front_matter", problem=f"has no closing {FENCE}", value=FENCE)
    pairs = (line.partition(":") for line in lines[1:end] if ":" in line)
    facts = {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}
    return facts, "\n".join(lines[end + 1 :])


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        problem = f"says {written}, and {written} is no date like 2026-07-01"
        raise Refused("bad_front_matter", problem=problem, value=written) from None


def _audience(facts: Mapping[str, str]) -> dict[str, object]:
    named = {
        key: [word.strip() for word in facts[key].split(",")] for key in AUDIENCES & facts.keys()
    }
    staff = {"staff_only": True} if facts.get("staff_only", "").lower() == "true" else {}
    return {**named, **staff}
