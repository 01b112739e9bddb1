"""Reminders: once a step, in the daytime, only the latest, none after a renewal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from bot.due import run_due_jobs
from handlers import HANDLERS
from handlers.conversation.handler import Handler
from handlers.conversation.registry import Registry
from handlers.conversation.turn import Happening
from storage.certificates import Certificate
from storage.people import Person
from storage.store import Records, Store
from storage.values import Language
from tests.conftest import NOW, People
from tests.world.posting import Post


@pytest.fixture
def post(store: Store, registry: Registry) -> Post:
    return Post(store, registry, NOW)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(f"2026-{moment}Z")


def told(
    store: Store, registry: Registry, post: Post, moment: str, who: str = "agus"
) -> list[str]:
    """What somebody reads of certificates when the job runs then."""
    run_due_jobs(store, registry, at(moment))
    words = ("ertifikat", "ertificate")
    return [text for text in post.deliver(at(moment)).to(who) if any(w in text for w in words)]


def agus(records: Records) -> Person:
    found = records.people.with_handle("agus")
    assert found is not None
    return found


def test_late_it_is_one_reminder_not_three(store: Store, registry: Registry, post: Post) -> None:
    (reminder,) = told(store, registry, post, "09-29T03:00")
    assert "1 hari lagi" in reminder
    assert told(store, registry, post, "09-29T04:00") == []


def test_between_two_steps_the_latest_one_is_told(
    store: Store, registry: Registry, post: Post
) -> None:
    (reminder,) = told(store, registry, post, "09-25T03:00")
    assert "5 hari lagi" in reminder
    assert told(store, registry, post, "09-28T03:00") == []
    assert len(told(store, registry, post, "09-29T03:00")) == 1


@pytest.mark.parametrize("night", ["09-23T12:00", "09-23T16:00", "09-23T23:59"])
def test_nobody_is_woken(store: Store, registry: Registry, post: Post, night: str) -> None:
    """20:00 to 08:00 in Balikpapan, eight hours ahead of UTC."""
    assert told(store, registry, post, night) == []
    assert len(told(store, registry, post, "09-24T00:10")) == 1


def test_not_after_a_renewal(chat: People, store: Store, registry: Registry, post: Post) -> None:
    renewing = chat("agus").says("mulai kuis CloudSuite Sales")
    for letter in "CBDAC":
        renewing.says(letter)
    for moment in ("09-23T03:00", "09-29T03:00", "10-02T03:00"):
        assert told(store, registry, post, moment) == []


def test_a_renewal_before_it_is_sent_takes_it_back(
    store: Store, registry: Registry, post: Post
) -> None:
    run_due_jobs(store, registry, NOW)
    with store.transaction() as records:
        held = records.training.held(agus(records).id)[0]
        records.training.certify(
            Certificate(
                reference="C-1",
                person_id=held.person_id,
                course=held.course,
                course_id=held.course_id,
                earned=NOW.date(),
                valid_to=date(2027, 9, 16),
            )
        )
    assert not [text for text in post.deliver().to("agus") if "hari lagi" in text]


def test_the_end_is_told_with_what_it_means(store: Store, registry: Registry, post: Post) -> None:
    assert len(told(store, registry, post, "09-30T03:00")) == 1
    (ended,) = told(store, registry, post, "10-01T03:00")
    assert "berakhir pada Rabu, 30 September 2026" in ended
    assert "Borneo Data kini memiliki 0 orang bersertifikat CloudSuite Sales" in ended
    assert "Silver" in ended
    assert "[Perbarui sekarang]" in ended
    assert told(store, registry, post, "10-02T03:00") == []


def test_in_english_for_who_reads_english(store: Store, registry: Registry, post: Post) -> None:
    with store.transaction() as records:
        agus(records).language = Language.EN
    (reminder,) = told(store, registry, post, "09-16T03:00")
    assert "14 days left" in reminder
    assert "[Renew it now]" in reminder
    (ended,) = told(store, registry, post, "10-01T03:00")
    assert "now has 0 people certified" in ended


def test_who_is_linked_later_hears_the_latest_step(
    store: Store, registry: Registry, post: Post
) -> None:
    with store.transaction() as records:
        (account,) = records.people.accounts(agus(records).id)
        account.person_id = 1
    assert told(store, registry, post, "09-16T03:00") == []
    with store.transaction() as records:
        records.session.get_one(type(account), account.id).person_id = agus(records).id
    assert len(told(store, registry, post, "09-24T03:00")) == 1


def test_others_hear_of_what_was_earned_and_ended(store: Store, chat: People) -> None:
    heard: list[str] = []
    listener = Handler("command")

    @listener.when("certificate.expired")
    def ended(_: Happening, facts: Mapping[str, Any]) -> None:
        heard.append(f"expired {facts['person_id']} {facts['certificate_id']}")

    registry = Registry([*HANDLERS, listener])
    for _ in range(2):
        run_due_jobs(store, registry, at("10-01T03:00"))
    with store.reading() as records:
        (held,) = records.training.held(agus(records).id)
    assert heard == [f"expired {held.person_id} {held.id}"]
