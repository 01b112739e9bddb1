"""The forms of leads."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.form import Choice, ChoiceField, Form, TextField
from handlers.conversation.text import Text
from handlers.leads.draft import Draft
from storage.leads import Lead
from storage.products import Product


def new(draft: Draft, products: Sequence[Product], text: Text, *, formed: bool = False) -> Form:
    """Filled in as far as the draft is known; once sent in, it says what is missing."""
    wrong = {line: text("problem_missing") for line in draft.missing} if formed else {}
    choices = tuple(Choice(product.sku, product.name) for product in products)
    value = text.money(draft.money) if draft.money else ""

    def line(name: str, said: str, hint: str = "") -> TextField:
        required = name in ("customer", "contact")
        return TextField(
            name, text(f"label_{name}"), said, hint, required, error=wrong.get(name, "")
        )

    fields = (
        line("customer", draft.customer),
        line("contact", draft.contact, text("hint_contact")),
        ChoiceField("product", text("label_product"), choices, draft.product, required=False),
        line("value", value),
        line("domain", draft.domain),
        line("note", draft.note),
    )
    return Form("leads.new", text("form_title"), fields, text("form_submit"))


def reason(lead: Lead, action: str, text: Text, *, error: str = "") -> Form:
    """Why it is declined or lost."""
    why = TextField("reason", text("label_why"), multiline=True, error=error)
    title = text(f"{action}_title", reference=lead.reference)
    return Form(f"leads.{action}", title, (why,), text(action), subject=lead.reference)


def passing(lead: Lead, text: Text, *, value: str = "", error: str = "") -> Form:
    hint = text("hint_partners")
    who = TextField("partners", text("label_partners"), value, hint, error=error)
    title = text("pass_title", reference=lead.reference)
    return Form("leads.pass", title, (who,), text("pass"), subject=lead.reference)
