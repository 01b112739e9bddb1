"""The form of a document: what it is called, since when and for whom; and its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from handlers.conversation.form import Choice, ChoiceField, DateField, Form, TextField
from handlers.conversation.slots import Reader
from handlers.conversation.text import Text
from handlers.library import audience
from handlers.library.audience import Strange
from knowledge.sources import ALWAYS, Source
from storage.values import Language

NAME = "library.details"
LONGEST_TEXT = 2_500  #: characters that a form can show on every platform
Errors = dict[str, str]


@dataclass(frozen=True, slots=True)
class Details:
    """What a form holds. `words` is None where the text came from a file and stays."""

    title: str = ""
    version: str = ""
    language: str = ""
    effective_from: str = ""
    effective_to: str = ""
    supersedes: str = ""
    audience: str = ""
    words: str | None = None
    errors: Errors = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source, text: Text, words: str | None) -> Details:
        began, ended = source.effective_from, source.effective_to
        return cls(
            title=source.title,
            version=source.version,
            language=source.language,
            effective_from=began.isoformat() if began != ALWAYS else "",
            effective_to=ended.isoformat() if ended else "",
            supersedes=source.supersedes,
            audience=audience.shown(source.audience, text),
            words=words if words is None or len(words) <= LONGEST_TEXT else None,
        )

    @classmethod
    def sent_in(cls, values: Mapping[str, str]) -> Details:
        known: dict[str, Any] = {name: values.get(name, "").strip() for name in FIELDS}
        return cls(**known, words=values.get("words"))


FIELDS = (
    "title",
    "version",
    "language",
    "effective_from",
    "effective_to",
    "supersedes",
    "audience",
)


def form(details: Details, subject: str, text: Text) -> Form:
    def line(name: str, *, required: bool = False) -> TextField:
        hint = text.replies.get(f"hint_{name}", "")
        value, error = getattr(details, name), details.errors.get(name, "")
        return TextField(name, text(f"label_{name}"), value, hint, required, error=error)

    def day(name: str) -> DateField:
        value, error = getattr(details, name), details.errors.get(name, "")
        return DateField(name, text(f"label_{name}"), value, required=False, error=error)

    body = () if details.words is None else (_body(details, text),)
    fields = (
        line("title", required=True),
        *body,
        line("version"),
        _language(details, text),
        day("effective_from"),
        day("effective_to"),
        line("supersedes"),
        line("audience"),
    )
    return Form(NAME, text("form_title"), fields, text("form_submit"), subject)


def filled(
    details: Details, source: Source, reader: Reader, regions: tuple[str, ...], text: Text
) -> Source | Errors:
    """The source as the form says, or what is wrong in which field."""
    readers = audience.read(details.audience, reader, regions)
    began, ended = _day(details.effective_from), _day(details.effective_to)
    errors = {name: text(key) for name, key in _wrong(details, began, ended)}
    if isinstance(readers, Strange):
        return {**errors, "audience": text("strange_audience", said=readers.words)}
    if errors or isinstance(began, str) or isinstance(ended, str):
        return errors
    return replace(
        source,
        title=details.title,
        version=details.version,
        language=details.language or source.language,
        effective_from=began or ALWAYS,
        effective_to=ended,
        supersedes=details.supersedes,
        audience=readers,
    )


def _wrong(
    details: Details, began: date | str | None, ended: date | str | None
) -> list[tuple[str, str]]:
    wrong = [] if details.title else [("title", "no_title")]
    if details.words is not None and not details.words.strip():
        wrong.append(("words", "no_words"))
    wrong += [("effective_from", "no_day")] if isinstance(began, str) else []
    wrong += [("effective_to", "no_day")] if isinstance(ended, str) else []
    if isinstance(began, date) and isinstance(ended, date) and ended < began:
        wrong.append(("effective_to", "ends_before"))
    return wrong


def _day(written: str) -> date | str | None:
    """What is no day stays as it was written."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return written


def _body(details: Details, text: Text) -> TextField:
    error, hint = details.errors.get("words", ""), text("hint_words")
    words = details.words or ""
    return TextField("words", text("label_words"), words, hint, multiline=True, error=error)


def _language(details: Details, text: Text) -> ChoiceField:
    known = [language.value for language in Language]
    others = [details.language] if details.language not in ("", *known) else []
    choices = tuple(
        Choice(name, text.replies.get(f"language_{name}", name)) for name in (*known, *others)
    )
    return ChoiceField("language", text("label_language"), choices, details.language, False)
