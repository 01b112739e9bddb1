"""By what a customer with a similar name is found among many: a few keys, equal where names agree.

Two names that agree in all words but one share a key; so do those whose letters agree when they
are run together, and an acronym and its words. Everyday words alone are never a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from handlers.deals.matching.aliases import KNOWN_ALIASES, LONGEST, SHORTEST, Aliases
from handlers.deals.matching.letters import sounds
from handlers.deals.matching.names import meanings, parsed
from handlers.deals.matching.vocabulary import KNOWN

ENDS = 3  #: letters at either end of a word; a slip leaves one end whole
MOST_WORDS = 8


def keys(name: str, country: str = "", aliases: Aliases = KNOWN_ALIASES) -> frozenset[int]:
    """Numbers of 64 bits; names in different countries never share one."""
    found = {
        f"{country}:{key}"
        for each in parsed(name)
        for words in {each.words, aliases.read(each.words)}
        if words
        for key in _of(words[:MOST_WORDS])
    }
    return frozenset(_number(key) for key in found)


def _of(words: tuple[str, ...]) -> Iterator[str]:
    heard = sorted(_heard(word) for word in words)
    yield " ".join(heard)
    yield "=" + _heard("".join(words))
    for at, word in enumerate(heard):
        yield from _without(word, heard[:at] + heard[at + 1 :])
    initials = "".join(word[0] for word in words)
    for acronym in {initials, *words}:
        if SHORTEST <= len(acronym) <= LONGEST and acronym not in KNOWN:
            yield f"^{acronym}"


def _without(word: str, rest: list[str]) -> Iterator[str]:
    """The other words; and where these are nothing special, an end of this one too."""
    others = " ".join(rest)
    if any(each not in _EVERYDAY for each in rest):
        yield others
    else:
        yield f"{others}<{word[:ENDS]}"
        yield f"{others}>{word[-ENDS:]}"


def _heard(word: str) -> str:
    """How what it stands for sounds."""
    return min(sounds(min(meanings(word))))


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)


_EVERYDAY = frozenset(_heard(word) for word in KNOWN)
