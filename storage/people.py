"""People: members at a partner and staff at the vendor, and the accounts they chat from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.base import Document, Record
from storage.inserting import insert_missing
from storage.partners import Partner
from storage.values import Language, Platform


class Role(StrEnum):
    SELLER = "seller"
    OWNER = "owner"
    CHANNEL_MANAGER = "channel_manager"
    FINANCE = "finance"
    SUPPORT = "support"
    ADMINISTRATOR = "administrator"


MEMBERS = frozenset({Role.SELLER, Role.OWNER})
STAFF = frozenset({Role.CHANNEL_MANAGER, Role.FINANCE, Role.SUPPORT, Role.ADMINISTRATOR})
EVERYONE = MEMBERS | STAFF


class Person(Record):
    """A member (who has a partner) or staff (who has none)."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    handle: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role]
    language: Mapped[Language]
    zone: Mapped[str] = mapped_column(default="Asia/Jakarta")
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"), default=None)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    preferred: Mapped[Platform | None] = mapped_column(default=None)
    active: Mapped[bool] = mapped_column(default=True)
    partner: Mapped[Partner | None] = relationship(lazy="joined", init=False, viewonly=True)

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF

    @property
    def company(self) -> Partner:
        """The partner this member works for; asking it of staff is a mistake in the code."""
        if self.partner is None:
            raise LookupError(f"person {self.id} works for no partner")
        return self.partner

    def same_company(self, other: Person) -> bool:
        return self.partner_id is not None and self.partner_id == other.partner_id


class Account(Record):
    """One person as one chat platform knows them.

    `reference` is what the platform needs to speak first: Teams' raw conversation
    reference (its `serviceUrl`, tenant and conversation ids), nothing on Slack.
    """

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("platform", "workspace", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    platform: Mapped[Platform]
    workspace: Mapped[str]
    user: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    linked_at: Mapped[datetime]
    reference: Mapped[Document] = mapped_column(default_factory=dict)


class People:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, person: Person) -> Person:
        self._session.add(person)
        self._session.flush()
        self._session.refresh(person, ["partner"])
        return person

    def link(self, account: Account) -> Account:
        self._session.add(account)
        self._session.flush()
        return account

    def link_once(self, account: Account) -> Account | None:
        """As `link`, for two who may do it in the same moment: both have the same account."""
        names = (column.key for column in Account.__table__.columns if column.key != "id")
        row = {name: getattr(account, name) for name in names}
        self._session.execute(insert_missing(self._session, Account).values(row))
        return self.account(account.platform, account.workspace, account.user)

    def get(self, person_id: int) -> Person:
        return self._session.get_one(Person, person_id)

    def account(self, platform: Platform, workspace: str, user: str) -> Account | None:
        query = select(Account).filter_by(platform=platform, workspace=workspace, user=user)
        return self._session.scalars(query).one_or_none()

    def known_as(self, platform: Platform, workspace: str, user: str) -> Person | None:
        """The active person behind an account; nobody else is anybody."""
        query = (
            select(Person)
            .join(Account, Account.person_id == Person.id)
            .where(Account.platform == platform, Account.workspace == workspace)
            .where(Account.user == user, Person.active)
        )
        return self._session.scalars(query).one_or_none()

    def accounts(self, person_id: int) -> Sequence[Account]:
        query = select(Account).filter_by(person_id=person_id).order_by(Account.id)
        return self._session.scalars(query).all()

    def with_role(self, *roles: Role) -> Sequence[Person]:
        query = select(Person).where(Person.role.in_(roles), Person.active).order_by(Person.id)
        return self._session.scalars(query).all()

    def at(self, partner_id: int) -> Sequence[Person]:
        query = select(Person).filter_by(partner_id=partner_id, active=True).order_by(Person.id)
        return self._session.scalars(query).all()

    def with_handle(self, handle: str) -> Person | None:
        return self._session.scalars(select(Person).filter_by(handle=handle)).one_or_none()

    def all(self) -> Sequence[Person]:
        return self._session.scalars(select(Person).order_by(Person.id)).all()

    def unlinked(self, people: Iterable[Person]) -> list[Person]:
        """Those among these people whom no platform knows."""
        linked = set(self._session.scalars(select(Account.person_id)))
        return [person for person in people if person.id not in linked]
