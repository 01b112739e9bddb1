"""Tickets: a person was asked for; who takes it, what is said about it, and what goes out."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.base import Document, Record
from storage.conversations import Conversation
from storage.people import Person
from storage.values import Language


class TicketState(StrEnum):
    """`resolved` waits for the partner to agree; *no* makes it `taken` or `open` again."""

    OPEN = "open"
    TAKEN = "taken"
    RESOLVED = "resolved"
    CLOSED = "closed"


class TicketTopic(StrEnum):
    """What made somebody ask for a person."""

    REQUEST = "request"
    QUESTION = "question"
    ERROR = "error"


class EntryKind(StrEnum):
    """A `note` stays inside; an `answer` went to the partner; `asked` and `reply` came from
    them."""

    ASKED = "asked"
    NOTE = "note"
    ANSWER = "answer"
    REPLY = "reply"


UNSOLVED = (TicketState.OPEN, TicketState.TAKEN, TicketState.RESOLVED)
WAITING = (TicketState.OPEN, TicketState.TAKEN)


class Ticket(Record):
    """One request for a person, answered in the conversation in which it was made.

    `transcript` keeps what was said there until then: `{"lines": [[who, words], …]}`.
    """

    __tablename__ = "tickets"
    __table_args__ = (Index(None, "state", "due_at"), Index(None, "person_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    reference: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), init=False)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), init=False)
    language: Mapped[Language]
    topic: Mapped[TicketTopic]
    opened_at: Mapped[datetime]
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    conversation: Mapped[Conversation] = relationship()
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    transcript: Mapped[Document] = mapped_column(default_factory=dict)
    assignee: Mapped[Person | None] = relationship(default=None, foreign_keys=[assignee_id])
    state: Mapped[TicketState] = mapped_column(default=TicketState.OPEN)
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    first_answer_at: Mapped[datetime | None] = mapped_column(default=None)
    resolved_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def is_closed(self) -> bool:
        return self.state is TicketState.CLOSED

    def take(self, by: Person, now: datetime) -> bool:
        """Make it this person's; False when it is another's or over."""
        if self.is_closed or (self.assignee and self.assignee.id != by.id):
            return False
        if self.assignee is None:
            self.assignee, self.taken_at = by, now
        if self.state is TicketState.OPEN:
            self.state = TicketState.TAKEN
        return True

    def answered(self, by: Person, now: datetime) -> None:
        """An answer has gone out: whoever answers an untaken ticket has it."""
        self.reopen()
        self.take(by, now)
        self.first_answer_at = self.first_answer_at or now

    def resolve(self, now: datetime) -> None:
        self.state, self.resolved_at = TicketState.RESOLVED, now

    def close(self) -> None:
        self.state = TicketState.CLOSED

    def reopen(self) -> None:
        self.state = TicketState.TAKEN if self.assignee else TicketState.OPEN
        self.resolved_at = None


class TicketEntry(Record):
    """One thing said about a ticket."""

    __tablename__ = "ticket_entries"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    kind: Mapped[EntryKind]
    text: Mapped[str]


class Tickets:
    def __init__(self, session: Session) -> None:
        self._session = session

    def new_reference(self) -> str:
        """A number that tells nothing about how many there are."""
        while True:
            reference = f"T-{secrets.randbelow(90_000) + 10_000}"
            if (
                self._session.scalars(select(Ticket).filter_by(reference=reference)).first()
                is None
            ):
                return reference

    def add(self, ticket: Ticket) -> Ticket:
        self._session.add(ticket)
        self._session.flush()
        return ticket

    def write(self, entry: TicketEntry) -> TicketEntry:
        self._session.add(entry)
        self._session.flush()
        return entry

    def get(self, ticket_id: int) -> Ticket:
        return self._session.get_one(Ticket, ticket_id)

    def entry(self, entry_id: int) -> TicketEntry:
        return self._session.get_one(TicketEntry, entry_id)

    def answer(self, entry_id: int) -> TicketEntry | None:
        """What went to a partner; anything else about a ticket is no answer."""
        found = self._session.get(TicketEntry, entry_id)
        return found if found is not None and found.kind is EntryKind.ANSWER else None

    def numbered(self, reference: str) -> Ticket | None:
        """Anybody's ticket, for those who work on them; held until the transaction ends."""
        return self._held(reference)

    def owned(self, person_id: int, reference: str) -> Ticket | None:
        """This person's ticket; anyone else's does not exist."""
        found = self._held(reference)
        return found if found and found.person_id == person_id else None

    def unsolved(self, person_id: int, conversation_id: int) -> Ticket | None:
        """What this person already asked for here."""
        query = (
            select(Ticket)
            .filter_by(person_id=person_id, conversation_id=conversation_id)
            .where(Ticket.state.in_(UNSOLVED))
            .order_by(Ticket.id.desc())
        )
        return self._session.scalars(query).first()

    def waiting(self) -> Sequence[Ticket]:
        """What the team still has to do, the most urgent first."""
        query = select(Ticket).where(Ticket.state.in_(WAITING))
        return self._session.scalars(query.order_by(Ticket.due_at, Ticket.id)).all()

    def entries(self, ticket_id: int, *kinds: EntryKind) -> Sequence[TicketEntry]:
        """What was said, oldest first; of some kinds, or all."""
        query = select(TicketEntry).where(TicketEntry.ticket_id == ticket_id)
        if kinds:
            query = query.where(TicketEntry.kind.in_(kinds))
        return self._session.scalars(query.order_by(TicketEntry.id)).all()

    def _held(self, reference: str) -> Ticket | None:
        query = select(Ticket).filter_by(reference=reference)
        query = query.with_for_update(of=Ticket).execution_options(populate_existing=True)
        return self._session.scalars(query).one_or_none()
