"""What was found on comparing two names, and how much it lets them be one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How sure it is that two names are one company, the surest first."""

    SAME = "same"
    FLAG = "flag"
    REVIEW = "review"
    DIFFERENT = "different"


ORDER = tuple(Level)


class Sign(StrEnum):
    """A way in which two names agree or differ."""

    EQUAL = "equal"
    SPACING = "spacing"
    ALIAS = "alias"
    ORDER = "order"
    SPELLING = "spelling"
    SLIP = "slip"
    MEANING = "meaning"
    ABBREVIATION = "abbreviation"
    ACRONYM = "acronym"
    INITIAL = "initial"
    ADDITION = "addition"
    COUNTRY = "country"
    COMMON = "common"
    APART = "apart"
    NUMBER = "number"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of either name that it is about, and the best level that it leaves."""

    sign: Sign
    one: str
    other: str
    level: Level

    def turned(self) -> Evidence:
        return Evidence(self.sign, self.other, self.one, self.level)


@dataclass(frozen=True, slots=True)
class Match:
    level: Level
    evidence: tuple[Evidence, ...]

    @classmethod
    def of(cls, found: tuple[Evidence, ...]) -> Match:
        """As sure as the weakest evidence."""
        return cls(max((each.level for each in found), key=ORDER.index), found)

    def turned(self) -> Match:
        return Match(self.level, tuple(each.turned() for each in self.evidence))
