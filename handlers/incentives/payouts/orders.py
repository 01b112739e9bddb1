"""What is handed to the bank in one message, as it is kept so that it can be written again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from handlers.incentives.payouts.references import LIMIT, identifier
from handlers.incentives.payouts.values import Batch, Payment, Profile


class NoAccount(LookupError):
    """There is no account to pay a currency from."""


class NothingToPay(ValueError):
    """A bank takes no message without a payment."""


@dataclass(frozen=True, slots=True)
class Debtor:
    """Our account for a currency. `service_level` is the code agreed with the bank, such as SEPA;
    with one the charges follow it, without one each side bears its own."""

    profile: Profile
    service_level: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """Payments to make on `pay_on`; `note` is what payees read on their bank statement."""

    batch: str
    created: datetime
    pay_on: date
    note: str
    payments: tuple[Payment, ...]

    @classmethod
    def of(cls, batch: Batch, created: datetime, pay_on: date, note: str) -> Order:
        return cls(batch.id, created, pay_on, note, tuple(i.payment for i in batch.items))

    @property
    def message_id(self) -> str:
        return identifier(self.batch)

    @property
    def groups(self) -> Mapping[str, tuple[Payment, ...]]:
        """Payments by currency, each in the order of their references."""
        payments = sorted(self.payments, key=lambda payment: payment.reference)
        currencies = sorted({payment.amount.currency for payment in payments})
        return {
            currency: tuple(p for p in payments if p.amount.currency == currency)
            for currency in currencies
        }

    def group_id(self, currency: str) -> str:
        return f"{identifier(self.batch, LIMIT - 1 - len(currency))}-{currency}"


def control_sum(payments: tuple[Payment, ...]) -> Decimal:
    """Of all amounts, whatever their currency: banks compare it with their own."""
    return sum((payment.amount.amount for payment in payments), Decimal(0))
