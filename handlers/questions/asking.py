"""What is asked: the questions in one sentence, and as of which day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.conversation.slots import Reader
from handlers.questions.days import When, when
from knowledge.words import vocabulary

SEAM = re.compile(
    r"[?!;\n]+\s*|\.\s+|(?:,\s*|\s+)(?:dan|and|lalu|terus|then|serta|plus|also|juga)\s+|,\s+",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:apa\w*|berapa\w*|brp\w*|bagaimana|gimana|gmn|kapan|kenapa|mengapa|siapa|mana"
    r"|bolehkah|bisakah|what|how|when|where|who|which|why|do|does|did|is|are|was|were|can"
    r"|could|may)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One question, and the day that it asks about (None: now) or the version of a document.

    Where it leans on an earlier one it may also stand `alone`, and perhaps does so first; an
    answer to what it comes to has to speak of what it `mentions`. `about` is what an answer
    must not confuse with another of its kind. `product` is a name in the place of a product's.
    `bare` ones say nothing by themselves. `holds` is a question of which is asked since or
    until when its answer holds. `language` is the question's, where that is none of ours.
    """

    question: str
    day: date | None = None
    version: str = ""
    alone: str = ""
    alone_first: bool = False
    mentions: str = ""
    about: tuple[str, ...] = ()
    product: str = ""
    bare: bool = False
    holds: str = ""
    language: str = ""


def parts(sentence: str, read: Reader, about: str = "") -> tuple[Part, ...]:
    """The questions in a sentence. One that only names a time, such as *and in June?*, asks
    what the one before it asked; the first leans on `about`."""
    found: list[Part] = []
    for clause in _clauses(sentence, read):
        part, named = _part(clause, read)
        before = found[-1].question if found else about
        if says_something(part.question):
            found.append(part)
        elif named and before:
            found.append(Part(before, part.day, part.version))
    return tuple(found)


def says_something(text: str) -> bool:
    """Is there a word in it that a document could be searched for?"""
    return bool(vocabulary("id").words(text))


def is_a_time(text: str, read: Reader) -> bool:
    found = when(text, read)
    return found is not None and not says_something(found.rest)


def _clauses(sentence: str, read: Reader) -> Iterator[str]:
    """Cut only where a question stands on either side: *for Basic, how many?* is one."""
    start = 0
    for seam in SEAM.finditer(sentence):
        left, right = sentence[start : seam.start()], sentence[seam.end() :]
        if ASKS.search(left) and (ASKS.search(right) or is_a_time(right, read)):
            yield left
            start = seam.end()
    yield sentence[start:]


def _part(clause: str, read: Reader) -> tuple[Part, bool]:
    """The clause as of the day that it names, without naming it; and whether it does."""
    named = when(clause, read)
    asked = named or When(clause.strip())
    return Part(asked.rest, asked.day, asked.version), named is not None
