"""What a sentence can come to mean, and the examples that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from storage.values import Language


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that means this intent, as a catalogue lists it."""

    text: str
    intent: str
    language: Language


@dataclass(frozen=True, slots=True)
class Meant:
    """One intent, with the calibrated chance that it is right."""

    intent: str
    confidence: float
    language: Language


@dataclass(frozen=True, slots=True)
class Torn:
    """Intents that fit about equally, the better first: ask which."""

    intents: tuple[str, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class Unclear:
    """Like no intent that is known: a question for the knowledge base."""

    language: Language


Understood: TypeAlias = Meant | Torn | Unclear
