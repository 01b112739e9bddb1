"""The words of a text as they are compared: stemmed, the empty ones dropped, like ones alike."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import Stemmer

WORDS = Path(__file__).with_name("words.toml")
STEMMERS = {"en": "english", "id": "indonesian"}
LONGEST_PHRASE = 4
SCALES = {
    3: ("thousand", "ribu", "rb"),
    6: ("million", "juta", "jt"),
    9: ("billion", "miliar", "milyar"),
}
ZEROS = {word: zeros for zeros, words in SCALES.items() for word in words}
TOKEN = re.compile(
    rf"\d(?:[\d.,]*\d)?(?:\s*(?:{'|'.join(ZEROS)})\b|(?![^\W_]))|[^\W_]+", re.IGNORECASE
)
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
FIGURE = re.compile(rf"(\d+(?:[.,]\d+)*)\s*({'|'.join(ZEROS)})?")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or set phrase: how it is compared, and how and where it was written."""

    stem: str
    written: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.written[0].isdigit()

    @property
    def is_name(self) -> bool:
        """Written as one: in a sentence its first word is, too."""
        return self.written[0].isupper()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How one language's words are stemmed, and which phrases mean the same."""

    language: str
    same: Mapping[tuple[str, ...], str]

    def words(self, text: str) -> list[Word]:
        """The words that say what a text is about, in order."""
        tokens = [token(match, self.language) for match in TOKEN.finditer(text)]
        return [word for word in self._meant(tokens, text) if word.stem not in stop_words()]

    def stems(self, text: str) -> list[str]:
        return [word.stem for word in self.words(text)]

    def _meant(self, tokens: list[Word], text: str) -> Iterator[Word]:
        stems, at = [token.stem for token in tokens], 0
        while at < len(tokens):
            phrase, meaning = self._longest(stems[at : at + LONGEST_PHRASE])
            start, end = tokens[at].start, tokens[at + phrase - 1].end
            yield Word(meaning, text[start:end], start, end)
            at += phrase

    def _longest(self, ahead: list[str]) -> tuple[int, str]:
        """How many of the words ahead are one phrase, and what it means."""
        for length in range(len(ahead), 0, -1):
            meaning = self.same.get(tuple(ahead[:length]))
            if meaning is not None:
                return length, meaning
        return 1, ahead[0]


def token(match: re.Match[str], language: str) -> Word:
    written = match[0]
    folded = number(written) if written[0].isdigit() else written.casefold()
    is_fixed = folded in stop_words() or not folded.isalpha()
    return Word(folded if is_fixed else stemmed(folded, language), written, *match.span())


def number(written: str) -> str:
    """1,500,000 and 1.500.000 and 1,5 juta are one number; so are 99.9 and 99,9."""
    match = FIGURE.fullmatch(written.casefold())
    if match is None:
        return written.casefold()
    grouped = GROUPED.fullmatch(match[1]) is not None
    figure = re.sub(r"[.,]", "", match[1]) if grouped else match[1].replace(",", ".")
    zeros = ZEROS.get(match[2] or "", 0)
    return f"{Decimal(figure).scaleb(zeros):f}" if zeros else figure


def stemmed(word: str, language: str) -> str:
    name = STEMMERS.get(language)
    return str(_stemmer(name).stemWord(word)) if name else word


def spoken(text: str) -> str:
    """The language of a longer text, by the little words in it."""
    words = [match[0].casefold() for match in TOKEN.finditer(text)]
    return max(STEMMERS, key=lambda language: sum(word in _stop(language) for word in words))


@cache
def vocabulary(language: str) -> Vocabulary:
    """Every phrase is known in every language, because people mix them: *masa protection*."""
    same = {
        tuple(token(match, language).stem for match in TOKEN.finditer(phrase)): f"={meaning}"
        for meaning, phrases in _data()["same"].items()
        for phrase in phrases
    }
    return Vocabulary(language, same)


@cache
def must() -> frozenset[str]:
    """What an answer has to speak of when the question does."""
    return frozenset(_data()["must"])


@cache
def stop_words() -> frozenset[str]:
    return frozenset().union(*(_stop(language) for language in STEMMERS))


@cache
def _stop(language: str) -> frozenset[str]:
    return frozenset(_data()["stop"][language].split())


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(WORDS.read_text("utf-8"))


@cache
def _stemmer(name: str) -> Any:
    return Stemmer.Stemmer(name)
