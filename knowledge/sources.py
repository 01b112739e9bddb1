"""Reads a document from its file: what it is, for whom and since when, and its sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from knowledge import markdown
from knowledge.markdown import Section
from knowledge.words import spoken

FENCE = "---"
ALWAYS = date(2000, 1, 1)
AUDIENCES = ("kinds", "tiers", "regions", "languages")
MARKDOWN = (".md", ".markdown")
READABLE = (*MARKDOWN, ".txt")


class UnreadableSource(ValueError):
    """This file cannot become a document; the message says which and why."""


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


def read(name: str, content: str) -> Source:
    """A document from a Markdown or text file.

    Raises:
        UnreadableSource: when its kind, its front matter or its emptiness forbid.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in READABLE:
        raise UnreadableSource(f"{name}: only {', '.join(READABLE)} files can be read")
    facts, body = _front_matter(name, content)
    title, sections = markdown.sections(body) if suffix in MARKDOWN else ("", _plain(body))
    if not sections:
        raise UnreadableSource(f"{name}: there is no text in it")
    return Source(
        name=name,
        title=facts.get("title") or title or PurePath(name).stem,
        version=facts.get("version", ""),
        language=facts.get("language") or spoken(body),
        effective_from=_day(name, facts.get("effective_from")) or ALWAYS,
        effective_to=_day(name, facts.get("effective_to")),
        supersedes=facts.get("supersedes", ""),
        link=facts.get("link", ""),
        audience=_audience(facts),
        sections=sections,
    )


def _front_matter(name: str, content: str) -> tuple[dict[str, str], str]:
    """The `key: value` lines between two `---` lines at the top, and what follows them."""
    lines = content.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != FENCE:
        return {}, "\n".join(lines)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        raise UnreadableSource(f"{name}: the front matter has no closing {FENCE}")
    pairs = (line.partition(":") for line in lines[1:end] if ":" in line)
    facts = {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}
    return facts, "\n".join(lines[end + 1 :])


def _day(name: str, written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise UnreadableSource(f"{name}: {written} is no date like 2026-07-01") from None


def _audience(facts: Mapping[str, str]) -> dict[str, object]:
    named = {
        key: [word.strip() for word in facts[key].split(",")] for key in AUDIENCES & facts.keys()
    }
    staff = {"staff_only": True} if facts.get("staff_only", "").lower() == "true" else {}
    return {**named, **staff}


def _plain(body: str) -> tuple[Section, ...]:
    text = "\n".join(line.strip() for line in body.splitlines() if line.strip())
    return (Section("", text),) if text else ()
