"""The separate requests in one message, split only where each side stands on its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from handlers.conversation.slots import companies, counts, names
from handlers.conversation.slots.reading import without
from handlers.conversation.slots.words import listed
from handlers.conversation.understanding.meaning import Meant, Understood
from handlers.conversation.understanding.slang import COURTESIES
from handlers.conversation.understanding.tidy import MARK, plainly

SEAM = re.compile(
    r"[?!;\n]+\s*|\.\s+|(?:,\s*|\s+)(?:dan|and|lalu|terus|then|plus|serta|sekalian|also|juga)\s+"
    r"(?:(?:juga|also|then|lalu)\s+)?|,\s+",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[^\d\s]:\s")  #: what follows is to be passed on, and asks nothing of us
ASKS = listed(
    "apa apakah berapa brp bagaimana gimana kapan kenapa mengapa siapa mana bolehkah bisakah what"
    " how when where who which why does do is are can could"
)
A_QUESTION = 5  #: words, at least, for a question about nothing known to be a request of its own
CONFIDENT = 0.6  #: how sure each side must be
#: Where only a comma stands, which mostly lists details of one request, each side must also
#: be surer than the whole.
CONFIDENT_AT_COMMA = 0.75
MOST_SEAMS = 12
ENDS = "?!;.\n"

Understand = Callable[[str], Understood]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two requests, and how sure the less certain of them is."""

    left: str
    right: str
    sure: float


def split(sentence: str, understand: Understand) -> list[str]:
    """At the surest seam first, then within each side."""
    best = max(_pairs(sentence, understand), key=lambda pair: pair.sure, default=None)
    if best is None:
        return [sentence.strip()]
    return [*split(best.left, understand), *split(best.right, understand)]


def _pairs(sentence: str, understand: Understand) -> Iterator[_Pair]:
    quoted = QUOTED.search(sentence)
    seams = SEAM.finditer(sentence, 0, quoted.start() if quoted else len(sentence))
    at_comma = max(CONFIDENT_AT_COMMA, _alone(understand(sentence), asks=False))
    for seam in islice(seams, MOST_SEAMS):
        left, right = _sides(sentence, seam)
        if _wants_something(left) and _wants_something(right):
            sure = _sure(left, right, understand, ended=seam[0][0] in ENDS)
            if sure >= (at_comma if seam[0].strip() == "," else CONFIDENT):
                yield _Pair(left, right, sure)


def _sides(sentence: str, seam: re.Match[str]) -> tuple[str, str]:
    """A question mark stays with its question."""
    mark = "?" if "?" in seam[0] else ""
    return sentence[: seam.start()].strip() + mark, sentence[seam.end() :].strip()


def _sure(left: str, right: str, understand: Understand, *, ended: bool) -> float:
    """0 unless these are two different requests; at the end of a sentence a question about
    whatever it may be is one."""
    one, other = understand(left), understand(right)
    if isinstance(one, Meant) and isinstance(other, Meant):
        if one.intent == other.intent and _alike(left, right):
            return 0
    elif not isinstance(one, Meant) and not isinstance(other, Meant):
        return 0
    return min(_alone(one, asks=ended and _asks(left)), _alone(other, asks=ended and _asks(right)))


def _alone(understood: Understood, *, asks: bool) -> float:
    sure = understood.confidence if isinstance(understood, Meant) else 0
    return max(sure, CONFIDENT) if asks else sure


def _wants_something(part: str) -> bool:
    """*Halo* and *makasih* go with the request beside them, as do *60 jt* and *40 seat*."""
    rest = plainly(without(part, *counts.read(part)))
    return any(word not in COURTESIES and word[0] != MARK and not word.isdigit() for word in rest)


def _alike(left: str, right: str) -> bool:
    """Two requests of one kind are one unless they are about different things."""
    return not (_about(left) and _about(right)) or _about(left) == _about(right)


def _about(part: str) -> set[str]:
    company = companies.by_form(part, [])
    found = {reference.value for reference in names.references(part)}
    return found | ({company.value.casefold()} if company else set())


def _asks(part: str) -> bool:
    words = plainly(part)
    return len(words) >= A_QUESTION and any(word in ASKS for word in words)
