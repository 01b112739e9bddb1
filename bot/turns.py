"""What happens inside a turn's transaction: who, where, which operation, and what is kept."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot import wording
from bot.answered import Answered
from bot.replying import Replying
from handlers.conversation import manners
from handlers.conversation.message import Message, Opened, Pressed, Said, Submitted
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Reply
from handlers.conversation.routing import Route, Router, Steps, Undecided, spoken_here
from handlers.conversation.saved import to_document
from handlers.conversation.turn import Encounter, Turn
from knowledge.finder import Finder
from storage.audit import AuditEntry
from storage.conversations import Conversation, Exchange
from storage.inbox import Event, EventState
from storage.people import Person
from storage.store import Records
from storage.values import Language, Place


@dataclass(frozen=True, slots=True)
class Turns:
    """The work of one transaction."""

    records: Records
    registry: Registry
    router: Router
    now: datetime
    finder: Finder = field(default_factory=Finder)
    composes: bool = False

    def take(self, message: Message) -> Answered:
        """Answer a message, or repeat the answer that a redelivered one got."""
        event = self._event(message)
        if event.state is EventState.DONE:
            return Answered.before(event.answer or {})
        sender = message.sender
        person = self.records.people.known_as(sender.platform, sender.workspace, sender.user)
        answered = self._known(message, person) if person else self._stranger(message)
        return self.keep(answered, message)

    def keep(self, answered: Answered, message: Message) -> Answered:
        """Finish the event with its answer, and send that unless the body carries it."""
        event = self._event(message)
        event.state = EventState.DONE
        event.answer = answered.document()
        reply, in_body = answered.reply, message.in_body
        self._compose(answered, reply)
        if reply is not None and not in_body and not message.hands_back(reply):
            Replying(self.records, self.now, message).send(answered, reply, message.place)
        return answered

    def _compose(self, answered: Answered, reply: Reply | None) -> None:
        """Have it put into other words, later, where somebody does that."""
        if self.composes and reply is not None:
            errand = wording.errand(reply, answered.key, answered.language, self.now)
            if errand is not None:
                self.records.composings.add(errand)

    def _event(self, message: Message) -> Event:
        sender = message.sender
        return self.records.inbox.once(sender.platform, sender.workspace, message.event, self.now)

    def _stranger(self, message: Message) -> Answered:
        said = message.act.text if isinstance(message.act, Said) else ""
        if isinstance(message.act, Said) and not message.act.addressed:
            return Answered(None, "silent", _key())
        language = self.router.language(said, message.sender.language or Language.EN)
        text = self.registry.text("identity", language, "Asia/Jakarta")
        meeting = Encounter(
            self.records, self.now, self.registry.publish, message, text, finder=self.finder
        )
        reply = self.registry.stranger(meeting, said)
        return Answered(reply, "stranger", _key(), "identity.stranger", language)

    def _known(self, message: Message, person: Person) -> Answered:
        here = self.records.conversations.at(message.place, message.sender.user, self.now)
        here.reference = dict(message.reference) or here.reference
        self._reachable(message)
        before = here.memory
        answered = self._answered(message, person, here)
        here.updated_at = self.now
        reply = answered.reply
        seen = not message.place.is_direct and not (reply and message.hands_back(reply))
        if reply is not None and reply.private and seen:
            answered = self._move(answered, reply, message, here, before)
        return self._recorded(answered, message, person, here)

    def _reachable(self, message: Message) -> None:
        """Keep the address of the direct chat, to speak first there; another one will do
        until it is known."""
        sender, reference = message.sender, dict(message.reference)
        if not reference:
            return
        account = self.records.people.account(sender.platform, sender.workspace, sender.user)
        if account is not None and (message.place.is_direct or not account.reference):
            account.reference = reference

    def _answered(self, message: Message, person: Person, here: Conversation) -> Answered:
        spoken, chosen = spoken_here(person, here), person.language
        if isinstance(message.act, Said) and not here.owner:
            language = self.router.language(message.act.text, spoken)
            brought = self.router.brought(message.act, person, here)
            unreadable = None if brought else manners.unreadable(message.act, language)
            if unreadable:
                heard = unreadable if message.act.addressed else None
                return Answered(heard, "unreadable", _key(), "", language)
        found = self.router.routes(message.act, person, here)
        answers = [self._request(each, message, person, here) for each in found if each]
        if not answers:
            return Answered(self._unroutable(message, spoken), "stale", _key(), "", spoken)
        first, *others = answers
        for other in others:
            first = first.then(other)
        language = first.language if person.language is chosen else person.language
        here.memory = {**here.memory, "language": language}
        return first

    def _unroutable(self, message: Message, language: Language) -> Reply | None:
        """A button or form of yesterday; talk among people that was not meant for us."""
        silent = isinstance(message.act, Said | Opened)
        return None if silent else manners.stale(language)

    def _request(
        self, steps: Steps, message: Message, person: Person, here: Conversation
    ) -> Answered:
        for step in steps:
            if isinstance(step, Undecided):
                return self._which(step, here)
            tried = self._tried(step, message, person, here)
            if tried is not None or not step.tentative:
                outcome = "answered" if tried else "silent"
                return Answered(tried, outcome, _key(), step.operation.name, step.language)
        return Answered(None, "silent", _key(), "", spoken_here(person, here))

    def _which(self, undecided: Undecided, here: Conversation) -> Answered:
        here.memory = {**here.memory, "torn": undecided.sentence}
        reply = manners.which(undecided.operations, undecided.language)
        return Answered(reply, "torn", _key(), "", undecided.language)

    def _tried(
        self, route: Route, message: Message, person: Person, here: Conversation
    ) -> Reply | None:
        operation = route.operation
        if person.role not in operation.roles:
            self._audit(person, operation.name, "refused")
            return manners.refused(route.language)
        if operation.sensitive:
            self._audit(person, operation.name, "done")
        text = self.registry.text(operation.name, route.language, person.zone)
        turn = Turn(
            records=self.records,
            now=self.now,
            publish=self.registry.publish,
            message=message,
            person=person,
            conversation=here,
            text=text,
            subject=route.subject,
            menu=tuple(o.name for o in self.registry.open_to(person.role, "intent")),
            finder=self.finder,
        )
        reply: Reply | None = operation.answer(turn, route.given)
        return reply

    def _audit(self, person: Person, action: str, outcome: str) -> None:
        entry = AuditEntry(
            at=self.now, actor_id=person.id, action=action, object="", outcome=outcome
        )
        self.records.audit.add(entry)

    def _move(
        self,
        answered: Answered,
        reply: Reply,
        message: Message,
        here: Conversation,
        before: Mapping[str, Any],
    ) -> Answered:
        """Answer in the direct chat; the channel only reads that we go on there."""
        sender = message.sender
        direct = Place(sender.platform, sender.workspace)
        there = self.records.conversations.at(direct, sender.user, self.now)
        there.memory = {**there.memory, **here.memory}
        here.memory = dict(before)
        moved = replace(answered, key=_key())
        self._compose(moved, reply)
        Replying(self.records, self.now, message).send(moved, reply, direct)
        return replace(answered, reply=manners.continued_in_private(answered.language))

    def _recorded(
        self, answered: Answered, message: Message, person: Person, here: Conversation
    ) -> Answered:
        exchange = Exchange(
            conversation_id=here.id,
            person_id=person.id,
            at=self.now,
            said=_said(message),
            handler=answered.operation.partition(".")[0],
            operation=answered.operation,
            language=answered.language,
            outcome=answered.outcome,
            reply=to_document(answered.reply.kept) if answered.reply else None,
            key=answered.key,
        )
        self.records.conversations.record(exchange)
        return replace(answered, conversation_id=here.id)


def _key() -> str:
    """Opaque and unguessable: it travels with the message and tells nothing."""
    return secrets.token_hex(16)


def _said(message: Message) -> str:
    match message.act:
        case Said(text=text):
            return text
        case Pressed(action=action, value=value):
            return f"[{action}={value}]"
        case Submitted(form=form):
            return f"[{form}]"
        case _:
            return ""
