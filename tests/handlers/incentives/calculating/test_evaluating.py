"""What the plans of the demo world pay, and what-ifs beside what was really sold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from handlers.incentives.calculating.earners import Earner, member_name, read
from handlers.incentives.calculating.evaluated import during, total
from handlers.incentives.calculating.evaluating import evaluated
from handlers.incentives.calculating.plans import ALWAYS, FaultyPlan, published
from handlers.incentives.calculating.rows import Imagined, imagined, rows
from storage.fx import Pair
from storage.people import Person
from storage.store import Store
from storage.values import Money, Period
from tests.conftest import NOW
from tests.handlers.incentives.calculating.books import (
    AGUS,
    ARCHIPELAGO,
    BORNEO,
    EVERYBODY,
    MITRA,
    RINA,
    SURYA,
    changed,
    document,
    everything,
    paying,
    publish,
    told,
)
from tests.handlers.incentives.calculating.plans import RACE
from tests.handlers.incentives.selling import sell, who

SEPTEMBER = Period.month(date(2026, 9, 1))


def test_what_everybody_earns(any_store: Store) -> None:
    with any_store.reading() as records:
        assert set(paying(everything(records))) == {
            ("spiff", "2026-09", RINA, "6,000,000"),
            ("spiff", "2026-09", RINA, "2,000,000"),
            ("rebate", "2026-Q3", "partner:1", "28,200,000"),
            ("rebate", "2026-Q3", "partner:4", "140,000,000"),
            ("gold", "2026-08", "partner:3", "750,000"),
            ("lead", "2026-08", "partner:5", "3,000,000"),
            ("fee", "2026-Q3", "partner:6", "6,000,000"),
        }


def test_lines_are_found_by_whom_and_when(store: Store) -> None:
    with store.reading() as records:
        found = everything(records)
        (rina, dewi) = (Earner(MITRA, who(records, name).id) for name in ("rina", "dewi"))
        assert total(during(found.of(rina), SEPTEMBER), "IDR") == Money.of(8_000_000, "IDR")
        assert total(found.of(dewi), "IDR") == Money(0, "IDR")
        assert total(found.at(MITRA), "IDR") == Money.of(36_200_000, "IDR")
        assert total(found.at(MITRA), "USD") == Money(0, "USD")


@pytest.mark.parametrize(("handle", "amount"), [("siti", 12_000_000), ("agus", 9_600_000)])
def test_a_referral_pays_by_tier(store: Store, handle: str, amount: int) -> None:
    with store.reading() as records:
        partner = who(records, handle).company
        sale = Imagined(
            partner_id=partner.id,
            day=date(2026, 9, 16),
            amount=Money.of(120_000_000, "IDR"),
            further={"role": "referred"},
        )
        extra = imagined(records, [sale])
        found = evaluated(records, published(records), [partner.id], ALWAYS, extra)
        more = [
            line
            for line in found.each()
            if line.line.transaction == "imagined:1" and line.amount.minor
        ]
        assert [line.amount for line in more] == [Money.of(amount, "IDR")]
        assert more[0].transaction_id is None


def test_the_threshold_of_the_rebate(store: Store) -> None:
    """Sixty million more reach a thousand: everything is paid at the higher rate."""
    with store.reading() as records:
        sale = Imagined(MITRA, date(2026, 9, 16), Money.of(60_000_000, "IDR"))
        found = paying(everything(records, imagined(records, [sale])))
        assert ("rebate", "2026-Q3", "partner:1", "50,000,000") in found


@pytest.mark.parametrize(("more", "left"), [(0, "5,500,000"), (12, "8,500,000")])
def test_a_return_takes_back_what_it_brought(any_store: Store, more: int, left: str) -> None:
    if more:
        sell(any_store, "rina", date(2026, 9, 12), more)
    with any_store.reading() as records:
        sale = next(each for each in records.transactions.at(MITRA, SEPTEMBER) if each.units == 24)
    sell(any_store, "rina", date(2026, 9, 14), -10, refunds_id=sale.id)
    with any_store.reading() as records:
        mine = [line for line in everything(records).each() if line.line.earner == RINA]
        assert f"{total(mine, 'IDR').amount:,.0f}" == left


def test_a_return_comes_with_its_sale(store: Store) -> None:
    """Alone it would take away what nobody was paid for."""
    with store.reading() as records:
        august = records.transactions.of(who(records, "rina").id, Period.month(date(2026, 8, 1)))
    sell(store, "rina", date(2026, 9, 14), -30, refunds_id=august[0].id)
    with store.reading() as records:
        found = rows(records, [MITRA], SEPTEMBER)
        assert found[0]["id"] == str(august[0].id)
        assert ("spiff", "2026-09", RINA, "8,000,000") not in paying(everything(records))
        mine = [line for line in everything(records).each() if line.line.earner == RINA]
        assert total(mine, "IDR") == Money.of(8_000_000, "IDR")


class TestVersions:
    def test_a_sale_counts_under_the_version_of_its_day(self, any_store: Store) -> None:
        """Row 28: 20 seats before the rate changed, 12 after."""
        self._row_28(any_store)
        with any_store.reading() as records:
            found = [
                (line.plan.version, *told(line))
                for line in everything(records).each()
                if line.line.earner == AGUS and line.amount.minor
            ]
        assert found == [
            (1, "spiff", "2026-09", AGUS, "5,000,000"),
            (2, "spiff", "2026-09", AGUS, "3,600,000"),
        ]

    def test_versions_share_a_cap(self, store: Store) -> None:
        self._row_28(store)
        sell(store, "agus", date(2026, 9, 18), 30)
        with store.reading() as records:
            found = [line for line in everything(records).each() if line.line.earner == AGUS]
        assert total(found, "IDR") == Money.of(10_000_000, "IDR")

    def test_a_new_table_is_entered_where_the_total_is(self, store: Store) -> None:
        """940 million until then, 100 more: both are in the row of 1,040 million, each in the
        table of its own version (5 % and 6 %)."""
        table = [{"up_to": "1000000000", "pct": "4"}, {"pct": "6"}]
        changed(store, "rebate-2026-q3", "2026-09-16", table=table)
        sell(store, "rina", date(2026, 9, 17), 2, amount=Money.of(100_000_000, "IDR"))
        with store.reading() as records:
            found = [line for line in paying(everything(records)) if line[2] == "partner:1"]
        assert [line[3] for line in found if line[0] == "rebate"] == ["47,000,000", "6,000,000"]

    def test_a_version_that_was_replaced_at_once_never_counts(self, store: Store) -> None:
        changed(store, "pro-push", "2026-08-01", amount="1000")
        with store.reading() as records:
            found = everything(records)
            versions = {line.plan.version for line in found.each() if line.plan.id == "pro-push"}
            assert versions == {2}

    def _row_28(self, store: Store) -> None:
        changed(store, "pro-push", "2026-09-16", amount="300000")
        sell(store, "agus", date(2026, 9, 10), 20)
        sell(store, "agus", date(2026, 9, 17), 12)


def test_a_race_is_run_against_everybody(store: Store) -> None:
    publish(store, RACE)
    with store.reading() as records:
        race = [plan for plan in published(records) if plan.id == "race"]
        found = evaluated(records, race, [BORNEO], ALWAYS)
        assert [told(line)[2:] for line in found.each()] == [(AGUS, "0")]
        everybody = evaluated(records, race, EVERYBODY, ALWAYS)
        assert [line[2:] for line in paying(everybody)] == [(RINA, "300"), ("member:2", "200")]


def test_what_several_partners_sold_together_is_shared(any_store: Store) -> None:
    shares = [
        {"partner_id": SURYA, "share": "60", "role": "sold"},
        {"partner_id": MITRA, "share": "40", "role": "fulfilled"},
    ]
    sell(any_store, "bayu", date(2026, 9, 12), 10, credits=shares)
    with any_store.reading() as records:
        found = everything(records)
        assert ("rebate", "2026-Q3", "partner:4", "140,450,000") in paying(found)
        assert ("rebate", "2026-Q3", "partner:1", "28,380,000") in paying(found)
        alone = evaluated(records, published(records), [MITRA], ALWAYS)
        assert ("rebate", "2026-Q3", "partner:1", "28,380,000") in paying(alone)
        assert {line.whose.partner_id for line in alone.each()} == {MITRA}


class TestCurrencies:
    def _sold(self, store: Store) -> None:
        sell(store, "bayu", date(2026, 9, 12), 10, amount=Money.of(1000, "USD"))

    def test_a_sale_is_exchanged_at_the_rate_of_its_day(self, store: Store) -> None:
        self._sold(store)
        with store.transaction() as records:
            pair = Pair("USD", "IDR", "")
            records.fx.publish(pair, date(2026, 9, 11), Decimal(16000), NOW)
        with store.reading() as records:
            assert ("rebate", "2026-Q3", "partner:4", "140,800,000") in paying(everything(records))

    def test_without_a_rate_a_sale_is_named_and_left_out(self, store: Store) -> None:
        self._sold(store)
        with store.reading() as records:
            found = everything(records)
            assert ("rebate", "2026-Q3", "partner:4", "140,000,000") in paying(found)
            assert {flaw.why for flaw in found.flaws} == {"no_rate"}


def test_a_document_that_cannot_be_read_pays_nothing(store: Store) -> None:
    with store.reading() as records:
        plan = document(records, "leads") | {"components": []}
    publish(store, plan | {"version": 2})
    with store.reading() as records, pytest.raises(FaultyPlan, match="leads/2"):
        published(records)


def test_whose_a_name_is() -> None:
    assert (read("partner:7"), read("member:3")) == (("partner", 7, None), ("member", 3, None))
    assert read(member_name(3, 1, 2)) == ("member", 3, 1)
    with pytest.raises(ValueError, match="nobody"):
        read("nobody")


def test_somebody_who_went_to_another_partner_is_two_earners(store: Store) -> None:
    with store.transaction() as records:
        rina: Person = who(records, "rina")
        rina.partner_id = ARCHIPELAGO
    with store.reading() as records:
        spiffs = [line for line in everything(records).each() if line.line.component == "spiff"]
        earned = {line.line.earner: line.whose for line in spiffs if line.amount.minor}
        assert earned == {"member:1@1": Earner(MITRA, 1)}
