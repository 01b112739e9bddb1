"""Tells in which language a text is written."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

#: Those of the embedding model that partners write in; others are taken for the nearest.
LANGUAGES = frozenset(
    {"ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "ko"}
    | {"nl", "pt", "ru", "ta", "th", "tl", "tr", "vi", "zh"}
)
#: Near enough to Indonesian for its words to be understood; the model knows no Sundanese.
AS_INDONESIAN = frozenset({"ms", "jv"})
OURS = ("en", "id")
NOT_LATIN = frozenset({"ar", "hi", "ja", "ko", "ru", "ta", "th", "zh"})
ENOUGH = 2_000  #: characters
TELLING = 0.15  #: of the words are little ones, in a text that they settle
SURE = 2  #: times as many little words of one language as of the other
CERTAIN = 0.8  #: for a short text in a language that few of our partners write
LIKELY = 0.5  #: for a longer one
SHORT = 5  #: words
WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The ISO 639-1 code of one of LANGUAGES; Malay and its neighbours are *id*."""
    some = text[:ENOUGH]
    words = WORD.findall(some.casefold())
    return (_settled(words) or _modelled(some, len(words))) if words else "en"


def _settled(words: list[str]) -> str:
    """By little words alone; empty when they say too little."""
    counts = {language: sum(word in _little()[language] for word in words) for language in OURS}
    english, indonesian = counts["en"], counts["id"]
    if max(english, indonesian) < TELLING * len(words):
        return ""
    if indonesian >= SURE * english:
        return "id"
    return "en" if english > SURE * indonesian else ""


def _modelled(text: str, words: int) -> str:
    likely = _model().rank(text)
    best, chance = likely[0]
    in_own_letters = best in NOT_LATIN and not text.isascii()
    if not in_own_letters and chance < (CERTAIN if words <= SHORT else LIKELY):
        best = next(language for language, _ in likely if language in {*OURS, *AS_INDONESIAN})
    return "id" if best in AS_INDONESIAN else str(best)


@cache
def _little() -> dict[str, frozenset[str]]:
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {language: frozenset(words[language].split()) for language in OURS}


@cache
def _model() -> Any:
    """Loaded when it is first needed: it takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([*LANGUAGES, *AS_INDONESIAN])
    return model
