"""A rule made of whole numbers, each with a unit and bounds: 90 days; 30 days, once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.conversation.form import Field, TextField
from handlers.conversation.slots.numerals import FIGURES, WORDS, whole
from handlers.conversation.text import Text
from handlers.rules.shapes.shape import Document, Fault, Heard, World

NUMBER = rf"(?P<minus>[-−]\s*|\b(?:minus|negatif|negative)\s+)?(?P<number>{FIGURES}|{WORDS})"
DAYS = r"\s*-?(?:hari|days?)(?:nya)?\b"
TIMES = r"\s*(?:kali|times?|x|perpanjangan|extensions?)\b"
WORKING = r"\s*-?(?:hari\s*(?:kerja|bisnis)?|(?:business|working|work)?\s*-?days?)\b"
WORKING_HOURS = r"\s*-?(?:jam\s*(?:kerja)?|(?:business|working|office)?\s*-?hours?)\b"
#: *dari 90 hari jadi 120 hari*: only the second number is meant.
BEFORE = re.compile(
    rf"\b(?:dari|from)\s+(?:{FIGURES}|{WORDS})[\s\w-]{{0,20}}?(?=\s*\b(?:jadi|menjadi|ke|to|into)\b)",
    re.IGNORECASE,
)
ONCE = re.compile(r"\b(?:once|sekali|satu kali)\b", re.IGNORECASE)
TWICE = re.compile(r"\b(?:twice|dua kali)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """One number: what follows it in a sentence, or what stands before it, and its bounds."""

    name: str
    least: int
    most: int
    after: str = ""
    before: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        between = r"(?:nya)?(?:\s*(?:=|:|jadi|menjadi|ke|to|is|at|maksimal|max|up to|adalah))*\s*"
        behind = rf"\b(?:{self.before}){between}" if self.before else r"(?<![\w.,/-])"
        return re.compile(behind + NUMBER + self.after, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbers:
    numbers: tuple[Number, ...]

    def heard(self, sentence: str, before: Document, world: World) -> Heard:
        sentence = BEFORE.sub(" ", _counted(sentence))
        said = {each.name: _said(each, sentence) for each in self.numbers}
        if not any(said.values()) and len(self.numbers) == 1:
            (only,) = self.numbers
            said = {only.name: _said(Number(only.name, only.least, only.most), sentence)}
        wrong = [n for found in said.values() for n in found if n is None]
        if wrong:
            return Fault("no_whole_number")
        return _every({n: list(dict.fromkeys(f)) for n, f in said.items() if f}, before)

    def fields(self, value: Document, text: Text, world: World) -> tuple[Field, ...]:
        return tuple(
            TextField(each.name, text(f"label_{each.name}"), str(value.get(each.name, "")))
            for each in self.numbers
        )

    def written(self, values: Mapping[str, str], before: Document, world: World) -> Heard:
        found: dict[str, int] = {}
        for each in self.numbers:
            said = values.get(each.name, "").strip()
            number = _whole(re.fullmatch(NUMBER, said, re.IGNORECASE))
            if number is None:
                return Fault("no_whole_number", at=each.name)
            found[each.name] = number
        return [{**before, **found}]

    def fault(self, value: Document) -> Fault | None:
        for each in self.numbers:
            number = value.get(each.name)
            if not isinstance(number, int) or not each.least <= number <= each.most:
                return Fault("bounds", {"least": each.least, "most": each.most}, each.name)
        return None

    def shown(self, value: Document, text: Text, world: World) -> str:
        return ", ".join(
            text.plural(f"unit_{each.name}", value[each.name]) for each in self.numbers
        )


def _counted(sentence: str) -> str:
    return TWICE.sub("2 kali", ONCE.sub("1 kali", sentence))


def _said(number: Number, sentence: str) -> list[int | None]:
    return [_whole(found) for found in number.pattern.finditer(sentence)]


def _whole(found: re.Match[str] | None) -> int | None:
    number = whole(found["number"]) if found else None
    return -number if found and number is not None and found["minus"] else number


def _every(said: Mapping[str, list[int | None]], before: Document) -> list[Document]:
    """What was not said stays; a number said in several ways leaves a choice."""
    if not said:
        return []
    values: list[Document] = [before]
    for name, found in said.items():
        values = [{**value, name: number} for value in values for number in found]
    return values
