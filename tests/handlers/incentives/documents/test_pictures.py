from __future__ import annotations

from dataclasses import replace

import pytest

from bot.platforms import pictures as drawing
from bot.platforms.slack.tables import chart
from handlers.incentives.documents.pictures import pictures
from handlers.incentives.documents.values import Rule
from storage.values import Language
from tests.handlers.incentives.documents.making import RETURNED, rupiah, seats, statement


def test_months_and_sources_are_two_pictures() -> None:
    months, sources = pictures(statement(), Language.EN)
    assert [(bar.label, bar.shown) for bar in months.bars] == [
        ("August 2026", "-Rp 1,500,000"),
        ("September 2026", "Rp 30,000,000"),
    ]
    assert sources.title == "Where Rp 29,950,000 came from"
    assert [(bar.label, bar.shown) for bar in sources.bars] == [
        ("Growth rebate", "Rp 28,200,000 (94.2%)"),
        ("SPIFF per Pro seat", "Rp 1,750,000 (5.8%)"),
    ]


def test_they_say_the_same_in_words() -> None:
    _, sources = pictures(statement(), Language.ID)
    assert sources.alternative.startswith("Diagram batang asal penghasilan. Growth 2026")
    assert "Rp 1.750.000 (5,8%)" in sources.alternative


def test_many_sources_end_with_everything_else() -> None:
    lines = [replace(seats(n), rule=Rule(f"Plan {n}", "Bonus", 1)) for n in range(9)]
    _, sources = pictures(statement(lines), Language.EN)
    assert len(sources.bars) == 6
    assert (sources.bars[-1].label, sources.bars[-1].value) == (
        "Everything else",
        rupiah(4_000_000).minor,
    )


@pytest.mark.parametrize(
    ("rules", "labels"),
    [
        ((Rule("A", "Bonus", 1), Rule("A", "Rebate", 1)), {"Bonus", "Rebate"}),
        ((Rule("A", "Bonus", 1), Rule("B", "Bonus", 1)), {"Bonus, A", "Bonus, B"}),
        ((Rule("A", "Bonus", 1), Rule("A", "Bonus", 2)), {"Bonus, A v1", "Bonus, A v2"}),
    ],
)
def test_a_source_is_called_as_shortly_as_can_be(
    rules: tuple[Rule, Rule], labels: set[str]
) -> None:
    lines = [replace(seats(n), rule=rule) for n, rule in enumerate(rules)]
    _, picture = pictures(statement(lines), Language.EN)
    assert {bar.label for bar in picture.bars} == labels


def test_what_takes_away_hangs_without_a_share() -> None:
    (picture,) = pictures(replace(statement([RETURNED]), months=()), Language.EN)
    assert [(bar.value, bar.shown) for bar in picture.bars] == [
        (rupiah(-2_500_000).minor, "-Rp 2,500,000")
    ]


def test_nothing_earned_is_no_picture() -> None:
    assert not list(pictures(replace(statement([]), months=()), Language.EN))


@pytest.mark.parametrize("language", Language)
def test_every_platform_draws_them(language: Language) -> None:
    for picture in pictures(statement(), language):
        assert drawing.png(picture).startswith(b"\x89PNG")
        assert list(chart(picture))
