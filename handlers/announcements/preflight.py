"""Before anything is sent: who is reached and where, who is not and why, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.announcements.audience import Audience, members
from handlers.announcements.timing import Timing, due, from_document
from handlers.conversation.turn import Happening, preferred_account
from storage.announcements import Announcement
from storage.people import Account, Person
from storage.values import Language, Platform


@dataclass(frozen=True, slots=True)
class Reached:
    """One copy for one person, on the platform they prefer."""

    person: Person
    account: Account
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Preflight:
    """The audience as it is now: its two parts are everybody in it."""

    reached: Sequence[Reached]
    unlinked: Sequence[Person]

    @property
    def platforms(self) -> Mapping[Platform, int]:
        return Counter(each.account.platform for each in self.reached)

    @property
    def zones(self) -> Mapping[str, Sequence[Reached]]:
        found: dict[str, list[Reached]] = {}
        for each in sorted(self.reached, key=lambda each: (each.due_at, each.person.zone)):
            found.setdefault(each.person.zone, []).append(each)
        return found

    def readers(self, language: Language) -> int:
        return sum(each.person.language is language for each in self.reached)


def preflight(happening: Happening, announcement: Announcement) -> Preflight:
    people = happening.records.people
    audience = Audience.of(announcement.audience)
    timing = from_document(announcement.timing)
    found = members(happening.records, audience, happening.now.date())
    reached, unlinked = [], []
    for person in found:
        account = preferred_account(person, people.accounts(person.id))
        if account is None:
            unlinked.append(person)
        else:
            reached.append(Reached(person, account, _due(happening, timing, person)))
    return Preflight(reached, unlinked)


def _due(happening: Happening, timing: Timing, person: Person) -> datetime:
    return due(timing, person.zone, happening.now)
