"""The separate requests in one message, split only where each side stands on its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from handlers.conversation.slots import companies, counts, names
from handlers.conversation.slots.reading import without
from handlers.conversation.slots.words import listed
from handlers.conversation.understanding.meaning import Meant, Unclear, Understood
from handlers.conversation.understanding.slang import COURTESIES
from handlers.conversation.understanding.tidy import MARK, plainly

JOINED = r"(?:juga|also|then|lalu|terus|trus|dan|and|sekalian|oh ya|btw|plus|next|kemudian)"
SEAM = re.compile(
    rf"(?:[?!;\n]+\s*|\.\s+)(?:{JOINED}\b,?\s+)*"
    r"|(?:,\s*|\s+)(?:dan|and|lalu|terus|then|plus|serta|sekalian|also|juga)\s+"
    rf"(?:{JOINED}\s+)?|\s+&\s+|,\s+",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[^\d\s]:\s")  #: what follows is to be passed on, and asks nothing of us
ASKS = listed(
    "apa apakah berapa brp bagaimana gimana kapan kenapa mengapa siapa mana bolehkah bisakah what"
    " how when where who which why does do is are can could"
)
A_QUESTION = 5  #: words, at least, for a question about nothing known to be a request of its own
CONFIDENT = 0.55  #: how sure each side must be
CONFIDENT_AT_END = 0.4  #: where a sentence ends between them
#: Where only a comma stands, which mostly lists details of one request, each side must also
#: be surer than the whole.
CONFIDENT_AT_COMMA = 0.75
A_REFERENCE = f"{MARK}reference"
MOST_SEAMS = 12
FEW_SEAMS = 5  #: in a stretch that may be several requests itself
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
    return _Splitter(cache(understand)).split(sentence)


class _Splitter:
    """Knows each stretch of the message once, however often it is looked at."""

    def __init__(self, understand: Understand) -> None:
        self._understand = understand
        self.split = cache(self._split)

    def _split(self, sentence: str) -> list[str]:
        best = max(self._pairs(sentence), key=lambda pair: pair.sure, default=None)
        if best is None:
            return [sentence.strip()]
        return [*self.split(best.left), *self.split(best.right)]

    def _pairs(self, sentence: str) -> Iterator[_Pair]:
        at_comma = max(CONFIDENT_AT_COMMA, _sure_of(self._understand(sentence)))
        for seam in _seams(sentence):
            left, right = _sides(sentence, seam)
            if _wants_something(left) and _wants_something(right) and not _goes_on(seam, right):
                sure = self._sure(left, right, ended=seam[0][0] in ENDS)
                if sure >= (at_comma if seam[0].strip() == "," else _enough(seam)):
                    yield _Pair(left, right, sure)

    def _sure(self, left: str, right: str, *, ended: bool) -> float:
        """0 unless these are two different requests; at the end of a sentence a question about
        whatever it may be is one."""
        one, other = self._understand(left), self._understand(right)
        if isinstance(one, Meant) and isinstance(other, Meant):
            if one.intent == other.intent and _alike(left, right):
                return 0
        elif isinstance(one, Unclear) and isinstance(other, Unclear):
            return 0
        return min(self._alone(left, ended=ended), self._alone(right, ended=ended))

    def _alone(self, part: str, *, ended: bool) -> float:
        """How surely it is a request, or several."""
        sure = _sure_of(self._understand(part))
        if sure < CONFIDENT and ((ended and _asks(part)) or self._is_several(part)):
            return CONFIDENT
        return sure

    def _is_several(self, part: str) -> bool:
        return len(_seams(part)) <= FEW_SEAMS and len(self.split(part)) > 1


def _seams(sentence: str) -> list[re.Match[str]]:
    quoted = QUOTED.search(sentence)
    seams = SEAM.finditer(sentence, 0, quoted.start() if quoted else len(sentence))
    return list(islice(seams, MOST_SEAMS))


def _enough(seam: re.Match[str]) -> float:
    return CONFIDENT_AT_END if seam[0][0] in ENDS else CONFIDENT


def _sides(sentence: str, seam: re.Match[str]) -> tuple[str, str]:
    """A question mark stays with its question."""
    mark = "?" if "?" in seam[0] else ""
    return sentence[: seam.start()].strip() + mark, sentence[seam.end() :].strip()


def _sure_of(understood: Understood) -> float:
    return understood.confidence if isinstance(understood, Meant) else 0


def _goes_on(seam: re.Match[str], right: str) -> bool:
    """*…berapa dan kapan*, *…held and why*: one more thing to know about the same."""
    return seam[0][0] not in ENDS and all(
        word.strip("?!., ") in ASKS for word in right.lower().split()
    )


def _wants_something(part: str) -> bool:
    """*Halo* and *makasih* go with the request beside them, as do *60 jt* and *40 seat*."""
    rest = plainly(without(part, *counts.read(part)))
    return any(word not in COURTESIES and _is_telling(word) for word in rest)


def _is_telling(word: str) -> bool:
    return word == A_REFERENCE or (word[0] != MARK and not word.isdigit())


def _alike(left: str, right: str) -> bool:
    """Two requests of one kind are one unless they are about different things."""
    return not (_about(left) and _about(right)) or _about(left) == _about(right)


def _about(part: str) -> set[str]:
    company = companies.by_form(part, [])
    found = {reference.value for reference in names.references(part)}
    return found | ({company.value.casefold()} if company else set())


def _asks(part: str) -> bool:
    """A question of some length, or one word about a deal: *lalu D-1007?*"""
    words = plainly(part)
    is_long = len(words) >= A_QUESTION or bool(names.references(part))
    return is_long and (any(word in ASKS for word in words) or part.endswith("?"))
