from __future__ import annotations

from storage.deals import DealState
from storage.store import Store
from tests.storage.test_deals import a_deal


def test_the_deals_that_share_most_keys_come_first(store: Store) -> None:
    with store.transaction() as records:
        one, other = (
            records.deals.protect(a_deal(records, customer=name), [name]) for name in ("A", "B")
        )
        assert one is not None
        assert other is not None
        records.customers.keep(one, {1, 2})
        records.customers.keep(other, {-(2**63), 2**63 - 1, 2})
        wanted = {-(2**63), 2**63 - 1, 2, 3}
        assert records.customers.candidates(wanted, 10) == [other, one]
        assert records.customers.candidates(wanted, 1) == [other]
        assert records.customers.candidates({3}, 10) == []
        assert records.customers.candidates(set(), 10) == []
        assert records.customers.candidates(wanted, 10, besides=one.partner_id) == []


def test_a_deal_is_found_by_what_was_kept_last_while_it_is_open(store: Store) -> None:
    with store.transaction() as records:
        deal = records.deals.protect(a_deal(records), ["A"])
        assert deal is not None
        records.customers.keep(deal, {1})
        records.customers.keep(deal, {1, 2})
        records.customers.keep(deal, {2, 3})
        assert records.customers.candidates({1}, 10) == []
        assert records.customers.candidates({2}, 10) == [deal]
        deal.withdraw(deal.submitted_by)
        assert records.customers.candidates({2, 3}, 10) == []


def test_open_deals_without_keys_are_known(store: Store) -> None:
    with store.transaction() as records:
        before = len(records.customers.unkept(100))
        deals = [records.deals.protect(a_deal(records, customer=name), [name]) for name in "ABC"]
        one, other, closed = (deal for deal in deals if deal is not None)
        closed.withdraw(closed.submitted_by)
        records.customers.keep(one, {1})
        assert list(records.customers.unkept(100))[before:] == [other]
        assert len(records.customers.unkept(1)) == 1


def test_a_closed_deal_is_forgotten(store: Store) -> None:
    with store.transaction() as records:
        deal = records.deals.protect(a_deal(records), ["A"])
        assert deal is not None
        records.customers.keep(deal, {1})
        records.customers.forget_closed()
        assert records.customers.candidates({1}, 10) == [deal]
        deal.withdraw(deal.submitted_by)
        records.session.flush()
        records.customers.forget_closed()
        deal.state = DealState.SUBMITTED
        records.session.flush()
        assert records.customers.candidates({1}, 10) == []
