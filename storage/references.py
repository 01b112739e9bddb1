"""Whom and what the words of a file mean: partners, members and products, never made silently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.inserting import insert_missing
from storage.partners import Partner
from storage.people import Account, Person
from storage.products import Product

LEGAL_FORM = re.compile(r"^(?:pt|cv|ud)\.? ")
AMBIGUOUS = -1


class ReferenceKind(StrEnum):
    PARTNER = "partner"
    MEMBER = "member"
    PRODUCT = "product"


class Reference(Record):
    """What a source calls a partner, a member or a product of ours: its customer number, its
    code, its e-mail address."""

    __tablename__ = "external_references"
    __table_args__ = (UniqueConstraint("source", "kind", "written"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    source: Mapped[str]
    kind: Mapped[ReferenceKind]
    written: Mapped[str]
    target_id: Mapped[int]


class Unfit(ValueError):
    """A row that cannot be stored: which column, why, and what the sentence about it needs."""

    def __init__(self, column: str, reason: str, **facts: str | int) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason
        self.facts = facts


Names = dict[str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What can be meant, as it was when the file was begun."""

    partners: Names
    members: Mapping[int, Names]
    products: Names
    product_names: Mapping[int, str]

    def partner(self, written: str) -> int:
        return _one(self.partners, written, "partner")

    def member(self, written: str, partner_id: int) -> int | None:
        """One who works for this partner; a namesake elsewhere is somebody else."""
        return _one(self.members.get(partner_id, {}), written, "member") if written else None

    def product(self, written: str) -> tuple[int | None, str]:
        if not written:
            return None, ""
        found = _one(self.products, written, "product")
        return found, self.product_names[found]


class References:
    def __init__(self, session: Session) -> None:
        self._session = session

    def call(self, source: str, kind: ReferenceKind, written: str, target_id: int) -> Reference:
        """From now on the source's word means this; what it meant before is what it means."""
        key = {"source": source, "kind": kind, "written": plain(written)}
        row = key | {"target_id": target_id}
        self._session.execute(insert_missing(self._session, Reference).values(row))
        return self._session.scalars(select(Reference).filter_by(**key)).one()

    def known(self, source: str) -> Known:
        """By the source's own words first, then by name and what is short for it."""
        products = self._session.execute(
            select(Product.id, Product.sku, Product.name, Product.short)
        ).all()
        called = ((word, found) for found, *words in products for word in words[1:])
        skus = ((sku, found) for found, sku, *_ in products)
        return Known(
            self._partners(source),
            self._members(source),
            _names(called) | _names(skus) | self._called(source, ReferenceKind.PRODUCT),
            {found: name for found, _, name, _ in products},
        )

    def _partners(self, source: str) -> Names:
        rows = self._session.execute(select(Partner.name, Partner.id)).all()
        short = _names((LEGAL_FORM.sub("", plain(name)), found) for name, found in rows)
        return short | _names(rows) | self._called(source, ReferenceKind.PARTNER)

    def _members(self, source: str) -> dict[int, Names]:
        """By the partner they work for: handle, name, account on a platform, the source's word."""
        people = select(Person.id, Person.partner_id, Person.handle, Person.name)
        rows = self._session.execute(people.where(Person.partner_id.is_not(None))).all()
        accounts = self._session.execute(select(Account.user, Account.person_id)).all()
        words = [(word, found) for found, _, *words in rows for word in words]
        own = self._called(source, ReferenceKind.MEMBER)
        works_for = {found: partner for found, partner, *_ in rows}
        members: dict[int, list[tuple[str, int]]] = {}
        for word, found in dict.fromkeys([*words, *accounts, *own.items()]):
            if (partner := works_for.get(found)) is not None:
                members.setdefault(partner, []).append((word, found))
        return {partner: _names(called) for partner, called in members.items()}

    def _called(self, source: str, kind: ReferenceKind) -> Names:
        query = select(Reference.written, Reference.target_id).filter_by(source=source, kind=kind)
        return dict(self._session.execute(query).all())


def plain(written: str) -> str:
    return " ".join(written.split()).casefold()


def _names(called: Iterable[tuple[str, int]]) -> Names:
    """What two are called means neither."""
    names: Names = {}
    for word, found in called:
        key = plain(word)
        if key:
            names[key] = found if names.get(key, found) == found else AMBIGUOUS
    return names


def _one(names: Names, written: str, kind: str) -> int:
    """A spelling that was looked up is found at once the next time."""
    found = names.get(written)
    if found is None:
        found = names.get(plain(written))
        if found is None:
            raise Unfit(kind, f"unknown_{kind}", written=written)
        names[written] = found
    if found == AMBIGUOUS:
        raise Unfit(kind, f"ambiguous_{kind}", written=written)
    return found
