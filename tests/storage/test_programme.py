"""What figures, awards, proofs and the leaderboard rest on, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from storage.awards import AwardState
from storage.guards import AppendOnly
from storage.partners import Tier
from storage.proofs import Proof
from storage.sales import TransactionKind
from storage.signing import NotNow
from storage.store import Records, Store
from storage.transactions import Transaction
from storage.values import Money, Period
from tests.conftest import NOW
from tests.storage.books import person

MONTH = date(2026, 8, 1)


@pytest.fixture
def records(any_store: Store) -> Iterator[Records]:
    with any_store.transaction() as records:
        yield records


def test_who_joined_with_which_tier(records: Records) -> None:
    grants = {grant.partner_id: grant for grant in records.programme.grants()}
    assert (grants[3].tier, grants[3].last) == (Tier.GOLD, date(2026, 12, 31))
    assert records.programme.members()[1] == 2


def test_a_deal_is_sold_by_the_first_sale_that_names_it(records: Records) -> None:
    assert {deal.sold for deal in records.programme.deals()} == {None}
    for number, day in enumerate((date(2026, 9, 9), date(2026, 9, 4))):
        sale: dict[str, Any] = {"source": "test", "source_id": f"s{number}", "deal": "D-1007"}
        records.transactions.add(
            Transaction(
                **sale,
                kind=TransactionKind.SALE,
                day=day,
                recorded_at=NOW,
                partner_id=1,
                product="CloudSuite Pro",
                quantity=records.revenue.units(Period.month(MONTH), ["CloudSuite Pro"])[0].number,
                amount=Money.of(1, "IDR"),
            )
        )
    assert date(2026, 9, 4) in {deal.sold for deal in records.programme.deals()}


def test_certificates_of_members_with_their_days(records: Records) -> None:
    agus = person(records, "agus")
    (held,) = [each for each in records.programme.certified() if each.person_id == agus.id]
    assert (held.partner_id, held.last) == (2, date(2026, 9, 30))


def test_incentives_are_added_up_by_plan_and_month(records: Records) -> None:
    found = records.programme.incentives(Period.year(MONTH))
    assert all(each.month.day == 1 and each.amount.currency == "IDR" for each in found)


def test_an_award_is_proposed_once_and_goes_its_way(records: Records) -> None:
    maya, dewi = person(records, "maya"), person(records, "dewi")
    assert records.awards.propose("best", MONTH, {"first": []}, NOW)
    assert not records.awards.propose("best", MONTH, {"first": [1]}, NOW)
    found = records.awards.of("best", MONTH)
    assert found is not None
    award = records.awards.hold(found.id)
    assert award is not None
    with pytest.raises(NotNow):
        award.answer(dewi, True, NOW)
    award.ask(1, maya, NOW)
    award.answer(dewi, False, NOW)
    award.ask(1, maya, NOW)
    award.answer(dewi, True, NOW)
    assert award.state is AwardState.POSTED
    records.session.flush()
    assert records.awards.posted(MONTH, MONTH) == [award]


def test_a_name_is_shown_after_a_yes_only(records: Records) -> None:
    agus, shown = person(records, "agus").id, records.names_shown
    assert not shown.choose(agus, False, NOW)
    assert shown.choose(agus, True, NOW)
    assert not shown.choose(agus, True, NOW)
    assert agus in shown.all()
    assert shown.choose(agus, False, NOW)
    assert agus not in shown.all()


def test_a_proof_stays_as_it_was_brought(records: Records) -> None:
    proof = records.proofs.add(
        Proof(
            reference="F-1",
            name="a.pdf",
            media_type="application/pdf",
            content=b"\x00pdf",
            brought_by_id=person(records, "dewi").id,
            brought_at=NOW,
        )
    )
    assert [each.content for each in records.proofs.of("F-1")] == [b"\x00pdf"]
    proof.name = "b.pdf"
    with pytest.raises(AppendOnly):
        records.session.flush()
    records.session.rollback()
