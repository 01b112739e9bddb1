"""From what happened to balanced postings: accounts and entries of everything that moves money.

Accounts are a partner's and a currency's: `expense:incentive:COMPONENT`, of each earner
`liability:EARNER:accrued|held|payable` and `asset:EARNER:recoverable` (EARNER is `partner:ID` or
`member:ID`), `liability:fund:FUND`; the vendor's own are `cash:clearing`, `fx:clearing` and
`liability:tax:withheld`. Debits are above zero, credits below.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.keys import Cause
from storage.ledger import Account, Journal, Move
from storage.values import Money


@dataclass(frozen=True, slots=True)
class Whose:
    """An earner's books in one currency; a member's belong to the partner they sold for."""

    partner_id: int
    earner: str
    currency: str

    @property
    def accrued(self) -> Account:
        return self._liability("accrued")

    @property
    def held(self) -> Account:
        return self._liability("held")

    @property
    def payable(self) -> Account:
        return self._liability("payable")

    @property
    def recoverable(self) -> Account:
        return self._own(f"asset:{self.earner}:recoverable")

    def expense(self, component: str) -> Account:
        return self._own(f"expense:incentive:{component}")

    def fund(self, name: str) -> Account:
        return self._own(f"liability:fund:{name}")

    @property
    def cash(self) -> Account:
        return Account("cash:clearing", None, self.currency)

    @property
    def tax(self) -> Account:
        return Account("liability:tax:withheld", None, self.currency)

    def _liability(self, part: str) -> Account:
        return self._own(f"liability:{self.earner}:{part}")

    def _own(self, code: str) -> Account:
        return Account(code, self.partner_id, self.currency)


@dataclass(frozen=True, slots=True)
class Why:
    """What is posted for, from which day on, and a reason code where there is one."""

    reference: str
    effective: date
    run_id: int | None = None
    revision: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one earner and component in a run, added up. `held` is the part that waits;
    what is released is held below zero. Into the `fund`, if there is one, instead of to the
    earner; `spends` names the fund that the money comes out of."""

    whose: Whose
    component: str
    minor: int
    held: int = 0
    fund: str = ""
    spends: str = ""


def accrual(group: Group, why: Why) -> Journal:
    """What was earned, or taken back, is owed: to be approved, or held."""
    whose = group.whose
    source = whose.fund(group.spends) if group.spends else whose.expense(group.component)
    if group.fund:
        return _journal(
            "accrue", why, (source, group.minor), (whose.fund(group.fund), -group.minor)
        )
    owed = (whose.accrued, group.held - group.minor)
    return _journal("accrue", why, (source, group.minor), owed, (whose.held, -group.held))


def approval(whose: Whose, payable: int, recoverable: int, why: Why) -> Journal:
    """What a period's approval makes payable, and what it shows was paid too much."""
    return _journal(
        "approve",
        why,
        (whose.accrued, payable - recoverable),
        (whose.payable, -payable),
        (whose.recoverable, recoverable),
    )


def release(whose: Whose, minor: int, why: Why) -> Journal:
    """What was held waits no more: the approval of the month that says so makes it payable."""
    return _journal("release", why, (whose.held, minor), (whose.accrued, -minor))


def clawback(group: Group, payable: int, why: Why) -> Journal:
    """So much is taken back: of what is payable first, the rest of what was paid."""
    whose = group.whose
    covered = min(group.minor, max(payable, 0))
    return _journal(
        "claw back",
        why,
        (whose.payable, covered),
        (whose.recoverable, group.minor - covered),
        (whose.expense(group.component), -group.minor),
    )


@dataclass(frozen=True, slots=True)
class Paid:
    """An item of a payout: what is payable, less what it recovers and withholds."""

    payable: int
    recovered: int = 0
    withheld: int = 0

    @property
    def net(self) -> int:
        return self.payable - self.recovered - self.withheld


def payment(whose: Whose, paid: Paid, why: Why) -> Journal:
    """The bank was told; if it fails or comes back, this is reversed."""
    return _journal(
        "pay",
        why,
        (whose.payable, paid.payable),
        (whose.recoverable, -paid.recovered),
        (whose.tax, -paid.withheld),
        (whose.cash, -paid.net),
    )


def reimbursement(whose: Whose, fund: str, minor: int, why: Why) -> Journal:
    """A proven claim: what the fund held is payable."""
    return _journal("reimburse", why, (whose.fund(fund), minor), (whose.payable, -minor))


def expiry(group: Group, why: Why) -> Journal:
    """What nobody used in time is the vendor's again."""
    fund = group.whose.fund(group.fund)
    return _journal(
        "expire", why, (fund, group.minor), (group.whose.expense(group.component), -group.minor)
    )


def exchange(account: Account, sold: Money, bought: Money, why: Why) -> tuple[Journal, Journal]:
    """A liability in one currency becomes one in another: two postings through a clearing
    account, each balanced in its own currency, the second linked to the first."""
    given = _journal("exchange out", why, *_cleared(account, sold, 1))
    taken = _journal("exchange in", why, *_cleared(account, bought, -1))
    linked = Journal(taken.cause, taken.effective, taken.moves, taken.reason, given.cause.key)
    return given, linked


def _cleared(account: Account, money: Money, side: int) -> tuple[tuple[Account, int], ...]:
    here = Account(account.code, account.partner_id, money.currency)
    clearing = Account("fx:clearing", None, money.currency)
    return (here, side * money.minor), (clearing, -side * money.minor)


def _journal(kind: str, why: Why, *moves: tuple[Account, int]) -> Journal:
    cause = Cause(kind, why.reference, why.revision, why.run_id)
    kept = tuple(Move(account, minor) for account, minor in moves if minor)
    return Journal(cause, why.effective, kept, why.reason)
