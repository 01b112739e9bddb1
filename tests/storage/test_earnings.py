from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from storage.bulk import ROWS
from storage.earned import Slice
from storage.earnings import EarningBatch, LineKind, earner
from storage.keys import Cause
from storage.store import Store
from storage.values import Money
from tests.conftest import NOW
from tests.storage.books import at_once, delta, earns, heading


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def test_an_earning_is_made_once(store: Store) -> None:
    with store.transaction() as records:
        spiff, other = heading(records), heading(records, component="kicker")
        first = records.earnings.headed([spiff, other, spiff])
        assert set(first) == {spiff, other}
        assert records.earnings.headed([other, spiff]) == first
        assert records.earnings.headed([]) == {}


def test_many_at_once_make_the_same_earning(store: Store) -> None:
    def ask() -> int:
        with store.transaction() as records:
            head = heading(records)
            return records.earnings.headed([head])[head]

    assert len(set(at_once(*[ask] * 4))) == 1


def test_who_earns_is_a_partner_or_a_member() -> None:
    assert (earner(7, None), earner(7, 3)) == ("partner:7", "member:3")


def test_lines_come_back_as_they_were_posted(store: Store) -> None:
    with store.transaction() as records:
        head = heading(records)
        earning_id = records.earnings.headed([head])[head]
        large = 2**53 + 1
        told = delta(earning_id, large, gross_minor=-large, held_minor=7, reason="cut")
        batch = records.earnings.post(Cause("run", "1"), [told], NOW)
        assert batch is not None
        assert records.earnings.batch(Cause("run", "1")) is batch
        assert batch.recorded_at == NOW
        (line,) = records.earned.lines(Slice(period_id=head.period_id))
        found, earning = records.earnings.get(line.id)
        assert (found.minor, found.gross_minor, found.held_minor) == (large, -large, 7)
        assert found.reason == "cut"
        assert (found.kind, found.batch_id) == (LineKind.EARNING, batch.id)
        assert earning.earner == head.earner


def test_the_same_cause_posts_once(store: Store) -> None:
    earns(store, "a", 100)
    earns(store, "a", 100)
    with store.reading() as records:
        assert [line.amount.minor for line in records.earned.lines(Slice())] == [100]


def test_of_many_who_post_the_same_at_once_one_does(store: Store) -> None:
    at_once(*[lambda: earns(store, "a", 100)] * 6)
    with store.reading() as records:
        assert [line.amount.minor for line in records.earned.lines(Slice())] == [100]


def test_a_line_that_cannot_be_takes_the_others_with_it(store: Store) -> None:
    earning_id = earns(store, "a", 100)
    some = [delta(earning_id, 1), delta(10**6, 1)]
    with pytest.raises(IntegrityError), store.transaction() as records:
        records.earnings.post(Cause("test", "b"), some, NOW)
    with store.reading() as records:
        assert len(records.earned.lines(Slice())) == 1
        assert records.earnings.batch(Cause("test", "b")) is None


def test_more_than_a_bundle_of_lines_is_posted(store: Store) -> None:
    with store.transaction() as records:
        head = heading(records)
        earning_id = records.earnings.headed([head])[head]
        many = (delta(earning_id, 1) for _ in range(ROWS + 1))
        assert isinstance(records.earnings.post(Cause("test", "m"), many, NOW), EarningBatch)
    with store.reading() as records:
        found = records.earned.by_component(Slice())
    assert found == {"spiff": [Money(ROWS + 1, "IDR")]}


def test_two_who_compare_and_post_do_it_one_after_the_other(store: Store) -> None:
    """A recompute posts the difference to what is there: two at once must not both post it."""

    def recompute(reference: str) -> None:
        with store.transaction() as records:
            head = heading(records)
            records.earnings.hold([head.partner_id])
            earning_id = records.earnings.headed([head])[head]
            there = sum(line.amount.minor for line in records.earned.lines(Slice()))
            if there != 500:
                some = [delta(earning_id, 500 - there)]
                records.earnings.post(Cause("run", reference), some, NOW)

    at_once(*[lambda n=n: recompute(str(n)) for n in range(5)])
    with store.reading() as records:
        assert records.earned.by_component(Slice()) == {"spiff": [Money(500, "IDR")]}
