"""The forms of deal registration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.conversation.form import Choice, ChoiceField, DateField, Form, TextField
from handlers.conversation.text import Text
from handlers.deals import country
from handlers.deals.draft import Draft, Slot
from storage.deals import Deal
from storage.products import Product


@dataclass(frozen=True, slots=True)
class Registration:
    """The form for a deal, filled in as far as the draft is known; `errors` say what was wrong
    in which field."""

    draft: Draft
    products: Sequence[Product]
    text: Text
    errors: Mapping[Slot, str] = field(default_factory=dict)

    def form(self) -> Form:
        draft, text = self.draft, self.text
        place = country.name(draft.country, text.language) if draft.country else ""
        fields = (
            self._line(Slot.CUSTOMER, draft.customer),
            self._product(),
            self._line(Slot.SEATS, _only(map(str, draft.seats)), required=False),
            self._line(Slot.VALUE, _only(map(text.money, draft.values))),
            self._closing(),
            self._line(Slot.CONTACT, str(draft.contact), hint=text("hint_contact")),
            self._line(Slot.DOMAIN, draft.domain, required=False),
            self._line(Slot.TAX_ID, draft.tax_id, required=False),
            self._line(Slot.COUNTRY, place, required=False),
        )
        return Form("deals.registration", text("form_title"), fields, text("form_submit"))

    def _line(self, slot: Slot, value: str, *, hint: str = "", required: bool = True) -> TextField:
        shown = value or dict(self.draft.unread).get(slot, "")
        error = self.errors.get(slot, "")
        return TextField(slot, self._label(slot), shown, hint, required, error=error)

    def _product(self) -> ChoiceField:
        choices = tuple(Choice(product.sku, product.name) for product in self.products)
        chosen, error = _only(self.draft.products), self.errors.get(Slot.PRODUCT, "")
        return ChoiceField(Slot.PRODUCT, self._label(Slot.PRODUCT), choices, chosen, error=error)

    def _closing(self) -> DateField:
        day, error = _only(map(str, self.draft.closings)), self.errors.get(Slot.CLOSING, "")
        return DateField(Slot.CLOSING, self._label(Slot.CLOSING), day, error=error)

    def _label(self, slot: Slot) -> str:
        return self.text(f"label_{slot}")


def decline(deal: Deal, text: Text, *, error: str = "") -> Form:
    reason = TextField("reason", text("label_why"), multiline=True, error=error)
    title = text("decline_title", reference=deal.reference)
    return Form("deals.decline", title, (reason,), text("decline"), subject=deal.reference)


def _only(values: Iterable[str]) -> str:
    """The one value; nothing where it is unknown or unsure."""
    found = list(values)
    return found[0] if len(found) == 1 else ""
