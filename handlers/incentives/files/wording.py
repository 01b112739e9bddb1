"""Says what is wrong with a row or a file of sales."""

from __future__ import annotations

from handlers.conversation.text import Text
from handlers.incentives.files.faults import Fault
from storage.sales import BadRow

CATALOGUE = "sales"


def refusal(row: BadRow, text: Text) -> str:
    """`Line 7, column amount: …`, in the words of the catalogue."""
    reason = text(row.reason, **{name: str(fact) for name, fact in row.facts.items()})
    line = str(row.line)
    if not row.column:
        return text("line", line=line, reason=reason)
    return text("cell", line=line, column=row.column, reason=reason)


def complaint(fault: Fault, text: Text) -> str:
    """Of a file as a whole."""
    return text(fault.reason, **fault.facts)
