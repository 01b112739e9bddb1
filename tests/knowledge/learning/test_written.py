"""The written questions stand with the passages they were written for."""

from __future__ import annotations

from knowledge.learning.written import about_manuals, part_of


def test_every_answer_stands_in_its_passage() -> None:
    askings = [*about_manuals("training"), *about_manuals("tuning")]
    assert len(askings) > 1000
    assert all(asking.span is not None for asking in askings if asking.answers)


def test_each_is_asked_in_both_languages() -> None:
    languages = [asking.language for asking in about_manuals("training")]
    assert languages.count("en") == languages.count("id")


def test_a_manual_that_is_tuned_on_is_not_learnt_from() -> None:
    learnt = {asking.passage.name.partition("#")[0] for asking in about_manuals("training")}
    tuned = {asking.passage.name.partition("#")[0] for asking in about_manuals("tuning")}
    assert tuned
    assert not learnt & tuned
    assert {part_of(name) for name in tuned} == {"tuning"}
