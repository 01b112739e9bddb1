"""The forms of a claim on the fund: the request, and why it is refused."""

from __future__ import annotations

from handlers.conversation.form import DateField, Form, TextField
from handlers.conversation.text import Text
from handlers.funds.request import Incomplete, Slot
from storage.funds import FundClaim
from storage.values import Money


def request(incomplete: Incomplete, text: Text, *, errors: bool) -> Form:
    """Filled in as far as the draft is known."""
    draft = incomplete.draft
    wrong = {slot: problem(slot, incomplete, text) for slot in Slot} if errors else {}

    def line(slot: Slot, value: str) -> TextField:
        return TextField(slot, text(f"label_{slot}"), value, error=wrong.get(slot, ""))

    day = draft.day.isoformat() if draft.day else ""
    label, error = text("label_day"), wrong.get(Slot.DAY, "")
    fields = (
        line(Slot.AMOUNT, _only(draft.amounts, text)),
        line(Slot.ACTIVITY, draft.activity),
        line(Slot.COST, _only(draft.costs, text)),
        DateField(Slot.DAY, label, day, required=False, error=error),
    )
    return Form("funds.request", text("form_title"), fields, text("form_submit"))


def refuse(claim: FundClaim, text: Text, *, error: str = "") -> Form:
    reason = TextField("reason", text("label_reason"), multiline=True, error=error)
    title = text("refuse_title", reference=claim.reference)
    return Form("funds.refuse", title, (reason,), text("refuse"), subject=claim.reference)


def problem(slot: Slot, incomplete: Incomplete, text: Text) -> str:
    """What is wrong in a field; nothing where nothing is."""
    found = incomplete.problems.get(slot)
    if found is None:
        return ""
    least = text.money(incomplete.least_cost) if incomplete.least_cost else ""
    return text(f"problem_{found}", least=least)


def _only(amounts: tuple[Money, ...], text: Text) -> str:
    return text.money(amounts[0]) if len(amounts) == 1 else ""
