from __future__ import annotations

from datetime import date

import pytest

from handlers.incentives import sales
from handlers.incentives.conditions import Condition, hold
from storage.store import Store

CERTIFIED = Condition("member.certified.cloudsuite-sales", "eq", "yes")


@pytest.mark.parametrize(
    ("who", "day", "holds"),
    [
        ("agus", date(2026, 9, 30), True),
        ("agus", date(2026, 10, 1), False),
        ("siti", date(2026, 9, 30), False),
    ],
)
def test_a_rule_may_ask_for_a_certificate_on_the_day(
    store: Store, who: str, day: date, holds: bool
) -> None:
    with store.reading() as records:
        member = records.people.with_handle(who)
        assert member is not None
        sale = sales.imagined(records, member, "CloudSuite Pro", 1, day)
    assert hold([CERTIFIED], sale.facts) is holds
