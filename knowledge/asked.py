"""What a question is about, and what an answer to it has to contain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.words import Word, must, vocabulary
from storage.knowledge import Asker
from storage.people import Person
from storage.store import Records

QUANTITY = re.compile(
    r"\b(berapa\w*|how (?:many|much|long|often|big|fast)|brp|price|costs?|harga)\b", re.IGNORECASE
)
HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
ENDINGS = {"nya", "lah", "kah", "ku", "mu"}
SENTENCE_START = re.compile(r"(?:^|[.!?:;\n])[\s\"“(]*$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, who asks it, and the day for which the answer has to hold."""

    text: str
    language: str
    asker: Asker
    day: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one language's documents are searched for it.

    `named` are its numbers and names: an answer that does not mention them is about
    something else (*Basic* is not *Pro*).
    """

    language: str
    stems: frozenset[str]
    named: frozenset[str]
    wants_number: bool


def asker(records: Records, person: Person, day: date) -> Asker:
    """What decides which documents this person may read on that day."""
    partner = person.partner
    if partner is None:
        return Asker(staff=person.is_staff)
    tier = records.partners.tier(partner.id, day)
    return Asker(partner.kind, tier or "", partner.region, partner.language)


def asked(text: str, language: str, spoken: str = "") -> Asked:
    """Read a question as documents in this language are searched; it was `spoken` in its own."""
    words = vocabulary(language).words(text)
    stems = frozenset(word.stem for word in words)
    return Asked(
        language=spoken or language,
        stems=stems,
        named=names(text, language) | (stems & must()),
        wants_number=QUANTITY.search(text) is not None,
    )


def named(text: str, words: Iterable[Word]) -> list[Word]:
    """The words that name or number something: 600, Basic, Papua, on-prem."""
    shouting = sum(map(str.isupper, text)) > sum(map(str.islower, text))
    return [word for word in words if _names(word, text, shouting)]


def names(text: str, language: str) -> frozenset[str]:
    """What it names and numbers, as it is compared in any language."""
    return frozenset(word.stem for word in named(text, vocabulary(language).words(text)))


def key(text: str) -> str:
    """The same for every way to ask the same thing, in either language."""
    return " ".join(sorted(set(vocabulary("id").stems(text))))


def _names(word: Word, text: str, shouting: bool) -> bool:
    if any(letter.isdigit() for letter in word.written) or _is_hyphenated(word, text):
        return True
    begins = SENTENCE_START.search(text[: word.start]) is not None
    return word.is_name and not begins and not shouting


def _is_hyphenated(word: Word, text: str) -> bool:
    """Part of *on-prem*; but *seat-seat* is a plural and *SPIFF-nya* has an ending."""
    runs = (run for run in HYPHENATED.finditer(text) if run.start() <= word.start < run.end())
    return any(len(set(run[0].casefold().split("-")) - ENDINGS) > 1 for run in runs)
