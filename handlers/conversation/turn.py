"""All that is needed to answer one thing a person did, or to tell someone something."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.conversation.message import Message
from handlers.conversation.slots import Reader
from handlers.conversation.text import Text
from knowledge.finder import Finder
from storage.audit import AuditEntry
from storage.conversations import Conversation
from storage.deliveries import Delivery, Urgency
from storage.people import Account, Person
from storage.store import Records
from storage.values import Language, Place, Platform

#: What `tell` keeps on the delivery rather than in the notice's subject.
ON_DELIVERY = (
    "card",
    "urgency",
    "due_at",
    "campaign",
    "recipient",
    "conversation_id",
    "policy",
    "owner",
    "owner_subject",
)

Publish = Callable[["Happening", str, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Happening:
    """A transaction with one `now`: what every piece of work is given."""

    records: Records
    now: datetime
    publish: Publish
    finder: Finder = field(default_factory=Finder, kw_only=True)

    def write_down(
        self, by: Person | None, action: str, what: str, outcome: str, /, **detail: Any
    ) -> None:
        """An entry of the audit log; None: time itself, or another system."""
        entry = AuditEntry(
            at=self.now,
            actor_id=by.id if by else None,
            action=action,
            object=what,
            outcome=outcome,
            detail=detail,
        )
        self.records.audit.add(entry)

    def emit(self, event: str, **facts: Any) -> None:
        """Let the other capabilities know, in this transaction."""
        self.publish(self, event, facts)

    def tell(self, person: Person, notice: str, **subject: Any) -> Delivery | None:
        """Send a notice to the person's preferred platform, drawn in their language when it
        is sent. None when no platform knows them. Keywords `card` (kept true on every copy),
        `urgency`, `due_at`, `campaign` and `recipient` (one delivery for each pair) go to the
        delivery, the rest is the notice's subject."""
        account = preferred_account(person, self.records.people.accounts(person.id))
        if account is None:
            return None
        place = Place(account.platform, account.workspace)
        return self._deliver(place, notice, subject, person, account.user)

    def tell_place(
        self, place: Place, language: Language, notice: str, **subject: Any
    ) -> Delivery:
        """Send a notice to a channel or thread rather than to one person. With `owner` and
        `owner_subject`, what is said in the thread under it goes to `@handler.place`."""
        return self._deliver(place, notice, {"language": language, **subject}, None, "")

    def tell_in(
        self, conversation: Conversation, person: Person, notice: str, **subject: Any
    ) -> Delivery:
        """Send a notice to a person in the very chat or thread of a conversation."""
        there = {"conversation_id": conversation.id, **subject}
        return self._deliver(conversation.place, notice, there, person, conversation.user)

    def refresh(self, card: str) -> None:
        """Draw every delivered copy of a card again, so that each shows what is true now."""
        for copy in self.records.deliveries.copies(card):
            again = Delivery(
                key=secrets.token_hex(16),
                urgency=Urgency.NOTICE,
                platform=copy.platform,
                workspace=copy.workspace,
                user=copy.user,
                channel=copy.channel,
                thread=copy.thread,
                setting=copy.setting,
                language=copy.language,
                created_at=self.now,
                due_at=self.now,
                person_id=copy.person_id,
                notice=copy.notice,
                subject=copy.subject,
                card=card,
                replaces_id=copy.id,
            )
            self.records.deliveries.add(again)

    def _deliver(
        self, place: Place, notice: str, subject: dict[str, Any], person: Person | None, user: str
    ) -> Delivery:
        language = subject.pop("language", None) or (person.language if person else Language.EN)
        named = {name: subject.pop(name) for name in ON_DELIVERY if name in subject}
        delivery = Delivery(
            key=secrets.token_hex(16),
            platform=place.platform,
            workspace=place.workspace,
            user=user,
            channel=place.channel,
            thread=place.thread,
            setting=place.setting,
            language=language,
            created_at=self.now,
            person_id=person.id if person else None,
            notice=notice,
            subject=subject,
            **{"urgency": Urgency.NOTICE, "due_at": self.now, **named},
        )
        return self.records.deliveries.add(delivery)


@dataclass(frozen=True, slots=True)
class Encounter(Happening):
    """One thing somebody did whom we do not know."""

    message: Message
    text: Text


@dataclass(frozen=True, slots=True)
class Turn(Happening):
    """One thing a known person did."""

    message: Message
    person: Person
    conversation: Conversation
    text: Text
    subject: str = ""  #: the submitted form's, or the owned place's, subject
    menu: tuple[str, ...] = ()  #: the intents that this person's role may ask for

    @property
    def language(self) -> Language:
        return self.text.language

    @property
    def read(self) -> Reader:
        """Reads slots as this sentence's language and this person's zone and money mean them."""
        partner = self.person.partner
        currency = partner.currency if partner else "IDR"
        return Reader(self.language, currency, self.now.astimezone(ZoneInfo(self.person.zone)))

    @property
    def memory(self) -> Mapping[str, Any]:
        return self.conversation.memory

    @property
    def topic(self) -> Mapping[str, Any]:
        """What we last talked about here: `handler` and whatever was remembered with it."""
        found: Mapping[str, Any] = self.memory.get("topic", {})
        return found

    def remember(self, handler: str, **facts: Any) -> None:
        """Make this the topic that a follow-up refers to; facts are plain JSON values."""
        memory = {**self.conversation.memory, "topic": {"handler": handler, **facts}}
        self.conversation.memory = memory

    def ask(self, question: str, **draft: Any) -> None:
        """Wait for the answer to a question (`handler.answer`), keeping the draft meanwhile."""
        asked = {"name": question, "draft": draft, "of": self.person.id}
        self.conversation.memory = {**self.conversation.memory, "question": asked}

    def forget_question(self) -> None:
        memory = {k: v for k, v in self.conversation.memory.items() if k != "question"}
        self.conversation.memory = memory

    @property
    def draft(self) -> Mapping[str, Any]:
        """What the question we asked was about."""
        question = self.memory.get("question", {})
        draft: Mapping[str, Any] = question.get("draft", {})
        return draft

    def audit(self, action: str, what: str, outcome: str, **detail: Any) -> None:
        """What the speaker did."""
        self.write_down(self.person, action, what, outcome, **detail)


@dataclass(frozen=True, slots=True)
class Telling(Happening):
    """Someone is about to be told something: `subject` is what `tell` was given.

    `person` is None for a place; `copy` is the message this draws (a card asks its state).
    """

    subject: Mapping[str, Any]
    person: Person | None
    text: Text
    copy: Delivery


@dataclass(frozen=True, slots=True)
class Tick(Happening):
    """Time has passed; `since` is when this job last looked (None: never)."""

    since: datetime | None = field(default=None)


def preferred_account(person: Person, accounts: list[Account] | Any) -> Account | None:
    """Where to reach a person: the platform they prefer, else Slack or Teams, else the page."""
    order = [person.preferred, Platform.SLACK, Platform.TEAMS, Platform.WEB]
    ranked = sorted(accounts, key=lambda account: order.index(account.platform))
    return ranked[0] if ranked else None
