"""Says what is wrong with a row or a file of sales."""

from __future__ import annotations

from handlers.conversation.text import Text
from handlers.incentives.files.faults import Fault
from storage.base import Document
from storage.sales import BadRow
from storage.values import Money

CATALOGUE = "sales"


def refusal(row: BadRow, text: Text) -> str:
    """`Line 7, column amount: …`, in the words of the catalogue."""
    line, why = str(row.line), reason(row, text)
    if not row.column:
        return text("line", line=line, reason=why)
    return text("cell", line=line, column=row.column, reason=why)


def reason(row: BadRow, text: Text) -> str:
    return text(row.reason, **{name: str(fact) for name, fact in row.facts.items()})


def complaint(fault: Fault, text: Text) -> str:
    """Of a file as a whole."""
    return text(fault.reason, **fault.facts)


def correction(said: Document, text: Text) -> str:
    """Of a row that changes what somebody put right by hand."""
    amount = text.money(Money(*said["amount"]))
    facts = {"line": str(said["line"]), "sale": str(said["sale"]), "amount": amount}
    if said["reference"]:
        return text("corrected_dispute", reference=said["reference"], **facts)
    return text("corrected", **facts)
