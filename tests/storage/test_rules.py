from __future__ import annotations

from datetime import date

import pytest

from storage.rules import UnknownRule
from storage.store import Store


@pytest.mark.parametrize(
    ("day", "days"),
    [(date(2026, 1, 1), 60), (date(2026, 6, 30), 60), (date(2026, 7, 1), 90)],
)
def test_each_version_counts_from_its_day_on(any_store: Store, day: date, days: int) -> None:
    with any_store.reading() as records:
        assert records.rules.on("deals.protection", day).value == {"days": days}
        found = records.rules.found("deals.protection", day)
        assert found is not None
        assert found.value == {"days": days}


@pytest.mark.parametrize(
    ("name", "day"),
    [("deals.nothing", date(2026, 9, 16)), ("deals.protection", date(2025, 12, 31))],
)
def test_a_rule_that_is_not_there(any_store: Store, name: str, day: date) -> None:
    with any_store.reading() as records:
        assert records.rules.found(name, day) is None
        with pytest.raises(UnknownRule):
            records.rules.on(name, day)
