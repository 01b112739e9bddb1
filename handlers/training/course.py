"""What a course is made of, read from a published version's or a draft's document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.partners import Partner, Tier
from storage.values import Language

LETTERS = "ABCD"
DEFAULTS = {
    "pass_mark": 80,
    "valid_days": 365,
    "tries": 3,
    "position": 1,
    "kinds": [],
    "tiers": [],
}


@dataclass(frozen=True, slots=True)
class Source:
    """What to read: a section of a document, whose heading differs by language."""

    title: str
    version: str
    headings: Mapping[str, str]

    def heading(self, language: str) -> str:
        return self.headings.get(language) or next(iter(self.headings.values()), "")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with four options in each language; `right` is the letter of the right one."""

    texts: Mapping[str, str]
    options: Mapping[str, Sequence[str]]
    right: str
    source: Source
    confirmed: bool = True

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Question:
        source = Source(document["title"], document["version"], document["headings"])
        confirmed = document.get("confirmed", True)
        return cls(document["texts"], document["options"], document["right"], source, confirmed)

    @property
    def document(self) -> dict[str, Any]:
        return {
            "texts": dict(self.texts),
            "options": {name: list(options) for name, options in self.options.items()},
            "right": self.right,
            "title": self.source.title,
            "version": self.source.version,
            "headings": dict(self.source.headings),
            "confirmed": self.confirmed,
        }

    def text(self, language: str) -> str:
        return self.texts.get(language) or next(iter(self.texts.values()))

    def choices(self, language: str) -> list[tuple[str, str]]:
        """Each letter with its option."""
        options = self.options.get(language) or next(iter(self.options.values()))
        return list(zip(LETTERS, options, strict=True))

    def option(self, letter: str, language: str) -> str:
        return dict(self.choices(language))[letter]

    @property
    def missing(self) -> list[Language]:
        """The languages in which it cannot be asked yet."""
        return [each for each in Language if not self._is_whole(each)]

    def _is_whole(self, language: str) -> bool:
        options = [option.strip() for option in self.options.get(language, ())]
        differ = len({option.casefold() for option in options if option}) == len(LETTERS)
        return differ and bool(self.texts.get(language, "").strip())


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document of the knowledge; without a version, the one in force."""

    title: str
    version: str = ""

    @property
    def name(self) -> str:
        return f"{self.title} {self.version}".strip()


@dataclass(frozen=True, slots=True)
class Syllabus:
    """A whole course: what is read, what is asked, and what counts as passed."""

    titles: Mapping[str, str]
    lessons: tuple[Lesson, ...]
    questions: tuple[Question, ...]
    pass_mark: int
    valid_days: int
    tries: int
    position: int
    kinds: tuple[str, ...]
    tiers: tuple[str, ...]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Syllabus:
        settled = {**DEFAULTS, **document}
        return cls(
            titles=settled["titles"],
            lessons=tuple(Lesson(each["title"], each["version"]) for each in settled["lessons"]),
            questions=tuple(Question.of(each) for each in settled["questions"]),
            pass_mark=settled["pass_mark"],
            valid_days=settled["valid_days"],
            tries=settled["tries"],
            position=settled["position"],
            kinds=tuple(settled["kinds"]),
            tiers=tuple(settled["tiers"]),
        )

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()))

    def suits(self, partner: Partner | None, tier: Tier | None) -> bool:
        """Staff may take every course; a partner those for its kind and tier."""
        if partner is None:
            return True
        kind_fits = not self.kinds or partner.kind in self.kinds
        return kind_fits and (not self.tiers or tier in self.tiers)

    def right(self, letters: str) -> int:
        """How many of the letters, in the order of the questions, are right."""
        keys = [question.right for question in self.questions]
        return sum(given == right for given, right in zip(letters, keys, strict=False))

    def percent(self, letters: str) -> int:
        return 100 * self.right(letters) // len(self.questions)

    def is_passed(self, letters: str) -> bool:
        return 100 * self.right(letters) >= self.pass_mark * len(self.questions)
