"""Reads the useful parts out of a sentence, as the person who wrote it means them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from handlers.conversation.slots import (
    companies,
    contacts,
    counts,
    days,
    moments,
    money,
    names,
    periods,
)
from handlers.conversation.slots.counts import Count
from handlers.conversation.slots.dates import Calendar
from handlers.conversation.slots.moments import LocalMoment
from handlers.conversation.slots.reading import Found, Reading, apart, masked, ranked
from storage.values import Language, Money, Period


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a sentence in this language, with bare amounts in this currency, at this moment.

    `now` is aware and in the reader's own zone. Readings come in the order of the text and
    never share a character with an amount, a number of things or a day that was read.
    """

    language: Language
    currency: str
    now: datetime

    def money(self, text: str) -> list[Reading[Money]]:
        return money.read(text, self.language, self.currency)

    def counts(self, text: str) -> list[Found[Count]]:
        return counts.read(text)

    def days(self, text: str) -> list[Reading[date]]:
        calendar = Calendar(self.language, self.now.date())
        return days.read(self._without_amounts(text), calendar)

    def moments(self, text: str) -> list[Reading[LocalMoment]]:
        return moments.read(self._without_amounts(text), self.days(text), self.now)

    def periods(self, text: str) -> list[Reading[Period]]:
        found = periods.read(self._without_amounts(text), self.now.date())
        return ranked(apart(found, *self.days(text)))

    def company(self, text: str) -> Found[str] | None:
        """The first company named. Cut products out of the text first: they look alike."""
        others: list[Reading[object]] = [
            *self.money(text), *counts.read(text), *self.days(text), *contacts.domains(text),
            *contacts.emails(text), *contacts.phones(text), *names.references(text),
        ]  # fmt: skip
        return companies.read(text, [other.start for other in others])

    def domains(self, text: str) -> list[Found[str]]:
        return contacts.domains(text)

    def emails(self, text: str) -> list[Found[str]]:
        return contacts.emails(text)

    def phones(self, text: str) -> list[Found[str]]:
        return contacts.phones(text)

    def references(self, text: str) -> list[Found[str]]:
        return names.references(text)

    def named(self, text: str, names_known: Iterable[str]) -> list[Found[str]]:
        """Which of these names stand in the text: whole words, whatever the case."""
        return names.named(text, names_known)

    def _without_amounts(self, text: str) -> str:
        return masked(text, *self.money(text), *counts.read(text))
