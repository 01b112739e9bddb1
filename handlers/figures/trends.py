"""A standard figure over the last months as a picture for chat."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from babel.dates import format_skeleton
from babel.numbers import format_decimal

from handlers.conversation.reply import Bar, Picture
from handlers.conversation.text import BABEL, Text
from storage.values import Language, Money, Period

CATALOGUE = "figures"
MOST_MONTHS = 12
SCALE = 100  #: lengths of bars are whole numbers; figures have two decimals that count


class Unit(StrEnum):
    """What a figure that is no money is counted in."""

    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    HOURS = "hours"


Figure = Money | Decimal | int | None  #: none: there is nothing to reckon it from


@dataclass(frozen=True, slots=True)
class Series:
    """One figure by month, oldest first."""

    name: str
    unit: Unit
    months: tuple[tuple[Period, Figure], ...]


def trend(series: Series, language: Language) -> Picture:
    """The last twelve months; a month without a figure keeps its place."""
    text = Text.load(CATALOGUE, language)
    months = series.months[-MOST_MONTHS:]
    bars = tuple(
        Bar(_month(month, text), _length(figure), shown(figure, series.unit, text))
        for month, figure in months
    )
    title = series.name
    if bars:
        title = text("trend_title", name=title, first=bars[0].label, last=bars[-1].label)
    said = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    return Picture(title, bars, text("trend_in_words", name=series.name, bars=said))


def _length(figure: Figure) -> int:
    match figure:
        case None:
            return 0
        case Money():
            return figure.minor
        case _:
            return int(figure * SCALE)


def shown(figure: Figure, unit: Unit, text: Text) -> str:
    match figure:
        case None:
            return text("no_figure")
        case Money():
            return text.money(figure)
        case _:
            return _counted(Decimal(figure), unit, text)


def _counted(figure: Decimal, unit: Unit, text: Text) -> str:
    number = format_decimal(figure.normalize(), "#,##0.##", BABEL[text.language])
    match unit:
        case Unit.COUNT:
            return number
        case Unit.PERCENT:
            return f"{number}%"
        case Unit.DAYS | Unit.HOURS:
            return text(f"{unit}_one" if figure == 1 else f"{unit}_other", count=number)
        case _:
            assert_never(unit)


def _month(month: Period, text: Text) -> str:
    return format_skeleton("yMMMM", month.first, locale=BABEL[text.language])
