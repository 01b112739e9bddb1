"""What Salesforce's API answers, and what we make of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.crm.outcomes import Later, Refused
from bot.crm.port import Trouble
from bot.endpoint import BadAddress
from handlers.deals.crm import Field, Said, Theirs
from tests.bot.crm.test_hubspot import SAID, a_deal
from tests.fakes.mishaps import Mishap, answers, resets, waits
from tests.fakes.salesforce import FakeSalesforce, certificate

T = TypeVar("T")
LIMIT = [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}]
LOCKED = [{"errorCode": "UNABLE_TO_LOCK_ROW", "message": "unable to obtain exclusive access"}]
WRONG = [{"errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": "Rp 60,000,000.50"}]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeSalesforce:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate(tmp_path)))
    return FakeSalesforce(tmp_path)


def during(fake: FakeSalesforce, do: Callable[[FakeSalesforce], T]) -> T:
    async def story() -> T:
        async with fake:
            return await asyncio.to_thread(do, fake)

    return asyncio.run(story())


def trouble(fake: FakeSalesforce, do: Callable[[FakeSalesforce], object]) -> Later | Refused:
    with pytest.raises(Trouble) as found:
        during(fake, do)
    return found.value.outcome


def read_back(fake: FakeSalesforce) -> Theirs | None:
    crm = fake.crm()
    crm.create(a_deal("D-10001"), SAID)
    return crm.find("D-10001")


def test_what_is_written_is_read_back_to_the_last_minor_unit(fake: FakeSalesforce) -> None:
    found = during(fake, read_back)
    assert found is not None
    assert (found.said, found.reference) == (SAID, "D-10001")
    assert found.external_id.startswith("006")


def test_an_opportunity_that_is_not_there_is_none_and_is_not_changed(fake: FakeSalesforce) -> None:
    assert during(fake, lambda fake: fake.crm().find("D-10001")) is None
    change: Said = {Field.STATUS: "expired"}
    outcome = trouble(fake, lambda fake: fake.crm().change("D-10001", change))
    assert outcome == Refused("404 NOT_FOUND")


def test_all_pages_are_read_in_their_order(fake: FakeSalesforce) -> None:
    def do(fake: FakeSalesforce) -> list[Theirs]:
        crm, since = fake.crm(), fake.now
        for number in range(7):
            crm.create(a_deal(f"D-1000{number}"), SAID)
        fake.edit("D-10000", value="1")
        return list(crm.changed(since))

    found = during(replace(fake, page=3), do)
    order = [f"D-1000{number}" for number in (1, 2, 3, 4, 5, 6, 0)]
    assert [each.reference for each in found] == order
    assert [each.version for each in found] == sorted(each.version for each in found)


def test_only_what_changed_since_is_read(fake: FakeSalesforce) -> None:
    def do(fake: FakeSalesforce) -> list[Theirs]:
        crm = fake.crm()
        crm.create(a_deal("D-10001"), SAID)
        fake.now += timedelta(hours=1)
        since = fake.now
        crm.create(a_deal("D-10002"), SAID)
        return list(crm.changed(since))

    assert [each.reference for each in during(fake, do)] == ["D-10002"]


def test_a_session_that_ended_is_begun_anew(fake: FakeSalesforce) -> None:
    def do(fake: FakeSalesforce) -> Theirs | None:
        crm = fake.crm()
        crm.create(a_deal("D-10001"), SAID)
        fake.expire()
        crm.change("D-10001", {Field.STATUS: "expired"})
        fake.expire()
        return crm.find("D-10001")

    found = during(fake, do)
    assert found is not None
    assert found.said[Field.STATUS] == "expired"
    assert sum("oauth2" in asked for asked in fake.mishaps.asked) == 3


def test_a_wrong_secret_is_for_later(fake: FakeSalesforce) -> None:
    outcome = trouble(fake, lambda fake: fake.crm(secret="old").find("D-10001"))
    assert outcome == Later("no session: 400")


@pytest.mark.parametrize(
    ("mishap", "outcome"),
    [
        (answers(403, LIMIT), Later("403 REQUEST_LIMIT_EXCEEDED", 3600)),
        (answers(400, LOCKED), Later("400 UNABLE_TO_LOCK_ROW")),
        (answers(503, "<html>"), Later("503")),
        (answers(500), Later("500")),
        (answers(300, ["/services/1", "/services/2"]), Refused("300")),
        (answers(400, WRONG), Refused("400 FIELD_CUSTOM_VALIDATION_EXCEPTION")),
        (resets, Later("ConnectionError")),
    ],
)
def test_its_errors_are_for_later_or_final(
    fake: FakeSalesforce, mishap: Mishap, outcome: Later | Refused
) -> None:
    fake.mishaps.plan("PATCH", mishap)
    assert trouble(fake, lambda fake: fake.crm().create(a_deal("D-10001"), SAID)) == outcome


def test_who_never_answers_is_for_later(
    fake: FakeSalesforce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.crm.salesforce.TIMEOUT", (1, 0.1))
    fake.mishaps.plan("GET", waits(1))
    assert trouble(fake, lambda fake: fake.crm().find("D-10001")) == Later("ReadTimeout")


def test_an_organisation_with_one_currency_says_it_in_the_settings(fake: FakeSalesforce) -> None:
    one = replace(fake, currency="IDR")
    found = during(one, read_back)
    assert found is not None
    assert found.said[Field.VALUE] == SAID[Field.VALUE]
    dollars = {**SAID, Field.VALUE: "100 USD"}
    outcome = trouble(one, lambda fake: fake.crm().create(a_deal("D-10001"), dollars))
    assert outcome == Refused("USD where there is only IDR")
    unsaid = trouble(one, lambda fake: fake.crm(currency="").find("D-10001"))
    assert unsaid == Refused("400 INVALID_FIELD")


def test_a_session_never_leaves_in_the_clear(fake: FakeSalesforce) -> None:
    with pytest.raises(BadAddress):
        during(fake, lambda fake: replace(fake.crm(), url="http://acme.example").find("D-10001"))
