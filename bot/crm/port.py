"""The one port behind which every CRM stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Protocol

from bot.crm.outcomes import Later, Refused
from handlers.deals.crm import Said, Theirs, money
from storage.base import Document
from storage.values import Money


class Trouble(Exception):
    """The CRM did not do as it was asked."""

    def __init__(self, outcome: Later | Refused) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


class Crm(Protocol):
    """Waits for its network: called from threads. Each raises `Trouble`."""

    @property
    def name(self) -> str: ...

    @property
    def address(self) -> str: ...

    def find(self, reference: str) -> Theirs | None:
        """Its record of a deal."""

    def create(self, deal: Document, said: Said) -> None:
        """A record of a deal that it has none of; at a second call the first one's is changed."""

    def change(self, reference: str, said: Said) -> None:
        """These fields, and no other."""

    def changed(self, since: datetime) -> Iterator[Theirs]:
        """Records of ours that were changed there since, the earliest first."""


def version(moment: str) -> str:
    """Moments that can be compared as texts, however a CRM writes them."""
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat(timespec="microseconds")


def amount(value: str, only: str) -> Decimal:
    """In whole units; `only` is the CRM's currency where it has but one.

    Raises:
        Trouble: when it would mean another amount there.
    """
    ours = money(value)
    if only and ours.currency != only:
        raise Trouble(Refused(f"{ours.currency} where there is only {only}"))
    return ours.amount


def value(amount: Decimal | None, currency: str) -> str:
    """As `Field.VALUE` says it; empty: it has none, or nobody knows of what."""
    if amount is None or not currency:
        return ""
    found = Money.of(amount, currency)
    return f"{found.minor} {found.currency}"
