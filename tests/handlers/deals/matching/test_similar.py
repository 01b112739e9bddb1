from __future__ import annotations

import pytest

from handlers.deals.matching.evidence import Level
from handlers.deals.matching.keys import keys
from handlers.deals.matching.similar import keep, similar
from storage.store import Store
from tests.handlers.deals.matching.labelled import is_found, pairs
from tests.storage.test_deals import a_deal

NOBODY = 0


def test_names_that_are_alike_share_a_key() -> None:
    alike = [pair for pair in pairs("held") if is_found(pair)]
    sharing = [pair for pair in alike if keys(pair.a) & keys(pair.b)]
    assert len(sharing) >= 0.98 * len(alike)


def test_a_name_has_few_keys() -> None:
    found = [len(keys(pair.a)) for pair in pairs("dev", "held")]
    assert sum(found) / len(found) < 10


def test_the_same_name_in_another_country_shares_none() -> None:
    assert not keys("Sinar Terang", "ID") & keys("Sinar Terang", "MY")


def test_a_name_without_words_has_no_key() -> None:
    assert keys("…", "ID") == frozenset()


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("Wahana Komputindo Lestari Tbk", Level.SAME),
        ("Wahana Komputndo Lestari", Level.FLAG),
        ("WKL", Level.REVIEW),
    ],
)
def test_another_partners_deal_is_found(store: Store, written: str, level: Level) -> None:
    with store.transaction() as records:
        for name in ("PT Wahana Komputindo Lestari", "PT Wahana Abadi Lestari"):
            deal = records.deals.protect(a_deal(records, customer=name), [name])
            assert deal is not None
            keep(records, deal)
        (found,) = similar(records, written, "ID", besides=NOBODY)
        assert found.deal.customer == "PT Wahana Komputindo Lestari"
        assert found.match.level is level
        ours = found.deal.partner_id
        assert similar(records, written, "ID", besides=ours) == []
