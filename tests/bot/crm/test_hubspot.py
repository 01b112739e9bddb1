"""What HubSpot's API answers, and what we make of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import pytest

from bot.crm.outcomes import Later, Refused
from bot.crm.port import Trouble
from handlers.deals.crm import Field, Said, Theirs
from storage.base import Document
from tests.fakes.hubspot import FakeHubSpot
from tests.fakes.mishaps import Mishap, answers, resets, waits

T = TypeVar("T")
SAID: Said = {
    Field.VALUE: "6000000050 IDR",
    Field.CLOSING: "2026-09-30",
    Field.OUTCOME: "open",
    Field.STATUS: "approved",
    Field.PROTECTED: "2026-12-15",
    Field.PARTNER: "PT Mitra Sejahtera",
}


def a_deal(reference: str) -> Document:
    return {"reference": reference, "customer": "PT Sinar", "product": {"name": "Pro"}}


def during(fake: FakeHubSpot, do: Callable[[FakeHubSpot], T]) -> T:
    async def story() -> T:
        async with fake:
            return await asyncio.to_thread(do, fake)

    return asyncio.run(story())


def trouble(fake: FakeHubSpot, do: Callable[[FakeHubSpot], object]) -> Later | Refused:
    with pytest.raises(Trouble) as found:
        during(fake, do)
    return found.value.outcome


def test_what_is_written_is_read_back_to_the_last_minor_unit() -> None:
    def do(fake: FakeHubSpot) -> Theirs | None:
        fake.crm().create(a_deal("D-10001"), SAID)
        return fake.crm().find("D-10001")

    found = during(FakeHubSpot(), do)
    assert found is not None
    assert (found.said, found.reference) == (SAID, "D-10001")


def test_a_deal_that_is_not_there_is_none_and_is_not_changed() -> None:
    assert during(FakeHubSpot(), lambda fake: fake.crm().find("D-10001")) is None
    change = {Field.STATUS: "expired"}
    outcome = trouble(FakeHubSpot(), lambda fake: fake.crm().change("D-10001", change))
    assert outcome == Refused("404 OBJECT_NOT_FOUND")


def test_all_pages_are_read_in_their_order() -> None:
    def do(fake: FakeHubSpot) -> list[Theirs]:
        for number in range(7):
            fake.crm().create(a_deal(f"D-1000{number}"), SAID)
        fake.edit("D-10000", value="1")
        return list(fake.crm().changed(fake.now - timedelta(minutes=1)))

    fake = FakeHubSpot(page=3)
    found = during(fake, do)
    order = [f"D-1000{number}" for number in (1, 2, 3, 4, 5, 6, 0)]
    assert [each.reference for each in found] == order
    assert [each.version for each in found] == sorted(each.version for each in found)
    assert sum("search" in asked for asked in fake.mishaps.asked) == 3


def test_only_what_changed_since_is_read() -> None:
    def do(fake: FakeHubSpot) -> list[Theirs]:
        fake.crm().create(a_deal("D-10001"), SAID)
        fake.now += timedelta(hours=1)
        since = fake.now
        fake.crm().create(a_deal("D-10002"), SAID)
        return list(fake.crm().changed(since))

    assert [each.reference for each in during(FakeHubSpot(), do)] == ["D-10002"]


def test_a_day_is_the_one_that_its_people_see() -> None:
    """01:00 UTC is in the morning in Jakarta; 20:00 UTC is tomorrow there."""

    def do(fake: FakeHubSpot) -> Theirs | None:
        fake.crm().create(a_deal("D-10001"), SAID)
        (deal,) = fake.deals.values()
        deal["closedate"] = "2026-09-30T20:00:00Z"
        return fake.crm().find("D-10001")

    found = during(FakeHubSpot(), do)
    assert found is not None
    assert found.said[Field.CLOSING] == "2026-10-01"


@pytest.mark.parametrize(
    ("mishap", "outcome"),
    [
        (answers(429, {"category": "RATE_LIMITS"}, **{"Retry-After": "7"}), Later("429", 7)),
        (answers(429, {"errorType": "RATE_LIMIT"}), Later("429")),
        (answers(403, {"category": "MISSING_SCOPES"}), Later("403")),
        (answers(500), Later("500")),
        (answers(502, "<html>"), Later("502")),
        (answers(302, None, Location="http://127.0.0.1:1/"), Later("MaxRetryError")),
        (answers(400, {"category": "VALIDATION_ERROR"}), Refused("400")),
        (resets, Later("")),
    ],
)
def test_its_errors_are_for_later_or_final(mishap: Mishap, outcome: Later | Refused) -> None:
    fake = FakeHubSpot()
    fake.mishaps.plan("upsert", mishap)
    found = trouble(fake, lambda fake: fake.crm().create(a_deal("D-10001"), SAID))
    assert type(found) is type(outcome)
    assert found.reason.startswith(outcome.reason)
    assert "IDR" not in found.reason
    if isinstance(found, Later) and isinstance(outcome, Later):
        assert found.seconds == outcome.seconds


def test_a_wrong_token_is_for_later() -> None:
    outcome = trouble(FakeHubSpot(), lambda fake: fake.crm(token="pat-old").find("D-10001"))
    assert outcome == Later("401 INVALID_AUTHENTICATION")


def test_who_never_answers_is_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.crm.hubspot.TIMEOUT", (1, 0.1))
    fake = FakeHubSpot()
    fake.mishaps.plan("GET", waits(1))
    assert isinstance(trouble(fake, lambda fake: fake.crm().find("D-10001")), Later)


def test_a_portal_with_one_currency_says_it_in_the_settings() -> None:
    def do(fake: FakeHubSpot) -> list[Theirs | None]:
        crm = fake.crm(currency="IDR")
        crm.create(a_deal("D-10001"), SAID)
        assert not fake.deals["1000000"]["deal_currency_code"]
        return [crm.find("D-10001"), fake.crm().find("D-10001")]

    known, unknown = during(FakeHubSpot(), do)
    assert known is not None
    assert unknown is not None
    assert known.said[Field.VALUE] == SAID[Field.VALUE]
    assert unknown.said[Field.VALUE] == ""
    dollars = {**SAID, Field.VALUE: "100 USD"}
    write = trouble(
        FakeHubSpot(), lambda fake: fake.crm(currency="IDR").create(a_deal("D-1"), dollars)
    )
    assert write == Refused("USD where there is only IDR")


def test_a_currency_that_the_portal_lacks_is_refused() -> None:
    fake = FakeHubSpot(currencies=("USD",))
    outcome = trouble(fake, lambda fake: fake.crm().create(a_deal("D-10001"), SAID))
    assert outcome == Refused("400 VALIDATION_ERROR")


def test_versions_can_be_compared() -> None:
    def do(fake: FakeHubSpot) -> Theirs | None:
        fake.crm().create(a_deal("D-10001"), SAID)
        return fake.crm().find("D-10001")

    found = during(FakeHubSpot(), do)
    assert found is not None
    assert datetime.fromisoformat(found.version).utcoffset() == timedelta()
    assert len(found.version) == len("2026-09-16T03:00:00.000000+00:00")
