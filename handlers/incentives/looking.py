"""Who may look at whose earnings: a seller at their own, an owner at the company's, staff at
everybody's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from handlers.conversation.slots import without
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.conversation.understanding import unshortened
from handlers.incentives.whose import Whose, whose
from storage.people import Person, Role
from storage.values import Language

LEGAL_FORM = re.compile(r"^(?:PT|CV|UD)\.?\s+", re.IGNORECASE)


def visible(turn: Turn) -> list[Person]:
    """The members whose earnings this person may see."""
    person, people = turn.person, turn.records.people
    if person.is_staff:
        return [other for other in people.all() if other.partner_id is not None]
    return list(people.at(person.company.id)) if person.role is Role.OWNER else [person]


def asked_about(turn: Turn, sentence: str) -> Sequence[Person] | None:
    """The members that a sentence is about; None for anybody this person may not see.

    Names are matched only among those who may be seen, so a refusal tells nothing.
    """
    seen = visible(turn)
    return _named(turn, sentence, seen) or _unnamed(turn, sentence, seen)


def _unnamed(turn: Turn, sentence: str, seen: Sequence[Person]) -> Sequence[Person] | None:
    match whose(_bare(turn, unshortened(sentence)), _known(turn)):
        case Whose.OWN:
            return seen if turn.person.is_staff else [turn.person]
        case Whose.OURS:
            return [turn.person] if turn.person.role is Role.SELLER else seen
        case Whose.TEAM:
            return None if turn.person.role is Role.SELLER else seen
        case Whose.ALL if turn.person.is_staff:
            return seen
        case Whose.ALL | Whose.SOMEBODY:
            return None
        case other:
            assert_never(other)


def looked_for(turn: Turn, sentence: str) -> str:
    """Whom a refused sentence named, for the audit log only."""
    named = _named(turn, sentence, turn.records.people.all())
    return ", ".join(f"person:{person.id}" for person in named) or "person:unknown"


def _named(turn: Turn, sentence: str, people: Sequence[Person]) -> list[Person]:
    called = [(name, person) for person in people for name in _names(person)]
    found = {found.value for found in turn.read.named(sentence, [name for name, _ in called])}
    return list({person.id: person for name, person in called if name in found}.values())


def _names(person: Person) -> Iterator[str]:
    yield person.name
    yield person.name.split()[0]
    if person.partner is not None:
        yield person.partner.name
        yield LEGAL_FORM.sub("", person.partner.name)


def _bare(turn: Turn, sentence: str) -> str:
    """The sentence without its numbers, days and periods, whose words name nobody."""
    read = turn.read
    return without(sentence, *read.periods(sentence), *read.days(sentence), *read.counts(sentence))


def _known(turn: Turn) -> Iterator[str]:
    """Sentences about earnings, and the names of products and plans."""
    for language in Language:
        text = Text.load("incentives", language)
        yield from (said for examples in text.examples.values() for said in examples)
        yield from text.replies.values()
    yield from (product.name for product in turn.records.products.all())
    yield from (plan.name for plan in turn.records.plans.all())
