"""What is learnt from, tuned on and reported on never meets."""

from __future__ import annotations

from collections import Counter

from knowledge.learning.parts import halved, parts, runs


def test_articles_are_cut_in_24_8_and_16_of_48() -> None:
    found = parts(f"article {number}" for number in range(48))
    assert Counter(found.values()) == {"training": 24, "tuning": 8, "report": 16}


def test_the_part_depends_on_nothing_but_the_names() -> None:
    names = [f"article {number}" for number in range(48)]
    assert parts(names) == parts(reversed([*names, *names]))


def test_a_paragraph_stays_in_its_half() -> None:
    texts = [f"paragraph {number}" for number in range(60)]
    assert [halved(text) for text in texts] == [halved(text) for text in texts]
    assert set(map(halved, texts)) == {"tuning", "report"}


def test_paragraphs_between_two_of_one_article_are_of_it() -> None:
    assert runs({1: "Rhine", 3: "Rhine"}, 5) == [None, "Rhine", "Rhine", "Rhine", None]


def test_paragraphs_between_two_articles_are_of_neither() -> None:
    assert runs({0: "Rhine", 3: "Force"}, 4) == ["Rhine", None, None, "Force"]
