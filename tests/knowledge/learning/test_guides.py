"""The questions about the guides: answered word for word or not at all, and fairly paired."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from statistics import mean

import pytest

from knowledge.learning.guides import GuideQuestion, questions

ROOT = Path(__file__).parents[3]
KNOWLEDGE = ROOT.parent / "shared" / "data" / "knowledge"
QUESTIONS = ROOT / "knowledge" / "learning" / "questions_guides.jsonl"

#: Words that ask, in both languages; neither kind of question may own one of them.
ASKING = {
    "what": {"what", "apa", "apakah"},
    "who": {"who", "whom", "whose", "siapa"},
    "when": {"when", "kapan"},
    "where": {"where", "mana"},
    "how": {"how", "bagaimana", "gimana", "berapa", "seberapa"},
    "why": {"why", "kenapa", "mengapa"},
    "which": {"which"},
    "denial": {"not", "never", "without", "tidak", "bukan", "tanpa"},
    "order": {"before", "after", "first", "sebelum", "setelah", "pertama"},
}


@pytest.fixture(scope="module")
def asked() -> list[GuideQuestion]:
    if not KNOWLEDGE.exists():
        pytest.skip("shared/data/knowledge is not beside this checkout")
    return questions(KNOWLEDGE, QUESTIONS)


def test_an_answer_stands_in_its_passage(asked: list[GuideQuestion]) -> None:
    assert [q for q in asked if q.answer is not None and q.answer not in q.passage] == []


def test_every_answered_question_has_an_unanswered_twin(asked: list[GuideQuestion]) -> None:
    pairs: dict[str, list[GuideQuestion]] = defaultdict(list)
    for question in asked:
        pairs[question.pair].append(question)
    for first, second in pairs.values():
        assert first.passage == second.passage
        assert (first.answer is None) != (second.answer is None)


def test_no_question_is_asked_twice_about_a_passage(asked: list[GuideQuestion]) -> None:
    for words in ("english", "indonesian"):
        assert len({(q.passage, getattr(q, words)) for q in asked}) == len(asked)


def test_a_passage_is_a_few_paragraphs(asked: list[GuideQuestion]) -> None:
    assert {q.passage for q in asked if not 55 <= len(q.passage.split()) <= 165} == set()


@pytest.mark.parametrize("words", ["english", "indonesian"])
def test_both_kinds_are_equally_long(asked: list[GuideQuestion], words: str) -> None:
    answered, unanswered = (
        mean(len(getattr(q, words).split()) for q in asked if (q.answer is None) is none)
        for none in (False, True)
    )
    assert answered == pytest.approx(unanswered, rel=0.1)


@pytest.mark.parametrize("asking", ASKING)
@pytest.mark.parametrize("words", ["english", "indonesian"])
def test_both_kinds_ask_alike(asked: list[GuideQuestion], words: str, asking: str) -> None:
    holding = [q.answer is None for q in asked if ASKING[asking] & _words(getattr(q, words))]
    assert abs(sum(holding) - len(holding) / 2) <= max(4, len(holding) * 0.15)


def _words(question: str) -> set[str]:
    return set(question.lower().replace("?", " ").replace(",", " ").split())
