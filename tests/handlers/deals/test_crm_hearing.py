"""What a CRM says, taken over in one transaction: by the rules, and a win by one of many."""

from __future__ import annotations

import os
from datetime import date
from threading import Barrier, Thread

import pytest

from handlers.conversation.registry import Registry
from handlers.conversation.turn import Happening
from handlers.deals.crm import Field, Said, Theirs, said
from handlers.deals.crm_hearing import RULE, Hearing
from storage.deals import Deal, DealState
from storage.guards import AppendOnly
from storage.rules import Rule
from storage.store import Records, Store
from storage.transactions import Transaction
from storage.values import Money, Period
from tests.conftest import NOW
from tests.storage.test_deals import a_deal, person

NOBODY = Registry(())
RACES = int(os.environ.get("MITRA_TEST_RACES", "3"))
SERVERS = 8


def approved(store: Store, customer: str = "PT Sinar Terang") -> int:
    with store.transaction() as records:
        deal = records.deals.protect(a_deal(records, customer=customer), [f"name:ID:{customer}"])
        assert deal is not None
        deal.approve(person(records, "sari"), NOW, date(2026, 12, 15))
        return deal.id


def theirs(deal: Deal, **changed: str) -> Theirs:
    they_say = {**said(deal), **{Field(name): value for name, value in changed.items()}}
    return Theirs(f"00{deal.id}", deal.reference, "2026-09-16T03:00:00.000000+00:00", they_say)


def hear(store: Store, deal_id: int, target: str = "hubspot", **changed: str) -> Said:
    with store.transaction() as records:
        if records.crm.target(target) is None:
            records.crm.enrol({target: "there"}, NOW)
        deal = records.deals.hold(records.deals.get(deal_id))
        happening = Happening(records, NOW, NOBODY.publish)
        return Hearing(happening, target, deal, theirs(deal, **changed)).settle()


def sales(records: Records, deal: Deal) -> list[Transaction]:
    sold = records.transactions.at(deal.partner_id, Period.year(NOW.date()))
    return [sale for sale in sold if sale.deal == deal.reference]


@pytest.mark.parametrize("race", range(RACES))
def test_of_many_who_hear_a_win_in_the_same_second_one_books_it(
    any_store: Store, race: int
) -> None:
    deal_id = approved(any_store)
    hear(any_store, deal_id)
    barrier, surprises = Barrier(SERVERS), list[Exception]()

    def server() -> None:
        barrier.wait()
        try:
            hear(any_store, deal_id, outcome="won")
        except Exception as surprise:  # told by the test
            surprises.append(surprise)

    servers = [Thread(target=server) for _ in range(SERVERS)]
    for each in servers:
        each.start()
    for each in servers:
        each.join()
    assert not surprises
    with any_store.reading() as records:
        deal = records.deals.get(deal_id)
        assert (deal.state, len(sales(records, deal))) == (DealState.WON, 1)
        assert len(records.audit.of("crm.booked")) == 1


def test_what_was_won_stays_won_and_one_sale_whatever_is_said_after(any_store: Store) -> None:
    deal_id = approved(any_store)
    for outcome in ("won", "lost", "open", "won"):
        hear(any_store, deal_id, outcome=outcome)
    hear(any_store, deal_id, outcome="won", value="7000000000 IDR")
    with any_store.reading() as records:
        deal = records.deals.get(deal_id)
        (sale,) = sales(records, deal)
        assert (deal.state, deal.value) == (DealState.WON, Money.of(70_000_000, "IDR"))
        assert sale.amount == Money.of(60_000_000, "IDR")


def test_a_win_is_only_ever_added(any_store: Store) -> None:
    deal_id = approved(any_store)
    hear(any_store, deal_id, outcome="won")
    with pytest.raises(AppendOnly):
        _forget(any_store, deal_id)


def _forget(store: Store, deal_id: int) -> None:
    with store.transaction() as records:
        records.session.delete(records.crm_links.win(deal_id))


def test_what_is_lost_there_says_why_and_lets_the_customer_go(any_store: Store) -> None:
    deal_id = approved(any_store)
    hear(any_store, deal_id)
    with any_store.transaction() as records:
        deal = records.deals.hold(records.deals.get(deal_id))
        they = theirs(deal, outcome="lost")
        lost = Theirs(they.external_id, they.reference, they.version, they.said, "Too expensive")
        Hearing(Happening(records, NOW, NOBODY.publish), "hubspot", deal, lost).settle()
    with any_store.reading() as records:
        deal = records.deals.get(deal_id)
        assert (deal.state, deal.lost_for, deal.lost_words) == (
            DealState.LOST,
            "other",
            "Too expensive",
        )
        assert not records.deals.claiming(["name:ID:PT Sinar Terang"])


def test_a_rule_of_the_day_says_whose_word_stands(any_store: Store) -> None:
    with any_store.transaction() as records:
        rule = {"value": "mitra", "closing": "crm"}
        records.rules.add(
            Rule(name=RULE, value=rule, effective_from=NOW.date(), source="Deal rules v3")
        )
    deal_id = approved(any_store)
    hear(any_store, deal_id)
    with any_store.transaction() as records:
        deal = records.deals.get(deal_id)
        deal.value, deal.closing = Money.of(1, "IDR"), date(2026, 10, 1)
    given = hear(any_store, deal_id, value="200 IDR", closing="2026-10-02")
    assert given == {Field.VALUE: "100 IDR"}
    with any_store.reading() as records:
        deal = records.deals.get(deal_id)
        assert (deal.value, deal.closing) == (Money.of(1, "IDR"), date(2026, 10, 2))
        conflicts = [entry.detail for entry in records.audit.of("crm.conflict")]
    assert {each["field"]: each["winner"] for each in conflicts} == rule


def test_a_conflict_is_told_once(any_store: Store) -> None:
    deal_id = approved(any_store)
    hear(any_store, deal_id)
    for _ in range(3):
        assert hear(any_store, deal_id, status="declined") == {Field.STATUS: "approved"}
    with any_store.reading() as records:
        assert len(records.audit.of("crm.conflict")) == 1
