"""The words of a handler in one language, and how that language writes money and dates."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal

from storage.values import Language, Money, Period

CATALOGUES = Path(__file__).parents[1] / "text"
ZONE_WORDS = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
BABEL = {Language.EN: "en", Language.ID: "id"}
CLOCK = {Language.EN: "%H:%M", Language.ID: "%H.%M"}

Value = str | int | date | datetime | Money | Period


@dataclass(frozen=True, slots=True)
class Text:
    """One handler's catalogue in one language, for a reader in one zone."""

    language: Language
    replies: Mapping[str, str]
    examples: Mapping[str, tuple[str, ...]]
    commands: Mapping[str, tuple[str, ...]]
    zone: str = "Asia/Jakarta"

    @classmethod
    def load(cls, handler: str, language: Language, zone: str = "Asia/Jakarta") -> Text:
        catalogue = _catalogue(handler, language)
        examples = {name: tuple(said) for name, said in catalogue.get("examples", {}).items()}
        commands = {name: tuple(said) for name, said in catalogue.get("commands", {}).items()}
        return cls(language, catalogue.get("replies", {}), examples, commands, zone)

    def __call__(self, key: str, **values: Value) -> str:
        """The reply of that name; money, dates and moments are written as this language does."""
        return self.replies[key].format_map({n: self.show(v) for n, v in values.items()})

    def plural(self, key: str, count: int, **values: Value) -> str:
        """`key_one` for 1, else `key_other`; both know `{count}`."""
        form = "one" if count == 1 else "other"
        return self(f"{key}_{form}", count=count, **values)

    def show(self, value: Value) -> str:
        match value:
            case Money():
                return self.money(value)
            case Period():
                return self.period(value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case int():
                return format_decimal(value, locale=BABEL[self.language])
            case _:
                return value

    def money(self, money: Money) -> str:
        """With the currency's sign; decimals only where there are some (Rp 8,000,000)."""
        locale, amount = BABEL[self.language], money.amount
        whole = amount == amount.to_integral_value()
        pattern = "¤ #,##0" if whole else "¤ #,##0.00"
        shown = format_currency(amount, money.currency, pattern, locale, currency_digits=False)
        return shown.replace("IDR", "Rp").replace("\xa0", " ")

    def day(self, day: date) -> str:
        """Friday 18 September 2026 · Jumat, 18 September 2026."""
        pattern = "EEEE d MMMM y" if self.language is Language.EN else "EEEE, d MMMM y"
        return format_date(day, pattern, BABEL[self.language])

    def short_day(self, day: date) -> str:
        """18 September 2026, in both languages."""
        return format_date(day, "d MMMM y", BABEL[self.language])

    def moment(self, moment: datetime, zone: str = "") -> str:
        """Day, time and zone word, in the reader's zone unless another is given."""
        zone = zone or self.zone
        local = moment.astimezone(ZoneInfo(zone))
        word = ZONE_WORDS.get(zone) or local.strftime("%Z")
        return f"{self.day(local.date())} {local.strftime(CLOCK[self.language])} {word}"

    def soon(self, moment: datetime) -> str:
        """A moment in the coming days, without its year: Friday 18 September 10:00 WIB."""
        year = str(moment.astimezone(ZoneInfo(self.zone)).year)
        return self.moment(moment).replace(f" {year}", "", 1)

    def period(self, period: Period) -> str:
        """A month, a quarter and a year by name, anything else as its first and last day."""
        locale = BABEL[self.language]
        if period == Period.month(period.first):
            return format_skeleton("yMMMM", period.first, locale=locale)
        if period == Period.quarter(period.first):
            return f"Q{(period.first.month + 2) // 3} {period.first.year}"
        if period == Period.year(period.first):
            return str(period.first.year)
        return f"{self.short_day(period.first)} – {self.short_day(period.last)}"


@cache
def _catalogue(handler: str, language: Language) -> dict[str, dict[str, Any]]:
    path = CATALOGUES / language / f"{handler}.toml"
    return tomllib.loads(path.read_text("utf-8"))
