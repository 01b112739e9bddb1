"""Finance enters rates in chat, sees what waits for one, and what waited is paid."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculating import Calculator
from bot.due import run_due_jobs
from handlers.conversation.registry import Registry
from handlers.conversation.slots import Reader
from handlers.incentives.engine.selling.rates import STANDS, Rates
from handlers.incentives.exchanging.hearing import Heard, heard
from storage.audit import AuditEntry
from storage.fx import Pair
from storage.store import Store
from storage.values import Language, Money
from tests.conftest import NOW, People
from tests.handlers.incentives.earning.making import extra_plan
from tests.handlers.incentives.selling import sell
from tests.world.posting import Post

DAY = date(2026, 8, 31)
DOLLAR = Pair("USD", "IDR", "")


def published(store: Store) -> list[tuple[date, Decimal, int]]:
    with store.reading() as records:
        return [(each.day, each.rate, each.revision) for each in records.fx.believed()]


def publish(store: Store, rate: str = "16000", day: date = DAY) -> None:
    with store.transaction() as records:
        records.fx.publish(DOLLAR, day, Decimal(rate), NOW)


@pytest.mark.parametrize(
    ("language", "sentence", "day", "rate"),
    [
        (Language.ID, "kurs USD 31 Agustus 16.250", DAY, "16250"),
        (Language.EN, "the dollar is 16,250 on 31 August", DAY, "16250"),
        (Language.ID, "kurs dolar 31 Agustus Rp 16.250,50", DAY, "16250.50"),
        (Language.EN, "1 USD = 16,250.5 IDR on 31 August 2026", DAY, "16250.5"),
        (Language.EN, "USD/IDR 31 August 16250", DAY, "16250"),
        (Language.EN, "the dollar is 16.250 on 31 August", DAY, "16.250"),
        (Language.ID, "kurs USD 16.250", None, "16250"),
        (Language.ID, "kurs USD 31 Agustus", DAY, None),
    ],
)
def test_sentences_say_rates(
    language: Language, sentence: str, day: date | None, rate: str | None
) -> None:
    said = heard(sentence, Reader(language, "IDR", NOW), [])
    assert said == Heard("USD", "IDR", day, Decimal(rate) if rate else None, "")


def test_the_first_rate_is_asked_about(chat: People, store: Store) -> None:
    fajar = chat("fajar").says("kurs USD 31 Agustus 16.250")
    fajar.hears("1 USD = 16.250 IDR", "kurs pertama", "31 Agustus 2026")
    assert published(store) == []
    fajar.presses("Ya, simpan").hears("sudah disimpan")
    assert published(store) == [(DAY, Decimal(16250), 1)]


def test_a_rate_near_the_last_is_stored_at_once(chat: People, store: Store) -> None:
    publish(store)
    fajar = chat("fajar").says("the dollar is 16,250 on 1 September")
    fajar.hears("is stored", "16,000 (31 August 2026)", "+1.56 %")
    assert published(store)[0] == (date(2026, 9, 1), Decimal(16250), 1)
    with store.reading() as records:
        (entry,) = records.session.query(AuditEntry).filter_by(action="rates.publish")
        assert entry.detail["rate"] == "16250"


def test_the_question_may_be_answered_in_words(chat: People, store: Store) -> None:
    fajar = chat("fajar").says("kurs USD 31 Agustus 16.250").hears("Sudah benar?")
    fajar.says("batal").hears("Tidak ada yang disimpan")
    fajar.says("kurs USD 31 Agustus 16.250").says("tidak").hears("Tidak ada yang disimpan")
    fajar.says("the dollar is 16,250 on 31 August").says("no, wrong").hears("Nothing was stored")
    fajar.says("kurs USD 31 Agustus 16.250").says("ya, simpan").hears("sudah disimpan")
    assert published(store) == [(DAY, Decimal(16250), 1)]


def test_one_that_moved_much_is_asked_about(chat: People, store: Store) -> None:
    publish(store)
    fajar = chat("fajar").says("the dollar is 18,250 on 1 September").hears("+14.06 %")
    fajar.presses("No").hears("Nothing was stored")
    assert len(published(store)) == 1


def test_a_correction_is_a_new_revision(chat: People, store: Store) -> None:
    publish(store)
    chat("fajar").says("kurs USD 31 Agustus 16.100").hears("sudah disimpan")
    assert published(store) == [(DAY, Decimal(16100), 2)]


@pytest.mark.parametrize(
    ("sentence", "heard"),
    [
        ("kurs USD 16.250", "Kurs tanggal berapa"),
        ("kurs USD 31 Agustus 0", "bukan kurs"),
    ],
)
def test_what_is_not_clear_is_asked(chat: People, store: Store, sentence: str, heard: str) -> None:
    chat("fajar").says(sentence).hears(heard)
    assert published(store) == []


def test_of_several_sources_those_for_the_currency_are_named(chat: People, store: Store) -> None:
    rule = {"kind": "rate", "base": "each", "pct": "1"}
    for source in ("ECB", "Fed"):
        fx = {"rate": "booked_date", "source": source}
        extra_plan(store, rule, plan={"id": source.lower(), "currency": "USD", "fx": fx})
    fajar = chat("fajar").says("exchange rate EUR USD 31 August: 1.08")
    fajar.hears("different sources (ECB, Fed)")
    fajar.says("exchange rate EUR USD 31 August: 1.08 Fed").presses("Yes, store it")
    with store.reading() as records:
        assert [each.pair for each in records.fx.believed()] == [Pair("EUR", "USD", "Fed")]


@pytest.mark.parametrize("who", ["rina", "dewi", "maya", "budi"])
def test_only_finance_enters_rates(chat: People, store: Store, who: str) -> None:
    chat(who).says("kurs USD 31 Agustus 16.250").does_not_hear("kurs pertama", "disimpan")
    assert published(store) == []


def test_what_waits_is_seen_told_and_paid_once_there_is_a_rate(
    chat: People, store: Store, registry: Registry
) -> None:
    sell(store, "bayu", date(2026, 9, 3), 10, amount=Money.of(1000, "USD"))
    calculator = Calculator(store, lambda: NOW)
    calculator.work()
    post = Post(store, registry, NOW)
    run_due_jobs(store, registry, NOW)
    told = post.deliver().to("fajar")
    assert any("USD" in text for text in told)
    fajar = chat("fajar").says("please list all our exchange rates")
    fajar.hears("1 sale in USD of 3 September 2026 waits")
    fajar.says("the dollar is 16,000 on 1 September").presses("Yes, store it")
    fajar.hears("is stored", "1 sale in USD")
    calculator.work()
    fajar.says("please list all our exchange rates").does_not_hear("waits for a rate,")


NUMBERED = st.dictionaries(st.integers(0, 60), st.integers(1, 99), max_size=8)


@given(NUMBERED, st.integers(0, 60))
def test_a_rate_stands_for_a_week_and_no_longer(known: dict[int, int], at: int) -> None:
    days = {DAY + timedelta(days=n): Decimal(rate) for n, rate in known.items()}
    rates = Rates.of({f"USD/IDR@{day}": rate for day, rate in days.items()}, "IDR")
    day = DAY + timedelta(days=at)
    near = [each for each in days if day - STANDS <= each <= day]
    wanted = (Fraction(days[max(near)]), max(near)) if near else None
    assert rates.on("USD", day) == wanted
