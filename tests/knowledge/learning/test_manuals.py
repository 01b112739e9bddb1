"""Questions about invented manuals: each stands by a twin that its section cannot answer."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import knowledge
from knowledge.markdown import sections

LEARNING = Path(knowledge.__file__).parent / "learning"
MANUALS = LEARNING / "manuals"
QUESTION_WORDS = {
    "en": "who whom what when where why which how can may is do does am",
    "id": "siapa apa kapan mana kenapa gimana berapa brp bisa boleh nggak apakah",
}
#: by how much the two kinds may differ, as a share of the smaller one
UNEVEN = 1.25
#: question words rarer than this say nothing about balance
RARE = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the file: a question in both languages, put to one section."""

    file: str
    heading: str
    lang: str
    question: dict[str, str]
    answer: str | None
    pair: str

    @property
    def answerable(self) -> bool:
        return self.answer is not None

    @property
    def section(self) -> str:
        return manual(self.file)[self.heading]


@cache
def manual(file: str) -> dict[str, str]:
    _, parts = sections((MANUALS / file).read_text(encoding="utf-8"))
    return {part.heading: part.text for part in parts}


@cache
def lines() -> tuple[Asked, ...]:
    text = (LEARNING / "questions_manuals.jsonl").read_text(encoding="utf-8")
    return tuple(_asked(json.loads(line)) for line in text.splitlines())


def _asked(line: dict[str, object]) -> Asked:
    assert set(line) == {"passage", "question_en", "question_id", "answer", "pair"}
    passage, answer = line["passage"], line["answer"]
    assert isinstance(passage, dict)
    assert passage["set"] == "manuals"
    assert answer is None or isinstance(answer, str)
    question = {language: str(line[f"question_{language}"]) for language in ("en", "id")}
    at = (passage["file"], passage["heading"], passage["lang"])
    return Asked(*at, question, answer, str(line["pair"]))


def words(question: str) -> list[str]:
    return re.findall(r"\w+", question.lower())


def kinds(language: str) -> tuple[list[list[str]], list[list[str]]]:
    """The words of the questions that are answered, and of those that are not."""
    split: tuple[list[list[str]], list[list[str]]] = ([], [])
    for asked in lines():
        split[not asked.answerable].append(words(asked.question[language]))
    return split


def even(one: float, other: float) -> bool:
    return max(one, other) <= UNEVEN * min(one, other)


def mean(numbers: Iterable[int]) -> float:
    counted = list(numbers)
    return sum(counted) / len(counted)


def test_every_answer_stands_once_in_its_section() -> None:
    lost = [(a.pair, a.answer) for a in lines() if a.answer and a.section.count(a.answer) != 1]
    assert lost == []


def test_an_answer_is_shorter_than_what_it_answers_from() -> None:
    assert all(a.answer is None or 0 < len(a.answer) < len(a.section) / 2 for a in lines())


def test_every_pair_asks_one_section_one_question_of_each_kind() -> None:
    pairs = defaultdict(list)
    for asked in lines():
        pairs[asked.pair].append(asked)
    for pair in pairs.values():
        assert sorted(asked.answerable for asked in pair) == [False, True]
        assert len({(asked.file, asked.heading) for asked in pair}) == 1


def test_every_section_of_every_manual_is_asked_about() -> None:
    asked = {(a.file, a.heading) for a in lines()}
    written = {(path.name, part) for path in MANUALS.glob("*.md") for part in manual(path.name)}
    assert asked == written


def test_the_language_is_the_one_in_the_name() -> None:
    assert all(asked.file.endswith(f".{asked.lang}.md") for asked in lines())


@pytest.mark.parametrize("path", sorted(MANUALS.glob("*.md")), ids=lambda path: path.name)
def test_a_manual_is_a_few_dense_sections(path: Path) -> None:
    parts = manual(path.name)
    assert 4 <= len(parts) <= 7
    assert all(50 <= len(text.split()) <= 150 for text in parts.values())


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_question_is_put_to_a_section_twice(language: str) -> None:
    put = Counter((a.file, a.heading, a.question[language]) for a in lines())
    assert [question for question, times in put.items() if times > 1] == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_length_of_a_question_does_not_tell_its_kind(language: str) -> None:
    answered, refused = kinds(language)
    assert even(mean(map(len, answered)), mean(map(len, refused)))


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_question_word_does_not_tell_the_kind(language: str) -> None:
    answered, refused = (Counter(w for q in kind for w in set(q)) for kind in kinds(language))
    common = [
        word for word in QUESTION_WORDS[language].split() if answered[word] + refused[word] >= RARE
    ]
    assert len(common) > 5
    assert [w for w in common if not even(answered[w], refused[w])] == []
