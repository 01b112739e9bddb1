"""The letters on a page: their faces and widths, and text cut into lines that fit."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import as_file, files
from threading import RLock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

ELLIPSIS = "…"
LACKING = "□"
NAMES = ("Lato-Regular", "Lato-Bold")
SMALLEST = 4.0
MEASURED = 20_000  #: words whose widths are remembered
LONGEST = 2000  #: letters; no more of them are laid out in one place
#: A loaded font is read like a file, from one place on: two who print at once would each move the
#: other's place, and get wrong letters or an error.
ONE_AT_A_TIME = RLock()


@dataclass(frozen=True, slots=True)
class Face:
    """Lato, which has the letters of all European languages and Vietnamese; in place of a
    letter that it lacks stands a sign that says so."""

    size: float
    is_bold: bool = False

    @property
    def name(self) -> str:
        return NAMES[self.is_bold]

    @property
    def leading(self) -> float:
        return self.size * 1.28

    def width(self, text: str) -> float:
        return _width(text, self.name) * self.size


@lru_cache(MEASURED)
def _width(text: str, name: str) -> float:
    """Of letters of size 1: most words of a statement stand in it many times."""
    fonts()
    return float(pdfmetrics.stringWidth(text, name, 1))


def fonts() -> tuple[TTFont, ...]:
    """From the package that ships them, once."""
    with ONE_AT_A_TIME:
        return _loaded()


@cache
def _loaded() -> tuple[TTFont, ...]:
    loaded = []
    for name in NAMES:
        with as_file(files("fontpkg_lato") / "files" / f"{name}.ttf") as path:
            loaded.append(TTFont(name, str(path)))
            pdfmetrics.registerFont(loaded[-1])
    return tuple(loaded)


def plain(text: str) -> str:
    """One line of composed letters; what has no shape cannot be laid out."""
    composed = unicodedata.normalize("NFC", text[:LONGEST])
    return " ".join("".join(map(_shaped, composed)).split())


def _shaped(letter: str) -> str:
    if not letter.isprintable():
        return " "
    return letter if ord(letter) in _known() else LACKING


@cache
def _known() -> frozenset[int]:
    """The letters that both faces have."""
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts()))


def shrunk(text: str, face: Face, room: float) -> Face:
    """The face in which all of a text fits, for figures, of which nothing may be left out."""
    width = face.width(text)
    return face if width <= room else replace(face, size=max(face.size * room / width, SMALLEST))


def wrapped(text: str, face: Face, room: float, most: int = 3) -> list[str]:
    """At most so many lines; the last ends with dots if there was more."""
    whole = plain(text)
    if face.width(whole) <= room:
        return [whole] if whole else []
    lines, words = [""], whole.split(" ")
    while words and len(lines) <= most:
        word = words.pop(0)
        longer = f"{lines[-1]} {word}".strip()
        if face.width(longer) <= room:
            lines[-1] = longer
        elif lines[-1]:
            lines.append("")
            words.insert(0, word)
        else:
            kept = _fitting(word, face, room)
            lines[-1:] = [word[:kept], ""]
            words.insert(0, word[kept:])
    if any(words) or len(lines) > most:
        return [*lines[: most - 1], _dotted(lines[most - 1], face, room)]
    return [line for line in lines if line]


def _fitting(word: str, face: Face, room: float) -> int:
    """How many letters of a word fit; always one."""
    kept = len(word)
    while kept > 1 and face.width(word[:kept]) > room:
        kept -= 1
    return kept


def _dotted(last: str, face: Face, room: float) -> str:
    while last and face.width(last + ELLIPSIS) > room:
        last = last[:-1].rstrip()
    return last + ELLIPSIS
