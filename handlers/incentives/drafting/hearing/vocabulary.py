"""The words that plans are described with, of both languages at once: people mix them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from handlers.conversation.text import CATALOGUES
from storage.values import Language

#: What stands for a value in a sheet's text: a letter for its kind and a number.
TOKEN = r"⟦{letter}(?P<{name}>\d+)⟧"
LETTERS = {
    "money": "m", "pct": "p", "count": "c", "day": "d", "span": "r", "length": "l",
    "range": "q", "tier": "t", "kind": "k", "region": "g", "product": "x", "category": "y",
    "plan": "n", "band": "b",
}  # fmt: skip
NO_TOKEN = r"(?:[^\W\d_][\w'/-]*|\d+)"
#: A few small words between a cue and its value, never another value.
FEW = rf"[\s:=]*(?:{NO_TOKEN}[\s:=]+){{0,3}}?"


@cache
def pattern(template: str) -> re.Pattern[str]:
    """`{cap}<few><money>`: words of the vocabulary in braces, values in angle brackets, where
    `<money:top>` is named *top*."""
    written = re.sub(r"\{([a-z_]+)\}", lambda match: _any(match[1]), template)
    written = written.replace("<few>", FEW)
    written = re.sub(r"(?<!\?P)<([a-z]+)(?::([a-z_]+))?>", _token, written)
    return re.compile(_spaced(written), re.IGNORECASE)


def says(word: str, text: str) -> bool:
    """Is a word of the vocabulary there, in whatever form?"""
    return pattern("{" + word + "}").search(text) is not None


@cache
def called(key: str) -> re.Pattern[str]:
    """Every name of a tier or a kind of partner."""
    return re.compile(_group(_phrases("called", key)), re.IGNORECASE)


def _any(key: str) -> str:
    return _group(_phrases("reading", key))


def _group(phrases: Sequence[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return _spaced(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")


def _spaced(written: str) -> str:
    """A space is any space, and one with a question mark may be left out."""
    return written.replace(" ?", r"\s*").replace(" ", r"\s+")


def _token(match: re.Match[str]) -> str:
    kind, name = match[1], match[2] or match[1]
    if kind == "value":
        return r"⟦[a-z]\d+⟧"
    if kind == "date":
        return rf"⟦(?P<{name}>[drq]\d+)⟧"
    return TOKEN.format(letter=LETTERS[kind], name=name)


def _phrases(section: str, key: str) -> tuple[str, ...]:
    return tuple(phrase for language in Language for phrase in _words(language)[section][key])


@cache
def _words(language: Language) -> dict[str, dict[str, list[str]]]:
    path = CATALOGUES / language / "drafting.toml"
    return tomllib.loads(path.read_text("utf-8"))
