"""The questions about the guides: answered word for word or not at all, and fairly paired."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from statistics import mean

import pytest

from knowledge.learning.guides import GuideQuestion, passages, questions

ROOT = Path(__file__).parents[3]
KNOWLEDGE = ROOT.parent / "shared" / "data" / "knowledge"
QUESTIONS = ROOT / "knowledge" / "learning" / "questions_guides.jsonl"

ARTICLE = """---
title: Pie
---

<aside>
not this
</aside>

## Ask
### Whom

Ask **the  cook**
now.

* Pay
"""

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An article with a quote that is left out, and two answers."""
    (tmp_path / "opensource-guide").mkdir()
    (tmp_path / "opensource-guide" / "articles.jsonl").write_text(
        json.dumps({"path": "pie.md", "text": ARTICLE}), "utf-8"
    )
    (tmp_path / "covid-faq").mkdir()
    (tmp_path / "covid-faq" / "faq_covidbert.csv").write_text(
        'question,answer\nHow?,"One  two.\n\nThree."\nWhy?,So.\n', "utf-8"
    )
    return tmp_path


def test_the_passages_of_a_folder(folder: Path) -> None:
    assert passages(folder) == {
        "pie.md#Ask › Whom": "Ask the cook now.\nPay",
        "0#answer": "One two.\nThree.",
        "1#answer": "So.",
    }


def test_a_question_finds_its_passage_again(folder: Path) -> None:
    file = folder / "questions.jsonl"
    file.write_text(json.dumps(_row("two.", "Three.")), "utf-8")
    (question,) = questions(folder, file)
    assert question == GuideQuestion("two.\nThree.", "covid-faq", "en", "q", "t", "Three", "p")


@pytest.mark.parametrize(("row", "reason"), [("[]", "no question"), ("four", "no longer hold")])
def test_what_cannot_be_found_again_is_named(folder: Path, row: str, reason: str) -> None:
    file = folder / "questions.jsonl"
    file.write_text(row if row == "[]" else json.dumps(_row(row, row)), "utf-8")
    with pytest.raises(ValueError, match=reason):
        questions(folder, file)


def _row(start: str, end: str) -> dict[str, object]:
    passage = {"set": "covid-faq", "id": "0#answer", "lang": "en", "start": start, "end": end}
    return {
        "passage": passage,
        "question_en": "q",
        "question_id": "t",
        "answer": "Three",
        "pair": "p",
    }


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
