"""Answers people whom nobody knows: one polite text, unless they bring a good code."""

from __future__ import annotations

from datetime import timedelta

from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.text import Text
from handlers.conversation.turn import Encounter
from handlers.identity import codes
from storage.audit import AuditEntry
from storage.invitations import LinkAttempt
from storage.people import Account, Person
from storage.values import Language

TRIES = 5  #: codes that one account may type in an hour; beyond that none is looked at
AN_HOUR = timedelta(hours=1)


def meet(encounter: Encounter, said: str) -> Reply:
    """A wrong code, a used one, a late one and too many of them sound like no code at all."""
    letters = codes.read(said)
    person = _linked(encounter, letters) if letters else None
    if person is None:
        text = _text(encounter, is_code=letters is not None)
        return Reply(text("unknown"), (Paragraph(text("unknown_next")),))
    text = Text.load("identity", person.language, person.zone)
    return Reply(text("welcome", name=person.name), (Paragraph(text("welcome_next")),))


def _text(encounter: Encounter, *, is_code: bool) -> Text:
    """A code is in no language, so only the platform's guess counts beside it."""
    guessed = encounter.message.sender.language or Language.EN
    return Text.load("identity", guessed) if is_code else encounter.text


def _linked(encounter: Encounter, letters: str) -> Person | None:
    """The invited person, whose account this is from now on."""
    if not _may_try(encounter):
        return None
    records, sender = encounter.records, encounter.message.sender
    taken = records.people.account(sender.platform, sender.workspace, sender.user)
    invited = None if taken else records.invitations.redeem(codes.hashed(letters), encounter.now)
    person = records.people.get(invited) if invited else None
    if person is None or not person.active:
        _audit(encounter, None, "refused")
        return None
    records.people.link(_account(encounter, person))
    person.preferred = person.preferred or sender.platform
    _audit(encounter, person, "done")
    return person


def _may_try(encounter: Encounter) -> bool:
    sender, invitations = encounter.message.sender, encounter.records.invitations
    account = (sender.platform, sender.workspace, sender.user)
    before = invitations.attempts(*account, since=encounter.now - AN_HOUR)
    platform, workspace, user = account
    invitations.attempt(
        LinkAttempt(platform=platform, workspace=workspace, user=user, at=encounter.now)
    )
    return before < TRIES


def _account(encounter: Encounter, person: Person) -> Account:
    message = encounter.message
    return Account(
        platform=message.sender.platform,
        workspace=message.sender.workspace,
        user=message.sender.user,
        person_id=person.id,
        linked_at=encounter.now,
        reference=dict(message.reference) if message.place.is_direct else {},
    )


def _audit(encounter: Encounter, person: Person | None, outcome: str) -> None:
    entry = AuditEntry(
        at=encounter.now,
        actor_id=person.id if person else None,
        action="identity.link",
        object=f"person:{person.id}" if person else "",
        outcome=outcome,
        detail={"platform": encounter.message.sender.platform.value},
    )
    encounter.records.audit.add(entry)
