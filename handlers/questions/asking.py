"""What is asked: the questions in one sentence, as of which day, and what a follow-up means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.conversation.slots import Reader, Reading, choices, without
from knowledge.asked import named
from knowledge.words import vocabulary
from storage.values import Period

SEAM = re.compile(
    r"[?!;\n]+\s*|\.\s+|(?:,\s*|\s+)(?:dan|and|lalu|terus|then|serta|plus|also|juga)\s+|,\s+",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:apa\w*|berapa\w*|brp|bagaimana|gimana|kapan|kenapa|mengapa|siapa|mana|bolehkah|bisakah"
    r"|what|how|when|where|who|which|why|do|does|did|is|are|was|were|can|could|may)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(r"\b(?:before|sebelum|until|prior to)\s*$", re.IGNORECASE)
LEADING = re.compile(
    r"^\W*(?:(?:kalau|kalo|klo|gimana|bagaimana|dengan|terus|lalu|dan|kalau|yang|yg|untuk|utk"
    r"|what|how|about|and|if|then|for|the|it|is|it's|di|in|of)\b\W*)+",
    re.IGNORECASE,
)
A_NAME = 3  #: words at most, to stand in the place of another name


@dataclass(frozen=True, slots=True)
class Part:
    """One question, and the past day that it asks about (None: now)."""

    question: str
    day: date | None = None


def parts(sentence: str, read: Reader, about: str = "") -> tuple[Part, ...]:
    """The questions in a sentence. One that only names a time, such as *and in June?*, asks
    what the one before it asked; the first leans on `about`."""
    found: list[Part] = []
    for clause in _clauses(sentence, read):
        part = _part(clause, read)
        before = found[-1].question if found else about
        if says_something(part.question):
            found.append(part)
        elif part.day and before:
            found.append(Part(before, part.day))
    return tuple(found)


def _clauses(sentence: str, read: Reader) -> Iterator[str]:
    """Cut only where a question stands on either side: *for Basic, how many?* is one."""
    start = 0
    for seam in SEAM.finditer(sentence):
        left, right = sentence[start : seam.start()], sentence[seam.end() :]
        if ASKS.search(left) and (ASKS.search(right) or _is_a_time(right, read)):
            yield left
            start = seam.end()
    yield sentence[start:]


def _is_a_time(text: str, read: Reader) -> bool:
    past = _past(text, read)
    return bool(past) and not says_something(without(text, *past))


def says_something(text: str) -> bool:
    """Is there a word in it that a document could be searched for?"""
    return bool(vocabulary("id").words(text))


def following(sentence: str, earlier: str, names: Iterable[str], read: Reader) -> tuple[Part, ...]:
    """What a short sentence asks after an earlier question: *kalau yang Basic?* is that
    question with another name, *kalau harganya?* asks something else of the same name."""
    subject = LEADING.sub("", sentence).strip(" ?.!,")
    if _is_a_time(sentence, read):
        return parts(sentence, read, about=earlier)
    if not says_something(subject):
        return ()
    old = _last_name(earlier, names, read)
    if _is_name(subject):
        return (Part(_replaced(earlier, old, subject)),)
    return (Part(f"{subject} {earlier[old[0] : old[1]]}" if old else f"{subject} {earlier}"),)


def _part(clause: str, read: Reader) -> Part:
    """The clause as of the last day of the past period that it names, without naming it."""
    past = _past(clause, read)
    if not past:
        return Part(clause.strip())
    period = choices(past[0])[0]
    ahead = BEFORE.search(clause[: past[0].start])
    day = period.first - timedelta(days=1) if ahead else period.last
    kept = BEFORE.sub("", clause[: past[0].start]) + clause[past[0].end :]
    return Part(" ".join(kept.split()), day)


def _past(text: str, read: Reader) -> list[Reading[Period]]:
    today = read.now.date()
    return [found for found in read.periods(text) if choices(found)[0].last < today]


def _last_name(text: str, names: Iterable[str], read: Reader) -> tuple[int, int] | None:
    """Where the last product or other name stands."""
    known = read.named(text, names)
    if known:
        return known[-1].start, known[-1].end
    others = named(text, vocabulary(read.language).words(text))
    return (others[-1].start, others[-1].end) if others else None


def _is_name(subject: str) -> bool:
    """*Basic* and *basic* are; *harganya*, a word we know the meaning of, is not."""
    words = vocabulary("id").words(subject)
    known = all(word.stem.startswith("=") for word in words)
    return len(subject.split()) <= A_NAME and not known


def _replaced(earlier: str, old: tuple[int, int] | None, new: str) -> str:
    if old is None:
        return f"{earlier.rstrip(' ?.!')} {new}?"
    return f"{earlier[: old[0]]}{new}{earlier[old[1] :]}"
