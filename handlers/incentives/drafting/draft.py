"""A plan that is being made: its document so far, and what is to be asked about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.conversation.slots import Found, Unsure
from handlers.incentives.drafting import document, missing
from handlers.incentives.drafting.places import Place, put
from handlers.incentives.drafting.questions import Question
from handlers.incentives.drafting.world import Document
from storage.values import Language, Money, Period

THOUSANDFOLD = 3  #: figures between a million and a milliard


@dataclass(frozen=True, slots=True)
class Draft:
    """`plan` is in the plan format as far as it is known, null where a question is open;
    `unsure` are the values people would read in more than one way; `replay` is the past period
    whose sales it is to be tried on."""

    plan: Document
    language: Language
    unsure: tuple[Question, ...] = ()
    basis: str = "booked"
    word: str = ""
    replay: Period | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """All that is to be asked: what is ambiguous, then what is missing."""
        return (*self.unsure, *missing.of(self.plan))

    @property
    def is_complete(self) -> bool:
        return not self.questions

    def document(self) -> Document:
        """In the plan format, with everything that follows from what was said."""
        return document.finished(self.plan, self.language, self.basis, self.word)

    def chosen(self, question: Question, number: int) -> Draft:
        """With that choice of a question's."""
        plan = self.plan
        for place, value in zip(question.places, question.choices[number], strict=True):
            plan = put(plan, place, value)
        unsure = tuple(asked for asked in self.unsure if asked != question)
        return replace(self, plan=plan, unsure=unsure)

    def stored(self) -> Document:
        """As it is kept between two messages."""
        period = self.replay
        return {
            "plan": self.plan,
            "language": self.language.value,
            "unsure": [question.stored() for question in self.unsure],
            "basis": self.basis,
            "word": self.word,
            "replay": [period.first.isoformat(), period.last.isoformat()] if period else None,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Draft:
        days = [date.fromisoformat(day) for day in kept["replay"] or ()]
        return cls(
            kept["plan"],
            Language(kept["language"]),
            tuple(Question.of(question) for question in kept["unsure"]),
            kept["basis"],
            kept["word"],
            Period(*days) if days else None,
        )


def settled(plan: Document) -> tuple[Document, tuple[Question, ...]]:
    """Readings become values; where one is unsure the value is null and a question."""
    found = list(_unsure(plan, ()))
    return _plain(plan), _joined(found)


def _plain(part: Any) -> Any:
    match part:
        case Mapping():
            return {key: _plain(value) for key, value in part.items()}
        case list() | tuple():
            return [_plain(value) for value in part]
        case Unsure():
            return None
        case Found():
            return written(part.value)
        case _:
            return written(part)


def written(value: Any) -> Any:
    """As the plan format writes it: amounts and percentages as strings, never as floats."""
    match value:
        case Money():
            return f"{value.amount.normalize():f}"
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case _:
            return value


def _unsure(part: Any, place: Place) -> Iterator[tuple[Place, Unsure[Any]]]:
    if isinstance(part, Unsure):
        yield place, part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _unsure(value, (*place, key))
    elif isinstance(part, list | tuple):
        for number, value in enumerate(part):
            yield from _unsure(value, (*place, number))


def _joined(found: Sequence[tuple[Place, Unsure[Any]]]) -> tuple[Question, ...]:
    """Amounts whose readings lie equally far apart are one question: what an *M* means."""
    alike: dict[Any, list[tuple[Place, Unsure[Any]]]] = {}
    for place, reading in found:
        alike.setdefault(_apart(place, reading), []).append((place, reading))
    return tuple(_question(group) for group in alike.values())


def _apart(place: Place, reading: Unsure[Any]) -> Any:
    values = reading.choices
    if all(isinstance(value, Money) for value in values) and values[0].minor:
        return tuple(Decimal(value.minor) / values[0].minor for value in values)
    return (place, values)


def _question(group: Sequence[tuple[Place, Unsure[Any]]]) -> Question:
    places = tuple(place for place, _ in group)
    columns = [[written(value) for value in reading.choices] for _, reading in group]
    choices = tuple(zip(*columns, strict=True))
    key = "which_day" if isinstance(group[0][1].choices[0], date) else "which_amount"
    return Question(key, places, choices)
