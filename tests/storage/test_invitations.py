from __future__ import annotations

from datetime import timedelta

import pytest

from storage.invitations import Invitation, LinkAttempt
from storage.store import Records, Store
from storage.values import Platform
from tests.conftest import NOW

WEEK = timedelta(days=7)


def invite(records: Records, code_hash: str, who: str = "tono", days: int = 0) -> int:
    person, maya = records.people.with_handle(who), records.people.with_handle("maya")
    assert person is not None
    assert maya is not None
    created = NOW + timedelta(days=days)
    invitation = Invitation(
        person_id=person.id,
        code_hash=code_hash,
        invited_by_id=maya.id,
        created_at=created,
        expires_at=created + WEEK,
    )
    records.invitations.issue(invitation)
    return person.id


def test_a_code_works_once(store: Store) -> None:
    with store.transaction() as records:
        tono = invite(records, "hash")
        assert records.invitations.redeem("hash", NOW) == tono
        assert records.invitations.redeem("hash", NOW) is None


@pytest.mark.parametrize(("late", "works"), [(WEEK - timedelta(seconds=1), True), (WEEK, False)])
def test_a_code_works_for_its_time(store: Store, late: timedelta, works: bool) -> None:
    with store.transaction() as records:
        invite(records, "hash")
        assert (records.invitations.redeem("hash", NOW + late) is not None) is works


def test_a_wrong_code_works_never(store: Store) -> None:
    with store.transaction() as records:
        invite(records, "hash")
        assert records.invitations.redeem("other", NOW) is None


def test_a_newer_code_ends_the_older_ones(store: Store) -> None:
    with store.transaction() as records:
        invite(records, "siti's", who="siti")
        invite(records, "first")
        invite(records, "second", days=1)
        assert records.invitations.redeem("first", NOW + timedelta(days=1)) is None
        assert records.invitations.redeem("second", NOW + timedelta(days=1)) is not None
        assert records.invitations.redeem("siti's", NOW + timedelta(days=1)) is not None


def test_tries_are_counted_by_account_and_time(store: Store) -> None:
    with store.transaction() as records:
        for user, hours in (("joko", 0), ("joko", 2), ("other", 2)):
            records.invitations.attempt(
                LinkAttempt(
                    platform=Platform.SLACK,
                    workspace="demo",
                    user=user,
                    at=NOW + timedelta(hours=hours),
                )
            )
        count = records.invitations.attempts
        assert count(Platform.SLACK, "demo", "joko", NOW - WEEK) == 2
        assert count(Platform.SLACK, "demo", "joko", NOW + timedelta(hours=1)) == 1
        assert count(Platform.TEAMS, "demo", "joko", NOW - WEEK) == 0
