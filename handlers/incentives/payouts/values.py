"""Values of paying out: who is paid and where, what is due, and a batch of payments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from storage.values import Money


class Reason(StrEnum):
    """Why a payee waits for money of one currency."""

    NEGATIVE_BALANCE = "negative_balance"
    NOTHING_LEFT = "nothing_left"
    BELOW_THRESHOLD = "below_threshold"
    DISPUTED = "disputed"
    PROFILE_INCOMPLETE = "profile_incomplete"
    WITHHOLDING_NOT_SET_UP = "withholding_not_set_up"


class Fact(StrEnum):
    """What a payout profile lacks, or has in a form that no bank takes."""

    NAME = "name"
    LATIN_NAME = "latin_name"
    TOWN = "town"
    COUNTRY = "country"
    ACCOUNT = "account"
    IBAN = "iban"
    NUMBER = "number"
    BANK = "bank"
    BIC = "bic"
    TAX_ID = "tax_id"


@dataclass(frozen=True, slots=True)
class Address:
    """`country` is the two letters of ISO 3166."""

    town: str = ""
    country: str = ""
    street: str = ""
    building: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Bank:
    """Found by its BIC or, where there is none, by its member number of a clearing system
    (`clearing_system`: the code of that system in ISO 20022's list, if it is in it)."""

    name: str = ""
    bic: str = ""
    member_id: str = ""
    clearing_system: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Where a payee's money goes: the account's holder and either an IBAN or a number. Accounts
    and the tax number are in no representation."""

    name: str = ""
    address: Address = field(default_factory=Address)
    bank: Bank = field(default_factory=Bank)
    iban: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    tax_id: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Withholding:
    """A tax of `pct` per cent that is kept back for the state; zero for whoever is exempt."""

    tax: str
    pct: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.pct <= 100:
            raise ValueError(f"{self.pct} per cent of tax")


@dataclass(frozen=True, slots=True)
class Line:
    """An earning that is payable, or a deduction from one; or one that is to be recovered."""

    reference: str
    amount: Money
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Payee:
    """A partner or member with what is payable to them; `to_recover` is what they were paid too
    much, above zero."""

    id: str
    name: str
    profile: Profile = field(default_factory=Profile)
    withholding: Withholding | None = None
    lines: tuple[Line, ...] = ()
    to_recover: tuple[Line, ...] = ()

    def __post_init__(self) -> None:
        if any(line.amount.minor < 0 for line in self.to_recover):
            raise ValueError("what is to recover is not below zero")


@dataclass(frozen=True, slots=True)
class Terms:
    """The least that is worth a payment, by currency, and the currencies that are paid in whole
    units (what is left stays payable)."""

    thresholds: Mapping[str, Money] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def threshold(self, currency: str) -> Money:
        return self.thresholds.get(currency, Money(0, currency))


@dataclass(frozen=True, slots=True)
class Due:
    """What is payable to a payee in one currency. Disputed lines are left out of it, and what is
    disputed is not recovered."""

    payee: Payee
    currency: str
    lines: tuple[Line, ...]
    recovering: tuple[Line, ...]
    disputed: tuple[Line, ...]

    @property
    def payable(self) -> Money:
        return _total(self.lines, self.currency)

    @property
    def to_recover(self) -> Money:
        return _total(self.recovering, self.currency)

    @property
    def left_out(self) -> Money:
        return _total(self.disputed, self.currency)

    @property
    def balance(self) -> Money:
        return self.payable - self.to_recover


@dataclass(frozen=True, slots=True)
class Payment:
    """What the bank is told: how much to whom, under which reference."""

    reference: str
    profile: Profile
    amount: Money


@dataclass(frozen=True, slots=True)
class Item:
    """A payment that is due: paid + carried + withheld + recovered = payable."""

    reference: str
    due: Due
    recovered: Money
    withheld: Money
    carried: Money
    paid: Money

    @property
    def payment(self) -> Payment:
        return Payment(self.reference, self.due.payee.profile, self.paid)

    @property
    def parts(self) -> Mapping[str, Money]:
        """How much of each line it pays, or recovers (below zero); together paid and withheld.
        What is carried forward is left on the last lines."""
        left = self.carried.minor
        parts: dict[str, Money] = {}
        for line in reversed(self.due.lines):
            cut = min(left, max(line.amount.minor, 0))
            left -= cut
            parts[line.reference] = line.amount - Money(cut, line.amount.currency)
        nothing = Money(0, self.due.currency)
        recovered = {line.reference: nothing - line.amount for line in self.due.recovering}
        return {ref: part for ref, part in (parts | recovered).items() if part.minor}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing is paid, withheld or recovered: all that is payable is carried forward."""

    due: Due
    reasons: tuple[Reason, ...]
    missing: tuple[Fact, ...]
    threshold: Money

    @property
    def carried(self) -> Money:
        return self.due.payable


@dataclass(frozen=True, slots=True)
class Totals:
    """A batch in one currency; `payments` counts the items."""

    payments: int
    payable: Money
    recovered: Money
    withheld: Money
    carried: Money
    paid: Money
    left_out: Money


@dataclass(frozen=True, slots=True)
class Batch:
    """Items and who waits, by currency and payee."""

    id: str
    items: tuple[Item, ...]
    waiting: tuple[Waiting, ...]

    @property
    def control(self) -> Decimal:
        """The sum that the bank checks: of all amounts, whatever their currency."""
        return sum((item.paid.amount for item in self.items), Decimal(0))

    @property
    def totals(self) -> tuple[Totals, ...]:
        """By currency, which never mix."""
        decided: tuple[Item | Waiting, ...] = (*self.items, *self.waiting)
        return tuple(map(self._total, sorted({one.due.currency for one in decided})))

    def _total(self, currency: str) -> Totals:
        items = [item for item in self.items if item.due.currency == currency]
        waiting = [one for one in self.waiting if one.due.currency == currency]
        dues = [item.due for item in items] + [one.due for one in waiting]
        carried = [item.carried for item in items] + [one.carried for one in waiting]
        nothing = Money(0, currency)
        return Totals(
            payments=len(items),
            payable=sum((due.payable for due in dues), nothing),
            recovered=sum((item.recovered for item in items), nothing),
            withheld=sum((item.withheld for item in items), nothing),
            carried=sum(carried, nothing),
            paid=sum((item.paid for item in items), nothing),
            left_out=sum((due.left_out for due in dues), nothing),
        )


def _total(lines: tuple[Line, ...], currency: str) -> Money:
    return sum((line.amount for line in lines), Money(0, currency))
