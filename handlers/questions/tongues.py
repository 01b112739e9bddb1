"""Questions in a language that we have no words of our own in: we speak English then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.questions.asking import Part
from knowledge.language import language_of
from storage.values import Language

A_FEW = 4  #: words; fewer may be nothing but names, unless they have letters of their own


def foreign(sentence: str) -> str:
    """The language of a sentence, when it is none of ours; else empty."""
    if sentence.isascii() and len(sentence.split()) < A_FEW:
        return ""
    found = language_of(sentence)
    return "" if found in set(Language) else found


def in_english(turn: Turn) -> Turn:
    text = Text.load("questions", Language.EN, turn.person.zone)
    return replace(turn, text=text)


def asked_in(language: str, parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(replace(part, language=language) for part in parts)
