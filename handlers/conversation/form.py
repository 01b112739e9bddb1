"""A form, before any platform draws it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextField:
    """A line, or a few, of text. `error` says what was wrong with what stood there."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = True
    multiline: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of a few choices; `value` is the chosen one's value."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    value: str = ""
    required: bool = True
    error: str = ""


@dataclass(frozen=True, slots=True)
class DateField:
    """A day, as ISO 8601 (`2026-09-30`)."""

    name: str
    label: str
    value: str = ""
    required: bool = True
    error: str = ""


Field = TextField | ChoiceField | DateField


@dataclass(frozen=True, slots=True)
class Form:
    """`name` is `handler.form`; `subject` travels with it unseen (an id we look up with its
    owner, never a fact we trust)."""

    name: str
    title: str
    fields: tuple[Field, ...]
    submit: str
    subject: str = ""

    @property
    def has_errors(self) -> bool:
        return any(field.error for field in self.fields)
