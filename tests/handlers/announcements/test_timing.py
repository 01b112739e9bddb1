from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.announcements.timing import (
    At,
    Local,
    Now,
    Timing,
    due,
    from_document,
    has_passed,
    to_document,
)
from tests.conftest import NOW

NINE = datetime(2026, 9, 17, 9, 0)  # noqa: DTZ001 - a wall clock's time has no zone
TOMORROW = datetime(2026, 9, 17, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("timing", [Now(), At(TOMORROW, "Asia/Jakarta"), Local(NINE)])
def test_it_survives_being_stored(timing: Timing) -> None:
    assert from_document(to_document(timing)) == timing


@pytest.mark.parametrize(
    ("timing", "zone", "moment"),
    [
        (Now(), "Asia/Jakarta", NOW),
        (At(TOMORROW, "Asia/Jakarta"), "Asia/Jayapura", TOMORROW),
        (Local(NINE), "Asia/Jakarta", TOMORROW),
        (Local(NINE), "Asia/Makassar", TOMORROW - timedelta(hours=1)),
        (Local(NINE), "Asia/Jayapura", TOMORROW - timedelta(hours=2)),
        (At(NOW - timedelta(hours=1), "UTC"), "UTC", NOW),
        (Local(NINE - timedelta(days=1)), "Asia/Jayapura", NOW),
    ],
)
def test_when_it_is_due_somewhere(timing: Timing, zone: str, moment: datetime) -> None:
    assert due(timing, zone, NOW) == moment


@pytest.mark.parametrize(
    ("timing", "passed"),
    [
        (Now(), False),
        (At(TOMORROW, "UTC"), False),
        (At(NOW - timedelta(minutes=2), "UTC"), True),
        (At(NOW - timedelta(seconds=30), "UTC"), False),
        (Local(NINE), False),
        (Local(NINE - timedelta(days=1)), True),
    ],
)
def test_what_has_passed_where_the_author_is(timing: Timing, passed: bool) -> None:
    assert has_passed(timing, "Asia/Jakarta", NOW) is passed
