"""The separate requests in one message, split only where each side stands on its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from handlers.conversation.slots import companies, names, periods, without
from handlers.conversation.slots.words import listed
from handlers.conversation.understanding.meaning import Meant, Understood
from handlers.conversation.understanding.slang import COURTESIES
from handlers.conversation.understanding.tidy import SOME_DAY, plainly

SEAM = re.compile(
    r"[?!;\n]+\s*|\.\s+|(?:,\s*|\s+)(?:dan|and|lalu|terus|then|plus|serta|sekalian|also|juga)\s+"
    r"(?:(?:juga|also|then|lalu)\s+)?|,\s+",
    re.IGNORECASE,
)
ASKS = listed(
    "apa apakah berapa brp bagaimana gimana kapan kenapa mengapa siapa mana bolehkah bisakah"
    " what how when where who which why does do is are can could"
)
LITTLE = listed("bulan tahun it that in was were itu yang yg di pada untuk for then dulu ya sih")
A_QUESTION = 4  #: words, at least, for a question that nobody knows to be a request of its own
MOST_REQUESTS = 4

Understand = Callable[[str], Understood]


def split(sentence: str, understand: Understand) -> list[str]:
    """From the left: the shortest beginning that is a request and leaves one behind it."""
    parts: list[str] = []
    rest = sentence.strip()
    while len(parts) < MOST_REQUESTS - 1:
        pair = next(_pairs(rest, understand), None)
        if pair is None:
            break
        parts.append(pair[0])
        rest = pair[1]
    return [*parts, rest]


def _pairs(sentence: str, understand: Understand) -> Iterator[tuple[str, str]]:
    for seam in SEAM.finditer(sentence):
        left, right = _at(sentence, seam)
        if _are_two(left, right, seam[0], understand):
            yield left, right


def _at(sentence: str, seam: re.Match[str]) -> tuple[str, str]:
    """A question mark stays with its question."""
    mark = "?" if "?" in seam[0] else ""
    return sentence[: seam.start()].strip() + mark, sentence[seam.end() :].strip()


def _are_two(left: str, right: str, seam: str, understand: Understand) -> bool:
    if not (_says_something(left) and _says_something(right)) or _only_names_a_time(right):
        return False
    one, other = understand(left), understand(right)
    if isinstance(one, Meant) and isinstance(other, Meant):
        return one.intent != other.intent or _of_two(_about(left), _about(right))
    return _may_be_a_question(seam) and (
        (isinstance(one, Meant) and _asks(right)) or (isinstance(other, Meant) and _asks(left))
    )


def _says_something(part: str) -> bool:
    """*Halo*, *makasih* and *tolong* go with the request beside them."""
    return any(word not in COURTESIES for word in plainly(part))


def _only_names_a_time(part: str) -> bool:
    """*and in June?* leans on what was asked before it."""
    times = [*periods.read(part, SOME_DAY)]
    left = plainly(without(part, *times)) if times else ["more"]
    return all(word in ASKS or word in LITTLE for word in left)


def _about(part: str) -> set[str]:
    """What two requests of one kind would differ in."""
    company = companies.by_form(part, [])
    found = {reference.value for reference in names.references(part)}
    return found | ({company.value} if company else set())


def _of_two(left: set[str], right: set[str]) -> bool:
    """Two deals, say; what names nothing of its own goes on about the first."""
    return bool(left and right) and left != right


def _may_be_a_question(seam: str) -> bool:
    """A whole sentence ended here, or a word joined two."""
    return seam.strip() != ","


def _asks(part: str) -> bool:
    words = plainly(part)
    return len(words) >= A_QUESTION and any(word in ASKS for word in words)
