"""Reads which of four options a person means: a letter, a place in the row, or its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.training.course import LETTERS

_BEFORE = (
    r"(?:(?:jawab\w*|answer\w*|pilih\w*|choose|choice|pick|option|opsi|huruf|letter|saya|aku|gue|gw"
    r"|i|i'd|i'll|say|my|is|adalah|itu|it's|its|it|the|yang|yg|nomor|no|number|ke|mungkin|maybe"
    r"|kayaknya|sepertinya|hmm+|ok\w*|think|ya|well|go|with|for)\b[\W_]*)*"
)
_AFTER = (
    r"(?:[\W_]*\b(?:one|aja|saja|deh|dong|kak|min|ya|yaa|sih|please|pls|i think|kayaknya"
    r"|mungkin|option|answer)\b)*"
)
LETTER = re.compile(rf"\W*{_BEFORE}\(?(?P<letter>[a-d])\b{_AFTER}\W*", re.IGNORECASE)
PLACES = (
    r"first|1st|one|pertama|satu|kesatu|1",
    r"second|2nd|two|kedua|dua|2",
    r"third|3rd|three|ketiga|tiga|3",
    r"fourth|4th|four|last|keempat|empat|terakhir|4",
)
PLACE = tuple(re.compile(rf"\W*{_BEFORE}(?:{words})\b{_AFTER}\W*", re.I) for words in PLACES)


def letter_in(sentence: str, options: Sequence[str] = ()) -> str | None:
    """*b* · *B.* · *jawaban B* · *the second*; or an option in its own words."""
    spelled = _spelled(sentence, options)
    if spelled is not None:
        return spelled
    found = LETTER.fullmatch(sentence)
    if found is not None:
        return found["letter"].upper()
    places = (n for n, pattern in enumerate(PLACE) if pattern.fullmatch(sentence))
    place = next(places, None)
    return None if place is None else LETTERS[place]


def _spelled(sentence: str, options: Sequence[str]) -> str | None:
    """The only option that says just this, or just this number."""
    said = _plain(sentence)
    alike = [n for n, option in enumerate(options) if said in _readings(option)]
    return LETTERS[alike[0]] if len(alike) == 1 else None


def _readings(option: str) -> set[str]:
    words = _plain(option)
    number = "".join(re.findall(r"\d", words))
    return {words, *([number] if len(number) > 1 else [])}


def _plain(text: str) -> str:
    """Its words and figures, whatever the case, the marks and how thousands are written."""
    together = re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", together))
