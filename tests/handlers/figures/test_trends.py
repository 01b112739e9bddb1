from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from handlers.figures.trends import Figure, Series, Unit, trend
from storage.values import Language, Money, Period


def series(unit: Unit, *figures: Figure) -> Series:
    """One figure a month, from January 2025 on."""
    months = (Period.month(date(2025 + n // 12, n % 12 + 1, 1)) for n in range(len(figures)))
    return Series("Win rate", unit, tuple(zip(months, figures, strict=True)))


def test_the_last_twelve_months_each_with_its_figure() -> None:
    picture = trend(series(Unit.COUNT, *range(14)), Language.EN)
    assert picture.title == "Win rate, March 2025 to February 2026"
    assert [bar.value for bar in picture.bars] == [100 * n for n in range(2, 14)]
    assert picture.alternative.startswith("A bar chart of Win rate by month. March 2025: 2;")


@pytest.mark.parametrize(
    ("unit", "figure", "english", "indonesian"),
    [
        (Unit.PERCENT, Decimal("62.5"), "62.5%", "62,5%"),
        (Unit.DAYS, 1, "1 day", "1 hari"),
        (Unit.DAYS, Decimal("14.5"), "14.5 days", "14,5 hari"),
        (Unit.HOURS, Decimal("1.5"), "1.5 hours", "1,5 jam"),
        (Unit.COUNT, 1200, "1,200", "1.200"),
        (Unit.COUNT, Money.of(-5000, "IDR"), "-Rp 5,000", "-Rp 5.000"),
        (Unit.PERCENT, None, "no figure", "tidak ada angka"),
    ],
)
def test_a_figure_is_written_as_its_unit_is(
    unit: Unit, figure: Figure, english: str, indonesian: str
) -> None:
    for language, shown in ((Language.EN, english), (Language.ID, indonesian)):
        (bar,) = trend(series(unit, figure), language).bars
        assert bar.shown == shown


def test_lengths_keep_what_stands_behind_the_point() -> None:
    figures = (Decimal("62.5"), None, Money.of(3, "IDR"))
    picture = trend(series(Unit.PERCENT, *figures), Language.EN)
    assert [bar.value for bar in picture.bars] == [6250, 0, 300]


def test_a_series_of_nothing_is_only_its_name() -> None:
    picture = trend(series(Unit.COUNT), Language.EN)
    assert (picture.title, picture.bars) == ("Win rate", ())
