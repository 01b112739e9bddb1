"""What a clock has said is said once, and changes nothing that people decide on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from storage.deals import Deal
from storage.store import Store
from tests.conftest import NOW


def the_deal(store: Store, number: str) -> Deal:
    with store.reading() as records:
        deal = records.deals.numbered(number)
        assert deal is not None
        records.session.expunge_all()
        return deal


def test_of_many_clocks_at_once_one_tells(any_store: Store) -> None:
    deal = the_deal(any_store, "D-1012")

    def nudge(_: int) -> bool:
        with any_store.transaction() as records:
            return records.deal_clocks.nudge(records.deals.get(deal.id), NOW)

    with ThreadPoolExecutor(8) as clocks:
        assert sorted(clocks.map(nudge, range(8))) == [False] * 7 + [True]
    after = the_deal(any_store, "D-1012")
    assert after.nudged_at == NOW
    assert after.version == deal.version


def test_a_nearer_reminder_follows_an_earlier_one(any_store: Store) -> None:
    ends = date(2026, 9, 30)
    with any_store.transaction() as records:
        clocks = records.deal_clocks
        (deal,) = [each for each in clocks.ending(ends, 14) if each.reference == "D-1007"]
        said = [clocks.remind(deal, days) for days in (14, 14, 3, 14, 3)]
        assert said == [True, False, True, False, False]
        assert deal.reminded == 3
        assert deal.id not in [each.id for each in clocks.ending(ends, 3)]


def test_what_is_decided_is_not_late(any_store: Store) -> None:
    with any_store.transaction() as records:
        deal = records.deals.numbered("D-1007")
        assert deal is not None
        assert not records.deal_clocks.late(deal, NOW)
        assert deal.late_at is None
