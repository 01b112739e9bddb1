from __future__ import annotations

from datetime import date

import pytest

from handlers.announcements.audience import Audience, members
from storage.store import Store

TODAY = date(2026, 9, 16)


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        (Audience(), []),
        (
            Audience(everyone=True),
            ["rina", "dewi", "agus", "siti", "tono", "bayu", "lia", "hendra"],
        ),
        (Audience(tiers=("gold",)), ["rina", "dewi", "siti", "tono"]),
        (Audience(tiers=("gold",), kinds=("reseller",)), ["rina", "dewi"]),
        (Audience(regions=("Balikpapan", "Medan")), ["agus", "hendra"]),
        (Audience(languages=("en",)), ["siti", "tono"]),
        (Audience(tiers=("platinum",)), []),
        (Audience(certified=("CloudSuite Sales",)), ["rina", "dewi", "agus"]),
        (Audience(certified=("CloudSuite Sales",), tiers=("silver",)), ["agus"]),
        (Audience(certified=("Another course",)), []),
    ],
)
def test_who_is_in_it(store: Store, audience: Audience, who: list[str]) -> None:
    with store.reading() as records:
        assert [person.handle for person in members(records, audience, TODAY)] == who
    assert Audience.of(audience.document) == audience


def test_a_tier_counts_on_the_day(store: Store) -> None:
    """Archipelago is Gold until the end of the year."""
    with store.reading() as records:
        later = members(records, Audience(tiers=("gold",)), date(2027, 1, 1))
        assert [person.handle for person in later] == ["rina", "dewi"]


def test_a_certificate_counts_on_the_day(store: Store) -> None:
    """That of Agus ends on the last of September."""
    with store.reading() as records:
        later = members(records, Audience(certified=("CloudSuite Sales",)), date(2026, 10, 1))
        assert [person.handle for person in later] == ["rina", "dewi"]
