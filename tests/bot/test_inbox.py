"""What comes in is kept before it is acknowledged, and worked on once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.answered import Answered
from bot.assistant import Assistant
from bot.inbox import Care, InboxWorker, Receiver
from bot.surprises import Surprise, attempted
from handlers.conversation.message import Message, Said, Sender
from storage.base import Document
from storage.deliveries import Urgency
from storage.inbox import Event, EventState, Received
from storage.store import Store
from storage.values import Place, Platform
from tests.conftest import NOW
from tests.running import asynchronous

Read = Callable[[Document], Message | Awaitable[Message | None] | None]


def read(raw: Document) -> Message | None:
    """Slack, as these tests speak it: `{"event": …, "user": …, "text": …}`."""
    if "text" not in raw:
        return None
    place = Place(Platform.SLACK, "demo")
    sender = Sender(Platform.SLACK, "demo", raw["user"])
    return Message(sender, place, Said(raw["text"]), raw["event"])


def event(number: int, text: str = "help", **raw: Any) -> Received:
    name = f"Ev{number}"
    document = {"event": name, "user": "rina", "text": text, **raw}
    at = NOW + timedelta(milliseconds=number)
    return Received(Platform.SLACK, "demo", name, None, document, at)


def worker(
    assistant: Assistant, read: Read = read, answered: Callable[[], None] = lambda: None
) -> InboxWorker:
    return InboxWorker(assistant.store, assistant, {Platform.SLACK: read}, answered)


def keeps(store: Store, *events: Received) -> None:
    with store.transaction() as records:
        records.inbox.receive_all(events)


def states(store: Store) -> list[EventState]:
    with store.reading() as records:
        return [row.state for row in records.session.query(Event).order_by(Event.id)]


def answers(store: Store) -> int:
    with store.reading() as records:
        written = records.deliveries.since(0)
        return sum(row.urgency is Urgency.ANSWER for row in written)


@asynchronous
async def test_a_receiver_keeps_each_event_once_and_says_when_one_is_new(
    empty_store: Store,
) -> None:
    heard: list[bool] = []
    receiver = Receiver(empty_store, lambda: heard.append(True))
    events = [event(number) for number in (1, 2, 3, 1, 2, 1)]
    kept = await asyncio.gather(*(receiver.receive(each) for each in events))
    assert kept == [True, True, True, False, False, False]
    assert len(heard) == 3


@asynchronous
async def test_a_door_hears_that_an_event_could_not_be_kept(empty_store: Store) -> None:
    receiver = Receiver(empty_store, lambda: None)
    unwritable = event(1, broken=object())
    assert isinstance(await attempted(receiver.receive(unwritable)), Surprise)
    assert await receiver.receive(event(2))


def test_what_was_kept_is_answered_with_a_delivery(assistant: Assistant) -> None:
    rung: list[bool] = []
    keeps(assistant.store, event(1))
    assert asyncio.run(worker(assistant, answered=lambda: rung.append(True)).work()) == 1
    assert states(assistant.store) == [EventState.DONE]
    assert answers(assistant.store) == 1
    assert rung == [True]


def test_what_does_not_concern_us_is_done_at_once(assistant: Assistant) -> None:
    silent = Received(Platform.SLACK, "demo", "Ev1", None, {"event": "Ev1"}, NOW)
    keeps(assistant.store, silent)
    assert asyncio.run(worker(assistant).work()) == 1
    assert (states(assistant.store), answers(assistant.store)) == ([EventState.DONE], 0)


def test_a_door_may_fetch_before_the_turn(assistant: Assistant) -> None:
    async def fetches(raw: Document) -> Message | None:
        await asyncio.sleep(0)
        return read(raw)

    keeps(assistant.store, event(1))
    asyncio.run(worker(assistant, fetches).work())
    assert answers(assistant.store) == 1


def test_an_event_that_was_answered_before_a_crash_has_no_second_effect(
    assistant: Assistant,
) -> None:
    keeps(assistant.store, event(1))
    message = read(event(1).raw)
    assert message is not None
    assistant.respond(message)
    assert asyncio.run(worker(assistant).work()) == 0
    assert answers(assistant.store) == 1


def test_an_event_that_keeps_failing_is_given_up_and_stops_no_other(
    assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[str] = []

    def poisoned(raw: Document) -> Message | None:
        tried.append(raw["event"])
        if raw["text"] == "do not log me":
            raise ValueError(raw["text"])
        return read(raw)

    keeps(assistant.store, event(1, "do not log me"), event(2))
    care = Care(most_attempts=3)
    worker = InboxWorker(
        assistant.store, assistant, {Platform.SLACK: poisoned}, lambda: None, care
    )
    with caplog.at_level("INFO", "mitra"):
        for _ in range(5):
            asyncio.run(worker.work())
            forget_leases(assistant.store)
    assert tried == ["Ev1", "Ev2", "Ev1", "Ev1"]
    assert states(assistant.store) == [EventState.FAILED, EventState.DONE]
    assert "event_failed" in caplog.text
    assert "do not log me" not in caplog.text


def forget_leases(store: Store) -> None:
    with store.transaction() as records:
        for row in records.session.query(Event):
            row.leased_until = row.leased_until and row.leased_until - timedelta(hours=1)


def test_what_one_person_says_is_answered_in_its_order(assistant: Assistant) -> None:
    order: list[str] = []

    class Listening(Assistant):
        def respond(self, message: Message, now: object = None) -> Answered:
            order.append(message.event)
            return super().respond(message)

    listening = Listening(assistant.store, assistant.registry, assistant.router, assistant.clock)
    keeps(assistant.store, *(event(number) for number in range(20)))
    assert asyncio.run(worker(listening).work()) == 20
    assert order == [f"Ev{number}" for number in range(20)]


@asynchronous
async def test_a_running_worker_is_woken_and_finishes_what_it_began(
    assistant: Assistant,
) -> None:
    answered = asyncio.Event()
    working = worker(assistant, answered=answered.set)
    receiver = Receiver(assistant.store, working.wake)
    stop = asyncio.Event()
    running = asyncio.create_task(working.run(stop))
    await asyncio.sleep(0.05)
    await receiver.receive(event(1))
    await asyncio.wait_for(answered.wait(), 5)
    stop.set()
    await running
    assert states(assistant.store) == [EventState.DONE]


@asynchronous
async def test_a_storm_of_redeliveries_has_one_effect_each(assistant: Assistant) -> None:
    working = worker(assistant)
    receiver = Receiver(assistant.store, working.wake)
    events = [event(number % 50) for number in range(200)]
    kept = await asyncio.gather(*(receiver.receive(each) for each in events))
    assert sum(kept) == 50
    assert await working.work() == 50
    assert answers(assistant.store) == 50


def test_locks_of_silent_chats_are_forgotten(assistant: Assistant) -> None:
    working = worker(assistant)
    keeps(assistant.store, *(event(number, user=f"stranger {number}") for number in range(3)))
    for number in range(1_001):
        working._chats[Place(Platform.SLACK, "demo"), str(number)]
    asyncio.run(working.work())
    assert len(working._chats) <= 3
