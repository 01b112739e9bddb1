"""However sales come in, piece by piece or all at once: the books say the same.

`MITRA_EXAMPLES` sets how many stories are tried (20 otherwise).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.incentives.calculating.posted import posted
from handlers.incentives.calculating.result import result_hash
from storage.earned import Slice
from storage.sales import TransactionKind
from storage.store import Records, Store
from storage.transactions import Transaction
from storage.values import Money
from tests.conftest import NOW
from tests.handlers.incentives.calculating.books import EVERYBODY, publish
from tests.handlers.incentives.calculating.plans import HOLDING, RACE, component

EXAMPLES = int(os.environ.get("MITRA_EXAMPLES", "20"))
SOURCE = "story"
PARTNER = {1: 1, 2: 1, 3: 2, 4: 3}  #: of each member
TABLE = [{"up_to": "20000000", "pct": "2", "amount": "500"}, {"pct": "3"}]
TIERS = {"kind": "tiers", "base": "net", "mode": "marginal", "table": TABLE}
RICH = HOLDING | {
    "id": "rich",
    "components": [
        component("tiers", rule=TIERS, limits=[{"per": "period", "max": "900000"}]),
        component("carried", limits=[{"per": "period", "max": "1", "excess": "carry_forward"}]),
        component("floored", earner="member", limits=[{"per": "period", "min": "100000"}]),
        component("again", rule={"kind": "multiplier", "of": ["tiers"], "pct": "10"}),
        component("held", {"pct": "12.5", "release": "after_days", "days": 5}),
        component(
            "prorated",
            clawback={"method": "time_prorated", "window_days": 20, "only_paid": False},
        ),
    ],
}


@dataclass(frozen=True)
class Told:
    """A revision of a sale, or of a return (`of` a sale)."""

    number: str
    member: int
    day: date
    units: int
    revision: int = 1
    of: str = ""


@dataclass
class Story:
    told: list[Told] = field(default_factory=list)

    def order(self, random: Random) -> list[Told]:
        """Any order in which sales come before what refers to them, and revisions in turn."""
        waiting, done = random.sample(self.told, len(self.told)), list[Told]()
        while waiting:
            ready = next(each for each in waiting if self._may(each, done))
            waiting.remove(ready)
            done.append(ready)
        return done

    def _may(self, told: Told, done: Sequence[Told]) -> bool:
        there = [each for each in done if each.number == told.number]
        return len(there) == told.revision - 1 and (
            not told.of or any(each.number == told.of for each in done)
        )


@st.composite
def stories(draw: st.DrawFn) -> Story:
    story = Story()
    for number in range(draw(st.integers(1, 6))):
        member = draw(st.sampled_from(sorted(PARTNER)))
        day = date(2026, 8, 25) + timedelta(days=draw(st.integers(0, 25)))
        units = draw(st.integers(1, 30))
        sale = Told(f"S{number}", member, day, units)
        story.told.append(sale)
        if draw(st.booleans()):
            again = draw(st.integers(1, 30))
            story.told.append(Told(sale.number, member, day, again, revision=2))
        for back in range(draw(st.integers(0, 2))):
            later = day + timedelta(days=draw(st.integers(0, 30)))
            given_back = draw(st.integers(1, units))
            name = f"R{number}.{back}"
            story.told.append(Told(name, member, later, given_back, of=sale.number))
    return story


def tell(records: Records, told: Told) -> None:
    sale = None
    if told.of:
        sale = records.transactions.revisions(SOURCE, told.of)[-1].id
    records.transactions.add(
        Transaction(
            source=SOURCE,
            source_id=told.number,
            revision=told.revision,
            kind=TransactionKind.REFUND if told.of else TransactionKind.SALE,
            day=told.day,
            recorded_at=NOW,
            partner_id=PARTNER[told.member],
            member_id=told.member,
            product="CloudSuite Pro",
            quantity=Decimal(told.units),
            amount=Money.of(1_500_000 * told.units, "IDR"),
            refunds_id=sale,
        )
    )


class _Undone(Exception):
    """Nothing of a story stays."""


@contextmanager
def imagined(store: Store) -> Iterator[Records]:
    try:
        with store.transaction() as records:
            yield records
            raise _Undone
    except _Undone:
        pass


@pytest.fixture
def store(any_store: Store) -> Store:
    publish(any_store, RICH)
    publish(any_store, RACE)
    return any_store


def books(records: Records) -> tuple[str, int, dict[object, int]]:
    """The hash, how many postings do not balance, and what is held and owed by key."""
    current = records.earned.current(Slice())
    held = {line.key[:7]: 0 for line in current}
    for line in current:
        held[line.key[:7]] += line.held.minor
    return (
        result_hash(records, EVERYBODY),
        len(records.ledger.unbalanced()),
        {key: minor for key, minor in held.items() if minor},
    )


def trying(store: Store, check: Callable[[Story, int], None]) -> None:
    """The check, on many stories; each leaves the store as it was."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(story=stories(), seed=st.integers(0, 2**16))
    def run(story: Story, seed: int) -> None:
        check(story, seed)

    run()


@pytest.mark.timeout(60 + 10 * EXAMPLES)
def test_piece_by_piece_is_all_at_once(store: Store) -> None:
    def check(story: Story, seed: int) -> None:
        random = Random(seed)
        with imagined(store) as records:
            for told in story.order(random):
                tell(records, told)
                if random.random() < 0.7:
                    posted(records, [PARTNER[told.member]], NOW)
            posted(records, EVERYBODY, NOW)
            pieces = books(records)
        with imagined(store) as records:
            for told in story.order(random):
                tell(records, told)
            posted(records, EVERYBODY, NOW)
            assert books(records) == pieces
            assert pieces[1] == 0
            assert posted(records, EVERYBODY, NOW).lines == 0

    trying(store, check)


@pytest.mark.timeout(60 + 10 * EXAMPLES)
def test_the_ledger_is_what_the_lines_are(store: Store) -> None:
    """Debits to expenses, of all accounts of a partner's books, are the sum of its lines."""

    def check(story: Story, seed: int) -> None:
        with imagined(store) as records:
            for told in story.order(Random(seed)):
                tell(records, told)
                posted(records, [PARTNER[told.member]], NOW)
            for partner_id in EVERYBODY:
                balances = records.ledger.balances(partner_id)
                spent = sum(
                    minor for account, minor in balances.items() if "expense" in account.code
                )
                lines = records.earned.lines(Slice(partner_id=partner_id))
                assert spent == sum(line.amount.minor for line in lines)
                assert sum(balances.values()) == 0

    trying(store, check)
