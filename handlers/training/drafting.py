"""Drafts quiz questions from the sentences of a document, for a person to correct."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.conversation.text import Text
from handlers.training import distractors
from handlers.training.course import LETTERS, Question, Source
from handlers.training.facts import Fact, Kind, facts
from knowledge.passages import sentences
from storage.values import Language

GAP = "____"
MOST_QUESTIONS = 10
SHORTEST, LONGEST = 5, 40  #: words of a sentence that can be asked about
IS = {
    Language.EN: re.compile(r"(?P<what>(?:The|A|An)\s[^,;]{4,90}?)\s(?:is|are)\s"),
    Language.ID: re.compile(r"(?P<what>[A-Z][^,;]{4,90}?)\s(?:adalah|ialah|yaitu)\s"),
}

ALL = re.compile(r"\W*$|,\s")  #: what may follow a fact that is the whole answer


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One document, in the languages that it is written in."""

    title: str
    version: str
    sections: Mapping[str, Sequence[Section]]

    @property
    def language(self) -> str:
        return next(iter(self.sections))


@dataclass(frozen=True, slots=True)
class Spot:
    """A fact in a sentence of a section."""

    section: int
    sentence: int
    words: str
    fact: Fact
    beside: tuple[Fact, ...]


def draft(paper: Paper, others: Sequence[str]) -> list[Question]:
    """Questions in the order of the document, the best of each section before a second one.

    `others` are texts of other documents in the same language: wrong options come from there
    when the document has too few of its own.
    """
    own = [section.text for section in paper.sections[paper.language]]
    known = [
        fact
        for text in (*own, *others)
        for said in sentences(text)
        for fact in facts(said, paper.language)
    ]
    found = (_question(paper, spot, known) for spot in _spots(paper))
    return [question for question in found if question is not None][:MOST_QUESTIONS]


def _spots(paper: Paper) -> list[Spot]:
    """One fact a sentence, and the first sentence of every section first."""
    numbers = range(len(paper.sections[paper.language]))
    found = [spots for number in numbers if (spots := _in_section(paper, number))]
    ranked = [*(spots[0] for spots in found), *(spot for spots in found for spot in spots[1:])]
    return sorted(ranked[:MOST_QUESTIONS], key=lambda spot: (spot.section, spot.sentence))


def _in_section(paper: Paper, number: int) -> list[Spot]:
    found = []
    for place, said in enumerate(sentences(paper.sections[paper.language][number].text)):
        here = facts(said, paper.language) if SHORTEST <= len(said.split()) <= LONGEST else []
        if here:
            found.append(Spot(number, place, said, here[0], tuple(here[1:])))
    return found


def _question(paper: Paper, spot: Spot, known: Sequence[Fact]) -> Question | None:
    """In every language whose sentence at the same place says the same."""
    same = {paper.language: spot} | {
        language: found
        for language in paper.sections
        if language != paper.language and (found := _counterpart(paper, spot, language))
    }
    if spot.fact.kind is Kind.NAME:
        named = distractors.names(spot.fact, known, spot.beside)
        if named is None:
            return None
        written, place = dict.fromkeys(same, named[0]), named[1]
    else:
        values, place = distractors.options(spot.fact, known, spot.beside)
        written = {
            name: [each.fact.written(value, name) for value in values]
            for name, each in same.items()
        }
    texts = {language: _asked(each, language) for language, each in same.items()}
    return Question(texts, written, LETTERS[place], _source(paper, same), confirmed=False)


def _counterpart(paper: Paper, spot: Spot, language: str) -> Spot | None:
    sections = paper.sections[language]
    if len(sections) != len(paper.sections[paper.language]):
        return None
    said = sentences(sections[spot.section].text)
    if spot.sentence >= len(said):
        return None
    words = said[spot.sentence]
    alike = [fact for fact in facts(words, language) if _same(fact, spot.fact)]
    return Spot(spot.section, spot.sentence, words, alike[0], ()) if alike else None


def _same(fact: Fact, other: Fact) -> bool:
    if fact.kind is not other.kind:
        return False
    return fact.raw == other.raw if fact.kind is Kind.NAME else fact.value == other.value


def _asked(spot: Spot, language: str) -> str:
    """*What is the pass mark?* where the sentence says what something is, else with a gap."""
    text, fact = Text.load("training", Language(language)), spot.fact
    defined = IS[Language(language)].match(spot.words)
    if defined and defined.end() == fact.start and ALL.match(spot.words[fact.end :]):
        what = defined["what"]
        subject = what if _is_name(what) else what[0].lower() + what[1:]
        return text("asks_name" if fact.kind is Kind.NAME else "asks_what", what=subject)
    gapped = f"{spot.words[: fact.start]}{GAP}{spot.words[fact.end :]}"
    return text("asks_gap", sentence=gapped.strip())


def _is_name(what: str) -> bool:
    return sum(letter.isupper() for letter in what.split()[0]) > 1


def _source(paper: Paper, same: Mapping[str, Spot]) -> Source:
    headings = {name: paper.sections[name][spot.section].heading for name, spot in same.items()}
    return Source(paper.title, paper.version, headings)
