"""A batch as a table for finance: who is paid what and where, and who waits for what."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from handlers.conversation.sheets import BOM, safe
from handlers.conversation.text import Text
from handlers.incentives.payouts.values import Batch, Due, Item, Waiting
from handlers.incentives.payouts.words import waits
from storage.values import Money

COLUMNS = (
    "reference", "payee", "currency", "payable", "recovered", "withheld", "carried", "paid",
    "left_out", "tax", "pct", "holder", "account", "bank", "bic", "country", "tax_id", "waits",
)  # fmt: skip


def as_csv(batch: Batch, text: Text) -> bytes:
    """A row for each item, then one for each who waits; amounts stay numbers, everything that
    people wrote is text that no spreadsheet runs."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([text(f"column_{name}") for name in COLUMNS])
    writer.writerows(map(_item, batch.items))
    writer.writerows(_waiting(one, text) for one in batch.waiting)
    return (BOM + written.getvalue()).encode()


def _item(item: Item) -> list[str]:
    amounts = (item.recovered, item.withheld, item.carried, item.paid)
    return _row(item.reference, item.due, amounts, "")


def _waiting(one: Waiting, text: Text) -> list[str]:
    nothing = Money(0, one.due.currency)
    return _row("", one.due, (nothing, nothing, one.carried, nothing), " ".join(waits(one, text)))


def _row(reference: str, due: Due, amounts: Iterable[Money], why: str) -> list[str]:
    money = (due.payable, *amounts, due.left_out)
    tax = due.payee.withholding
    named, pct = (tax.tax, f"{tax.pct:f}") if tax else ("", "")
    numbers = [f"{one.amount:f}" for one in money]
    known = safe([reference, due.payee.name, due.currency])
    return [*known, *numbers, *safe([named]), pct, *safe([*_profile(due), why])]


def _profile(due: Due) -> list[str]:
    profile = due.payee.profile
    bank = profile.bank
    account = profile.iban or profile.number
    known = bank.bic or bank.member_id
    return [profile.name, account, bank.name, known, profile.address.country, profile.tax_id]
