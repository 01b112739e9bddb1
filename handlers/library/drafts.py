"""Drafts: a document before it is one, as JSON, as a form and as its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from knowledge import markdown
from knowledge.language import language_of
from knowledge.sections import Section
from knowledge.sources import ALWAYS, Source
from storage.knowledge import Document, Passage

LONGEST_TITLE = 120
Json = dict[str, Any]


def to_document(source: Source) -> Json:
    ended = source.effective_to
    return {
        **asdict(source),
        "effective_from": source.effective_from.isoformat(),
        "effective_to": ended.isoformat() if ended else None,
        "audience": dict(source.audience),
    }


def from_document(document: Mapping[str, Any]) -> Source:
    ended = document["effective_to"]
    return Source(
        **{
            **document,
            "effective_from": date.fromisoformat(document["effective_from"]),
            "effective_to": date.fromisoformat(ended) if ended else None,
            "sections": tuple(Section(**section) for section in document["sections"]),
        }
    )


def of_text(name: str, words: str, title: str = "") -> Source:
    """What somebody wrote in a chat. Its first heading or line is the title if none is given,
    and its lines are Markdown."""
    heading, sections = markdown.sections(words)
    return Source(
        name=name,
        title=title or heading or _first_line(words),
        version="",
        language=language_of(words),
        effective_from=ALWAYS,
        effective_to=None,
        supersedes="",
        link="",
        audience={},
        sections=sections,
    )


def meant_for(source: Source, facts: Mapping[str, Any]) -> Source:
    """For whom it was said to be when it was brought, else as its file says."""
    return replace(source, audience=facts.get("audience") or source.audience)


def of_stored(document: Document, passages: Sequence[Passage]) -> Source:
    """A document as it is, so that it can be put back."""
    return Source(
        name=document.source,
        title=document.title,
        version=document.version,
        language=document.language,
        effective_from=document.effective_from,
        effective_to=document.effective_to,
        supersedes=document.supersedes,
        link=document.link,
        audience=dict(document.audience),
        sections=tuple(map(_section, passages)),
    )


def retold(source: Source, words: str) -> Source:
    """The same document with another text."""
    _, sections = markdown.sections(words)
    return replace(source, sections=sections, language=language_of(words))


def _section(passage: Passage) -> Section:
    return Section(**{field.name: getattr(passage, field.name) for field in fields(Section)})


def _first_line(words: str) -> str:
    line = words.strip().splitlines()[0].strip() if words.strip() else ""
    if len(line) <= LONGEST_TITLE:
        return line.rstrip(" .:;")
    return f"{line[:LONGEST_TITLE].rsplit(' ', 1)[0]}…"
