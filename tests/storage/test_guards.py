"""What money rests on stays as it is, whichever way somebody tries to change it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.base import Record
from storage.earnings import EarningLine
from storage.fx import FxRate, Pair
from storage.guards import GUARDS, AppendOnly, statements, unguarded
from storage.keys import Cause
from storage.ledger import Journal, Move
from storage.store import Store
from tests.conftest import NOW
from tests.storage.books import SEPTEMBER, at_once, earns, person, settle
from tests.storage.test_ledger import CASH, PAYABLE, a_journal


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


@pytest.fixture
def rate(store: Store) -> FxRate:
    with store.transaction() as records:
        return records.fx.publish(Pair("USD", "IDR", "BI"), SEPTEMBER, Decimal(16000), NOW)


def change(store: Store, kind: type[Record], kept: int, name: str, value: object) -> None:
    with store.transaction() as records:
        setattr(records.session.get_one(kind, kept), name, value)


def remove(store: Store, kind: type[Record], kept: int) -> None:
    with store.transaction() as records:
        records.session.delete(records.session.get_one(kind, kept))


def run(store: Store, statement: str) -> None:
    with store.transaction() as records:
        records.session.execute(text(statement))


def test_the_records_refuse(store: Store, rate: FxRate) -> None:
    with pytest.raises(AppendOnly):
        change(store, FxRate, rate.id, "rate", Decimal(1))
    with pytest.raises(AppendOnly):
        remove(store, FxRate, rate.id)


def test_touching_without_a_change_is_no_change(store: Store, rate: FxRate) -> None:
    change(store, FxRate, rate.id, "rate", Decimal(16000))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE fx_rates SET rate = '1'", "DELETE FROM fx_rates"],
    ids=["update", "delete"],
)
def test_the_database_refuses(store: Store, rate: FxRate, statement: str) -> None:
    with pytest.raises(IntegrityError, match="only added to"):
        run(store, statement)


def test_every_guarded_table_has_its_triggers(store: Store) -> None:
    with store.engine.connect() as connection:
        assert unguarded(connection) == set()
    assert {"ledger_entries", "earning_lines", "statements"} <= {each.table for each in GUARDS}


def test_a_migration_can_carry_them(store: Store) -> None:
    """The statements are what the tables are made with, for the tables it makes."""
    dialect = store.engine.dialect.name
    some = statements(dialect, "fx_rates")
    assert some
    assert set(some) < set(statements(dialect))
    with store.engine.begin() as connection:
        connection.execute(text("DROP TABLE fx_rates" + " CASCADE" * (dialect == "postgresql")))
        assert unguarded(connection) == {"fx_rates"}


def test_an_approved_period_receives_no_earnings(store: Store) -> None:
    earning_id = earns(store, "in time", 100)
    settle(store)
    with pytest.raises(IntegrityError, match="shut"):
        earns(store, "late", 1)
    with pytest.raises(IntegrityError, match="shut"):
        earns(store, "late", 1, component="another")
    line = f"({earning_id}, 1, 'earning', 1, 1, 0, '')"
    columns = "earning_id, batch_id, kind, minor, gross_minor, held_minor, reason"
    with pytest.raises(IntegrityError, match="shut"):
        run(store, f"INSERT INTO earning_lines ({columns}) VALUES {line}")
    with store.reading() as records:
        assert records.session.query(EarningLine).count() == 1


def test_a_closed_period_receives_no_postings_either(store: Store) -> None:
    def post(reference: str, month: date = SEPTEMBER) -> None:
        with store.transaction() as records:
            period = records.periods.containing(month)
            records.ledger.post(a_journal(reference), period.id, NOW)

    settle(store)
    post("after the approval")
    with store.transaction() as records:
        records.periods.locked("2026-09").close(person(records, "fajar"), NOW)
    with pytest.raises(IntegrityError, match="shut"):
        post("after the close")
    entry = "(1, 'cash:clearing', 'IDR', 5)"
    with pytest.raises(IntegrityError, match="shut"):
        run(
            store,
            f"INSERT INTO ledger_entries (posting_id, account, currency, minor) VALUES {entry}",
        )
    post("after the close", date(2026, 10, 1))


def test_what_is_posted_while_somebody_approves_is_in_or_refused(store: Store) -> None:
    """Of a posting and an approval in the same moment one waits for the other: nothing gets
    into a period after its approval."""
    earns(store, "first", 1)

    def post(reference: str) -> bool:
        earns(store, reference, 1)
        return True

    steps = [lambda n=n: post(f"p{n}") for n in range(4)]
    posted = at_once(*steps, lambda: settle(store), refused=IntegrityError)
    accepted = sum(each is True for each in posted)
    refused = sum(isinstance(each, IntegrityError) for each in posted)
    assert accepted + refused == 4
    with store.reading() as records:
        assert records.session.query(EarningLine).count() == 1 + accepted


def test_errors_do_not_show_what_was_to_be_stored(store: Store) -> None:
    journal = Journal(Cause("secret-account", "x"), SEPTEMBER, (Move(CASH, 1), Move(PAYABLE, -1)))
    with pytest.raises(IntegrityError) as refused, store.transaction() as records:
        records.ledger.post(journal, 10**6, NOW)
    assert "secret-account" not in str(refused.value)
