"""Countries by their names in both languages."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from storage.values import Language

CODE = re.compile(r"[A-Z]{2}")
PLACED = re.compile(r"\b(?:di|in|negara|country)\s*:?\s+(?=([^\W\d_][\w\s]{2,30}))", re.IGNORECASE)


def read(text: str) -> str:
    """The code of the country that this is the name or the code of; empty for none."""
    plain = text.strip()
    known = _codes()
    return plain.upper() if plain.upper() in known.values() else known.get(plain.casefold(), "")


def said(sentence: str) -> str:
    """The country of *pelanggan di Malaysia*."""
    for match in PLACED.finditer(sentence):
        words = match[1].split()
        for length in range(len(words), 0, -1):
            if code := _codes().get(" ".join(words[:length]).casefold()):
                return code
    return ""


def name(code: str, language: Language) -> str:
    shown: str = Locale(language.value).territories.get(code, code)
    return shown


@cache
def _codes() -> dict[str, str]:
    return {
        shown.casefold(): code
        for language in Language
        for code, shown in Locale(language.value).territories.items()
        if CODE.fullmatch(code)
    }
