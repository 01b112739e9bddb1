"""A lead as one reader sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.conversation.turn import Happening
from storage.lead_moves import LeadAction, Parts
from storage.leads import Lead, LeadOffer
from storage.partners import Partner
from storage.people import Person


@dataclass(frozen=True, slots=True)
class View:
    lead: Lead
    reader: Person
    holder: Partner | None
    offers: Sequence[LeadOffer]

    @classmethod
    def of(cls, happening: Happening, lead: Lead, reader: Person) -> View:
        records = happening.records
        holder = records.partners.get(lead.holder_id) if lead.holder_id else None
        return cls(lead, reader, holder, records.leads.offers(lead))

    @property
    def parts(self) -> Parts:
        return self.lead.parts(self.reader)

    def may(self, action: LeadAction) -> bool:
        return self.lead.may(action, self.reader)


def card(lead: Lead) -> str:
    """What every copy of a lead's card is kept true under."""
    return f"lead:{lead.id}"
