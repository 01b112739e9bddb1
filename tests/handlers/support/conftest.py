"""A support desk on Slack: what reaches the team, what reaches the partner, and by which door."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.assistant import Assistant
from bot.courier import Courier
from bot.outgoing import Outgoing
from bot.platforms import console
from storage.store import Store
from storage.tickets import EntryKind, Ticket
from storage.values import Place, Platform, Setting
from tests.chat import WORKSPACE, Chat
from tests.conftest import NOW, People
from tests.fakes.platform import FakePlatform

ASKS = "Tolong sambungkan ke orang, pelanggan menunggu"
CHANNEL = "partner-support"
STAFF = ("maya", "sari", "fajar", "budi")


@dataclass
class Desk:
    """Delivers what is due to a Slack and a Teams in memory, and shows what stands there."""

    assistant: Assistant
    people: People
    slack: FakePlatform = field(default_factory=FakePlatform)
    teams: FakePlatform = field(default_factory=FakePlatform)

    @property
    def store(self) -> Store:
        return self.assistant.store

    def deliver(self) -> None:
        senders = {Platform.SLACK: self.slack, Platform.TEAMS: self.teams}
        page = {Platform.WEB: FakePlatform()}
        clock = lambda: NOW  # noqa: E731 - the world's beginning
        courier = Courier(self.store, self.assistant.registry, {**senders, **page}, clock)
        asyncio.run(courier.deliver_due(NOW))

    def ticket(self) -> Ticket:
        """The only one."""
        with self.store.reading() as records:
            found = records.tickets.numbered(self.reference())
            assert found is not None
            return found

    def reference(self) -> str:
        with self.store.reading() as records:
            (entry,) = records.audit.of("support.opened")
            return entry.object

    def in_thread(self, who: str = "budi") -> Chat:
        """This person in the thread under the ticket's card."""
        with self.store.reading() as records:
            (thread,) = records.conversations.owned("support.ticket", self.reference())
        self.people(who, Platform.SLACK)
        place = Place(Platform.SLACK, WORKSPACE, CHANNEL, thread.thread, Setting.CHANNEL)
        return Chat(self.assistant, who, Platform.SLACK, place)

    def team_reads(self) -> list[str]:
        """Everything that was posted in the team's channel, edits included."""
        return [_read(call) for call in self.slack.calls if call.place.channel == CHANNEL]

    def partner_reads(self) -> list[str]:
        """Everything that reached anybody who does not work for the vendor."""
        calls = (*self.slack.calls, *self.teams.calls)
        outside = [call for call in calls if call.place.channel != CHANNEL]
        return [_read(call) for call in outside if call.user not in STAFF]

    def last_to(self, who: str, chat: Chat) -> Chat:
        """Their chat, as they look at the last message they were sent."""
        with self.store.reading() as records:
            theirs = [each for each in records.deliveries.since(0) if each.user == who]
        return chat.reads(theirs[-1])

    def card(self, chat: Chat) -> Chat:
        """A chat in the team's thread, looking at the card as it was first drawn."""
        with self.store.reading() as records:
            (card,) = records.deliveries.copies(f"ticket:{self.ticket().id}")
        return chat.reads(card)

    def notes(self) -> list[str]:
        with self.store.reading() as records:
            found = records.tickets.entries(self.ticket().id, EntryKind.NOTE)
            return [entry.text for entry in found]


def _read(call: Outgoing) -> str:
    return console.render(call.reply)


@pytest.fixture
def desk(assistant: Assistant, chat: People) -> Desk:
    return Desk(assistant, chat)
