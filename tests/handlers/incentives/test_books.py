"""The ledger says the same as the lines and payouts do, whatever happens in whatever order."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.incentives.posting import Group, Paid, Whose, Why, accrual, approval, payment
from storage.batches import ItemState, Payout, PayoutItem, PayoutPart
from storage.earnings import Heading
from storage.keys import Cause
from storage.ledger import Journal
from storage.partners import Partner, PartnerKind
from storage.standing import Status
from storage.store import Records, Store
from tests.conftest import NOW
from tests.storage.books import delta, person, through

NUMBERS = count(1)
ACCOUNTS = {
    Status.ACCRUED: "liability:{}:accrued",
    Status.HELD: "liability:{}:held",
    Status.PAYABLE: "liability:{}:payable",
    Status.TO_RECOVER: "asset:{}:recoverable",
}


class Books:
    """One partner's, kept twice."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.number = next(NUMBERS)
        name = f"PT Contoh {self.number}"
        partner = records.partners.add(Partner(name=name, kind=PartnerKind.RESELLER))
        self.whose = Whose(partner.id, f"partner:{partner.id}", "IDR")
        self.day = records.periods.receiving(date(2026, 9, 1)).first

    def why(self) -> Why:
        return Why(f"{self.number}:{next(NUMBERS)}", self.day)

    def post(self, journal: Journal) -> None:
        if journal.moves:
            period = self.records.periods.receiving(self.day)
            self.records.ledger.post(journal, period.id, NOW)

    def earn(self, component: str, minor: int, held: int) -> None:
        period = self.records.periods.receiving(self.day)
        partner = self.whose.partner_id
        named = ("plan", 1, component, "window", "IDR", period.last)
        heading = Heading(period.id, partner, None, *named)
        earning_id = self.records.earnings.headed([heading])[heading]
        why = self.why()
        line = delta(earning_id, minor, held_minor=held)
        self.records.earnings.post(Cause("test", why.reference), [line], NOW)
        self.post(accrual(Group(self.whose, component, minor, held), why))

    def approve(self) -> None:
        before = self.stands()
        period = self.records.periods.locked(self.records.periods.receiving(self.day).code)
        through(period, person(self.records, "fajar"), person(self.records, "maya"))
        self.records.session.flush()
        grown = self.stands()
        grown.subtract(before)
        why = self.why()
        self.post(approval(self.whose, grown[Status.PAYABLE], grown[Status.TO_RECOVER], why))

    def pay(self) -> None:
        owed = [due for due in self.records.owed.to(self.whose.earner) if due.minor]
        gross = sum(due.minor for due in owed)
        if gross <= 0:
            return
        why = self.why()
        partner = self.whose.partner_id
        item = PayoutItem(
            reference=why.reference,
            earner=self.whose.earner,
            partner_id=partner,
            member_id=None,
            currency="IDR",
            gross_minor=gross,
        )
        item.parts = [PayoutPart(earning_id=due.earning_id, minor=due.minor) for due in owed]
        payout = Payout(
            reference=why.reference,
            period_id=self.records.periods.receiving(self.day).id,
            prepared_by_id=person(self.records, "fajar").id,
            prepared_at=NOW,
        )
        payout.items = [item]
        self.records.payouts.prepare(payout)
        item.state = ItemState.SETTLED
        recovered = -sum(min(due.minor, 0) for due in owed)
        self.post(payment(self.whose, Paid(gross + recovered, recovered), why))

    def stands(self) -> Counter[Status]:
        found: Counter[Status] = Counter()
        for due in self.records.owed.to(self.whose.earner):
            for status, money in due.amounts.items():
                found[status] += money.minor
        return found

    def agree(self) -> bool:
        there = self.records.ledger.balances(self.whose.partner_id)
        told = {account.code: minor for account, minor in there.items() if minor}
        stands = self.stands()
        return all(
            told.get(code.format(self.whose.earner), 0) == _SIDE[code[:5]] * stands[status]
            for status, code in ACCOUNTS.items()
        )


_SIDE = {"asset": 1, "liabi": -1}  #: what is owed is a credit
amounts = st.integers(-1000, 1000).filter(bool)
earn = st.tuples(st.sampled_from(["a", "b"]), amounts, st.integers(-50, 50))
steps = st.lists(st.one_of(earn, st.just("approve"), st.just("pay")), max_size=12)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_both_books_agree_after_every_step(
    store: Store, told: list[tuple[str, int, int] | str]
) -> None:
    with store.transaction() as records:
        books = Books(records)
        for step in told:
            if isinstance(step, tuple):
                books.earn(*step)
            else:
                getattr(books, step)()
            assert books.agree(), step
