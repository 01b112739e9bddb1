"""What we write ourselves reads back the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from handlers.conversation.slots import Reader, choices
from handlers.conversation.slots.currencies import BEFORE
from handlers.conversation.text import Text
from storage.values import Language, Money, exponent
from tests.handlers.conversation.slots.readers import NOW

languages = st.sampled_from(Language)
amounts = st.integers(min_value=-(10**17), max_value=10**17)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def reader(language: Language) -> Reader:
    return Reader(language, "IDR", NOW)


def a_day(day: date) -> tuple[date, ...]:
    """A `date` of its own class, as a reading holds it."""
    return (day,)


@given(languages, st.sampled_from(sorted(BEFORE)), amounts)
def test_any_money_that_babel_writes(language: Language, currency: str, minor: int) -> None:
    money = Money(minor, currency)
    written = format_currency(money.amount, currency, locale=language)
    assert [choices(m) for m in reader(language).money(f"total {written}.")] == [(money,)]


@given(languages, st.sampled_from(["IDR", "USD", "JPY"]), amounts)
def test_any_money_that_a_reply_writes(language: Language, currency: str, minor: int) -> None:
    money = Money(minor, currency)
    written = Text(language, {}, {}, {}).money(money)
    assert [choices(m) for m in reader(language).money(written)] == [(money,)]


@given(languages, st.sampled_from(["medium", "long", "full"]), days)
def test_any_day_that_babel_writes(language: Language, form: str, day: date) -> None:
    written = format_date(day, form, locale=language)
    assert [choices(d) for d in reader(language).days(f"closing {written}.")] == [a_day(day)]


@given(languages, days)
def test_any_day_that_a_reply_writes(language: Language, day: date) -> None:
    text = Text(language, {}, {}, {})
    for written in (text.day(day), text.short_day(day)):
        assert [choices(d) for d in reader(language).days(written)] == [a_day(day)]


@given(languages, st.text())
def test_no_text_is_too_strange_to_read(language: Language, text: str) -> None:
    read = reader(language)
    for reading in (*read.money(text), *read.days(text), *read.moments(text), *read.periods(text)):
        assert 0 <= reading.start < reading.end <= len(text)
    read.company(text)


WORDS = """1.2 12 10 2026 / - . , : M jt juta Rp IDR $ PT CV Tbk akhir awal bulan September Jumat
 next last jam setengah malam 9 30 WIB UTC+7 besok seat kursi Q3 tgl the 5th of in weeks lagi"""


@given(languages, st.lists(st.sampled_from(WORDS.split()), max_size=9))
def test_no_mixture_of_words_is_too_strange(language: Language, words: list[str]) -> None:
    read, text = reader(language), " ".join(words)
    found = [*read.money(text), *read.days(text), *read.periods(text), *read.moments(text)]
    assert all(choices(reading) for reading in found)
    read.company(text)


@pytest.mark.parametrize("currency", sorted(BEFORE))
def test_the_minor_units_of_every_currency_are_kept(currency: str) -> None:
    money = Money.of(Decimal("1234.56"), currency)
    shown = Decimal(1235) if exponent(currency) == 0 else Decimal("1234.56")
    assert money.amount == shown
