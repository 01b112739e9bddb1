from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.rules import InForce, Rule, UnknownRule
from storage.store import Store

TODAY = date(2026, 9, 16)
TOMORROW = TODAY + timedelta(days=1)
NAME = "deals.protection"
NAMES = count(1)


def a_rule(days: int, begins: date, name: str = NAME) -> Rule:
    return Rule(name=name, value={"days": days}, effective_from=begins, source="Deal rules v3")


def test_a_new_version_counts_from_its_day_on(any_store: Store) -> None:
    with any_store.transaction() as records:
        assert records.rules.begin(a_rule(120, TOMORROW), TODAY)
    with any_store.reading() as records:
        assert records.rules.on(NAME, TODAY).value == {"days": 90}
        assert records.rules.on(NAME, TOMORROW).value == {"days": 120}
        assert [each.value["days"] for each in records.rules.named(NAME)] == [60, 90, 120]


def test_a_coming_version_gives_way_to_another_of_its_day(any_store: Store) -> None:
    with any_store.transaction() as records:
        records.rules.begin(a_rule(120, TOMORROW), TODAY)
        assert records.rules.begin(a_rule(100, TOMORROW), TODAY)
        assert [each.value["days"] for each in records.rules.hold(NAME)] == [60, 90, 100]


@pytest.mark.parametrize("begins", [date(2026, 7, 1), date(2026, 1, 1), TODAY - timedelta(days=1)])
def test_what_is_or_was_in_force_stays(store: Store, begins: date) -> None:
    with store.transaction() as records, pytest.raises(InForce):
        records.rules.begin(a_rule(1, begins), TODAY)


def test_one_that_began_today_stays(store: Store) -> None:
    with store.transaction() as records:
        assert records.rules.begin(a_rule(120, TODAY), TODAY)
        with pytest.raises(InForce):
            records.rules.begin(a_rule(100, TODAY), TODAY)
        with pytest.raises(InForce):
            records.rules.withdraw(records.rules.on(NAME, TODAY), TODAY)


def test_a_coming_version_can_be_withdrawn(any_store: Store) -> None:
    with any_store.transaction() as records:
        records.rules.begin(a_rule(120, TOMORROW), TODAY)
        records.rules.withdraw(records.rules.on(NAME, TOMORROW), TODAY)
        assert records.rules.on(NAME, TOMORROW).value == {"days": 90}


def test_of_two_first_versions_one_stays(any_empty_store: Store) -> None:
    with any_empty_store.transaction() as records:
        assert records.rules.first(a_rule(90, TODAY))
        assert not records.rules.first(a_rule(1, TODAY))
        assert records.rules.on(NAME, TODAY).value == {"days": 90}


def test_an_unknown_rule(store: Store) -> None:
    with store.reading() as records:
        assert records.rules.found("deals.nothing", TODAY) is None
        with pytest.raises(UnknownRule):
            records.rules.on("deals.nothing", TODAY)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(changes=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30)), max_size=12))
def test_whatever_is_begun_or_refused_the_past_reads_the_same(
    empty_store: Store, changes: list[tuple[int, int]]
) -> None:
    """Each change comes on some day, for the same or a later one."""
    name, seen = f"rule {next(NAMES)}", dict[date, object]()
    with empty_store.transaction() as records:
        records.rules.first(a_rule(0, date(2026, 1, 1), name))
        today = TODAY
        for number, (passed, ahead) in enumerate(changes, start=1):
            today += timedelta(days=passed)
            seen |= {d: records.rules.on(name, d).value for d in _days(TODAY, today)}
            with suppress(InForce):
                records.rules.begin(a_rule(number, today + timedelta(days=ahead), name), today)
        assert {d: records.rules.on(name, d).value for d in seen} == seen


def _days(first: date, before: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((before - first).days)]
