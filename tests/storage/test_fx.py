from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from storage.fx import FxRate, Pair
from storage.store import Store
from storage.values import Period
from tests.conftest import NOW
from tests.storage.books import at_once

DOLLAR = Pair("USD", "IDR", "BI")
FRIDAY, SUNDAY, MONDAY = date(2026, 9, 11), date(2026, 9, 13), date(2026, 9, 14)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def store(any_empty_store: Store) -> Store:
    return any_empty_store


def publish(store: Store, day: date, rate: str, now: object = NOW, pair: Pair = DOLLAR) -> FxRate:
    with store.transaction() as records:
        return records.fx.publish(pair, day, Decimal(rate), now)  # type: ignore[arg-type]  # a moment


def test_a_rate_keeps_every_digit(store: Store) -> None:
    kept = publish(store, FRIDAY, "15850.1234567890123456789")
    with store.reading() as records:
        assert records.session.get_one(FxRate, kept.id).rate == Decimal(
            "15850.1234567890123456789"
        )


def test_the_last_rate_until_a_day_is_known(store: Store) -> None:
    publish(store, FRIDAY, "16000")
    with store.reading() as records:
        found = records.fx.last(DOLLAR, SUNDAY)
        assert found is not None
        assert found.day == FRIDAY
        assert records.fx.last(DOLLAR, FRIDAY - timedelta(days=1)) is None
        assert records.fx.last(Pair("USD", "IDR", "ECB"), FRIDAY) is None


def test_a_correction_is_believed_from_when_it_came(store: Store) -> None:
    publish(store, FRIDAY, "16000")
    right = publish(store, FRIDAY, "16500", LATER)
    assert right.revision == 2
    day = Period(FRIDAY, FRIDAY)
    with store.reading() as records:
        before, after = (records.fx.within(DOLLAR, day, when) for when in (NOW, LATER))
        assert before[FRIDAY].rate == Decimal(16000)
        assert after[FRIDAY].rate == Decimal(16500)
        assert [rate.rate for rate in records.fx.believed()] == [Decimal(16500)]


def test_the_same_rate_again_is_the_same_row(store: Store) -> None:
    first, again = publish(store, FRIDAY, "16000"), publish(store, FRIDAY, "16000.00", LATER)
    assert first.id == again.id


def test_an_average_has_each_day_once(store: Store) -> None:
    publish(store, FRIDAY, "16000")
    publish(store, MONDAY, "16100")
    publish(store, MONDAY, "16200", LATER)
    with store.reading() as records:
        days = Period(FRIDAY, MONDAY)
        found = records.fx.within(DOLLAR, days, LATER)
        assert {day: each.rate for day, each in found.items()} == {
            FRIDAY: Decimal(16000),
            MONDAY: Decimal(16200),
        }
        assert len(records.fx.within(DOLLAR, Period(SUNDAY, SUNDAY), LATER)) == 0
        assert [each.day for each in records.fx.believed()] == [MONDAY, FRIDAY]


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "Infinity"])
def test_what_is_no_rate_is_refused(store: Store, rate: str) -> None:
    with pytest.raises(ValueError, match="no exchange rate"):
        publish(store, FRIDAY, rate)


def test_two_who_publish_at_once_overwrite_nothing(store: Store) -> None:
    steps = [lambda n=n: publish(store, FRIDAY, str(16000 + n)) for n in range(3)]
    ended = at_once(*steps, refused=IntegrityError)
    with store.reading() as records:
        found = records.session.query(FxRate).order_by(FxRate.revision).all()
    kept = sum(isinstance(each, FxRate) for each in ended)
    assert [rate.revision for rate in found] == list(range(1, kept + 1))
    assert kept


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.decimals(min_value=Decimal("1e-12"), max_value=Decimal("1e12"), allow_nan=False))
def test_no_digit_is_ever_lost(store: Store, rate: Decimal) -> None:
    with store.transaction() as records:
        kept = records.fx.publish(DOLLAR, FRIDAY, rate, NOW).id
    with store.reading() as records:
        assert records.session.get_one(FxRate, kept).rate == rate
