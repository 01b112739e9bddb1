"""Whose earnings are shown: a member's, a partner's, or an owner's together with the partner's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers.incentives.calculating.earners import Earner
from handlers.incentives.engine.plan import Earner as Kind
from storage.partners import Partner
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Account:
    """`mine` says that the reader is the one who earns, or owns who does."""

    company: Partner
    person: Person | None
    is_partner: bool
    mine: bool

    @property
    def earners(self) -> Iterator[Earner]:
        if self.person is not None:
            yield Earner(self.company.id, self.person.id)
        if self.is_partner:
            yield Earner(self.company.id)

    @property
    def key(self) -> str:
        """What a button or a topic keeps of it; looked up again with whoever asks then."""
        person = f"m{self.person.id}" if self.person else ""
        return f"{person}p{self.company.id}" if self.is_partner else person

    @property
    def object(self) -> str:
        """As the audit log calls it."""
        return f"person:{self.person.id}" if self.person else f"partner:{self.company.id}"

    @property
    def name(self) -> str:
        if self.person is None:
            return self.company.name
        return f"{self.person.name} ({self.company.name})"

    def only(self, kind: Kind | None) -> Account | None:
        """The member alone or the partner alone; None when there is no such."""
        match kind:
            case Kind.MEMBER:
                return replace(self, is_partner=False) if self.person else None
            case Kind.PARTNER:
                return replace(self, person=None) if self.is_partner else None
            case _:
                return self


def of_member(person: Person, reader: Person) -> Account:
    return Account(person.company, person, False, person.id == reader.id)


def of_partner(partner: Partner, reader: Person) -> Account:
    return Account(partner, None, True, partner.id == reader.partner_id)


def own(reader: Person, *, owner: bool) -> Account:
    """What a reader calls *mine*: an owner's is the partner's too."""
    return Account(reader.company, reader, owner, True)
