from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy.orm.exc import StaleDataError

from storage.profiles import PayoutProfile
from storage.store import Store
from tests.conftest import NOW
from tests.storage.books import person

WHOSE = "member:77"  # the demo world has profiles of its own
NUMBER, TAX = "8801234567", "01.234.567.8-901.000"


@pytest.fixture
def store(any_store: Store) -> Store:
    with any_store.transaction() as records:
        rina = person(records, "rina")
        profile = PayoutProfile(
            earner=WHOSE,
            partner_id=rina.company.id,
            member_id=rina.id,
            changed_at=NOW,
            changed_by_id=rina.id,
            name="Rina Hartati",
            bic="BRINIDJA",
            number=NUMBER,
            tax_id=TAX,
            withholding_pct=Decimal("2.5"),
        )
        records.payout_profiles.add(profile)
    return any_store


def test_an_account_is_in_no_log(store: Store) -> None:
    with store.reading() as records:
        profile = records.payout_profiles.of(WHOSE)
        assert profile is not None
        assert (profile.number, profile.withholding_pct) == (NUMBER, Decimal("2.5"))
        assert NUMBER not in repr(profile)
        assert TAX not in repr(profile)
        assert profile.masked == "••••••4567"
        assert records.payout_profiles.of("member:78") is None


@pytest.mark.parametrize(
    ("iban", "number", "shown"),
    [
        ("", "", ""),
        ("", "123", "••3"),
        ("", "12345678", "••••5678"),
        ("DE0012345", "9", "•••••2345"),
    ],
)
def test_of_a_short_account_less_is_shown(iban: str, number: str, shown: str) -> None:
    profile = PayoutProfile(
        earner="", partner_id=1, member_id=None, changed_at=NOW, changed_by_id=1
    )
    profile.iban, profile.number = iban, number
    assert profile.masked == shown


def test_every_change_counts_a_version(store: Store) -> None:
    with store.transaction() as records:
        profile = records.payout_profiles.of(WHOSE)
        assert profile is not None
        assert profile.version == 1
        profile.number = "1"
    assert profile.version == 2


def test_nobody_overwrites_a_change_they_have_not_seen(store: Store) -> None:
    with store.reading() as reading:
        seen = reading.payout_profiles.of(WHOSE)
        assert seen is not None
        with store.transaction() as records:
            changed = records.payout_profiles.of(WHOSE)
            assert changed is not None
            changed.number = "1"
        reading.session.expunge(seen)
    seen.number = "2"
    with pytest.raises(StaleDataError), store.transaction() as records:
        records.session.add(seen)
