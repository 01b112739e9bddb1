"""An event is kept once, however often and under however many names it is delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from storage.inbox import EventState, Received
from storage.store import Store
from storage.values import Platform

NOW = datetime(2026, 9, 16, 3, 0, tzinfo=UTC)
MENTION = Received(Platform.SLACK, "T1", "Ev1", "C1:1.0", {"type": "event"}, NOW)


def test_an_event_is_kept_once(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        assert records.inbox.receive(MENTION)
        assert not records.inbox.receive(MENTION)


def test_the_same_gesture_under_another_name_is_the_same_event(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        assert records.inbox.receive(MENTION)
        assert not records.inbox.receive(replace(MENTION, event_id="Ev2"))


def test_events_without_a_gesture_are_told_apart_by_their_name(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        assert records.inbox.receive(replace(MENTION, gesture=None))
        assert records.inbox.receive(replace(MENTION, gesture=None, event_id="Ev2"))


def test_what_was_kept_is_waiting_for_its_turn(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        records.inbox.receive(MENTION)
    with empty_store.transaction() as records:
        event = records.inbox.once(Platform.SLACK, "T1", "Ev1", NOW)
        assert (event.state, event.raw) == (EventState.NEW, {"type": "event"})
