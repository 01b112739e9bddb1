"""A month is calculated, submitted, approved by somebody else and closed; statements stay."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlers.incentives.calculating import closing
from handlers.incentives.calculating.closing import LEASE, NotReady, TooEarly
from handlers.incentives.calculating.verifying import Check
from storage.adjustments import Adjustment, AdjustmentKind, Approval
from storage.earned import Line, Slice
from storage.keys import Cause
from storage.periods import PeriodState
from storage.runs import RunState
from storage.signing import NotNow, SamePerson
from storage.standing import Status
from storage.store import Store
from storage.values import Money, Period
from tests.handlers.incentives.calculating.books import (
    BORNEO,
    EVERYBODY,
    MITRA,
    RINA,
    balance,
    hashed,
    post,
    publish,
    settle,
)
from tests.handlers.incentives.calculating.months import (
    CODE,
    THEN,
    begins,
    calculates,
    checks,
    closes,
    step,
)
from tests.handlers.incentives.calculating.plans import HOLDING, component
from tests.handlers.incentives.selling import sell, who
from tests.storage.books import at_once

SEPTEMBER = Period.month(date(2026, 9, 1))


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def test_a_month_from_open_to_closed(store: Store) -> None:
    assert closes(store, "2026-08") == 3
    assert closes(store) == 3
    with store.reading() as records:
        period = records.periods.coded(CODE)
        assert period is not None
        assert period.state is PeriodState.CLOSED
        (run,) = records.runs.of(period.id)
        assert run.state is RunState.DONE
        assert run.result_hash
        assert set(run.plans) >= {"pro-push/1", "rebate-2026-q3/1"}
        statement = records.statements.last(RINA, period.id)
        assert statement is not None
        assert statement.totals["components"] == {"IDR": {"pro-push/spiff": 800_000_000}}
        assert records.ledger.unbalanced() == []
        (spiff,) = records.owed.to(RINA)
        assert spiff.amounts == {Status.PAYABLE: Money.of(8_000_000, "IDR")}
    assert balance(store, "liability:member:1:payable") == -8_000_000
    assert balance(store, "liability:member:1:accrued") == 0
    assert set(checks(store)) == {Check.GOOD}


def test_a_rebate_of_a_quarter_waits_for_its_last_month(store: Store) -> None:
    """What July earned of it is an estimate until September is approved."""
    july = datetime(2026, 7, 31, tzinfo=UTC)
    post(store, now=july)
    closes(store, "2026-07")
    assert balance(store, "liability:partner:1:payable") == 0
    with store.reading() as records:
        (due,) = [each for each in records.owed.at(MITRA) if each.component == "rebate"]
        assert set(due.amounts) == {Status.ESTIMATED}
    closes(store, "2026-08")
    closes(store)
    assert balance(store, "liability:partner:1:payable") == -28_200_000
    assert set(checks(store)) == {Check.GOOD}


def test_a_month_that_goes_on_is_not_closed(store: Store) -> None:
    with pytest.raises(TooEarly):
        begins(store, "2026-10")
    with pytest.raises(ValueError, match="August"):
        begins(store, "August")


def test_begun_twice_is_begun_once(store: Store) -> None:
    assert begins(store) == begins(store)
    assert len(set(at_once(*[lambda: begins(store)] * 3))) == 1


def test_what_is_not_calculated_is_not_submitted(store: Store) -> None:
    begins(store)
    with pytest.raises(NotReady), store.transaction() as records:
        closing.submit(records, step(records))


def test_steps_come_in_turn(store: Store) -> None:
    with pytest.raises(NotNow), store.transaction() as records:
        closing.submit(records, step(records))
    with pytest.raises(NotNow), store.transaction() as records:
        closing.close(records, step(records))
    closes(store)
    with pytest.raises(NotNow):
        begins(store)


def test_somebody_else_approves(store: Store) -> None:
    calculates(store)
    with store.transaction() as records:
        closing.submit(records, step(records))
    with pytest.raises(SamePerson), store.transaction() as records:
        closing.approve(records, step(records, "fajar"))


def test_a_chunk_that_is_not_ours_any_more_posts_nothing(store: Store) -> None:
    begins(store)
    with store.transaction() as records:
        parts = records.runs.take(9, records.claims.clock(), LEASE)
        again = records.runs.take(9, records.claims.clock() + LEASE, LEASE)
        assert len(parts) == len(again)
    with store.transaction() as records:
        assert closing.work(records, parts, THEN) == 0
        assert records.earned.lines(Slice()) == []
        assert closing.work(records, again, THEN) == len(again)


def test_what_was_posted_before_is_not_posted_again(store: Store) -> None:
    post(store)
    before = hashed(store)
    closes(store)
    assert hashed(store) == before
    with store.reading() as records:
        assert len(records.earned.lines(Slice())) == 9


def test_what_came_during_the_review_is_in(store: Store) -> None:
    calculates(store)
    sell(store, "rina", date(2026, 9, 29), 2)
    for act, by in ((closing.submit, "fajar"), (closing.approve, "maya")):
        with store.transaction() as records:
            act(records, step(records, by))
    assert balance(store, "liability:member:1:payable") == -8_500_000


def test_a_later_month_does_not_change_what_was_issued(store: Store) -> None:
    """Row 29: the late sale is another month's line; both statements stay right."""
    closes(store)
    sell(store, "rina", date(2026, 9, 29), 4, source_id="LATE")
    post(store, EVERYBODY, THEN)
    assert set(checks(store)) == {Check.GOOD}
    with store.transaction() as records:
        period = records.periods.coded(CODE)
        assert period is not None
        statement = records.statements.last(RINA, period.id)
        assert statement is not None
        assert (statement.version, statement.totals["totals"]) == (1, {"IDR": 800_000_000})


def test_what_was_paid_too_much_is_to_be_recovered(store: Store) -> None:
    closes(store)
    with store.reading() as records:
        sale = next(s for s in records.transactions.at(MITRA, SEPTEMBER) if s.units == 24)
    sell(store, "rina", date(2026, 9, 30), -24, refunds_id=sale.id)
    post(store, EVERYBODY, THEN)
    with store.transaction() as records:
        period = records.periods.containing(date(2026, 10, 1))
        assert records.earned.lines(Slice(earner=RINA, period_id=period.id))
    settle(store, "2026-10")
    with store.transaction() as records:
        (ripe,) = [
            each for each in records.ripening.now(date(2026, 10, 31)) if each.earner == RINA
        ]
        assert (ripe.minor, ripe.payable) == (-600_000_000, 800_000_000)


def adjusts(store: Store, line: Line, amount: int) -> Cause:
    """Fajar prepares it and Maya approves it, in September; what its accrual is posted for."""
    with store.transaction() as records:
        adjustment = Adjustment(
            kind=AdjustmentKind.DISPUTE,
            reason="calculation_error",
            amount=Money.of(amount, "IDR"),
            line_id=line.id,
            prepared_by_id=who(records, "fajar").id,
            prepared_at=THEN,
        )
        records.adjustments.prepare(adjustment)
        approval = Approval(who(records, "maya"), date(2026, 9, 20), THEN)
        posted = records.adjustments.approve(adjustment.id, approval)
        heading = records.earnings.get(posted.id)[1].heading
        named = (heading.period_id, heading.earner, heading.partner_id, heading.component)
        parts = (f"line {posted.id}", *named, heading.fund, "")
        return Cause("accrue", " ".join(map(str, parts)))


def test_an_adjustment_is_payable_with_its_month(store: Store) -> None:
    """It is accrued once, and not before."""
    post(store)
    with store.reading() as records:
        line = records.earned.lines(Slice(earner=RINA))[-1]
    cause = adjusts(store, line, 500_000)
    assert post(store).lines == 0
    assert balance(store, "liability:member:1:accrued") == -8_000_000
    closes(store)
    assert balance(store, "liability:member:1:payable") == -8_500_000
    assert balance(store, "liability:member:1:accrued") == 0
    assert balance(store, "expense:incentive:spiff") == 8_500_000
    assert set(checks(store)) == {Check.GOOD}
    with store.reading() as records:
        accrued = records.ledger.find(cause)
        assert accrued is not None
        assert accrued.reason == "calculation_error"


def test_an_adjustment_of_a_fund_can_be_claimed_with_its_month(store: Store) -> None:
    filling = component("fill", pays="fund", fund="coop")
    publish(store, HOLDING | {"id": "coop", "components": [filling]})
    sell(store, "agus", date(2026, 9, 2), 10)
    post(store)
    with store.reading() as records:
        lines = records.earned.lines(Slice(partner_id=BORNEO))
    adjusts(store, next(line for line in lines if line.fund), 200_000)
    closes(store)
    with store.reading() as records:
        held = records.funds.holds(BORNEO, "coop", "IDR", THEN.date())
    assert held == Money.of(1_700_000, "IDR")
    assert balance(store, "liability:fund:coop", BORNEO) == -1_700_000
