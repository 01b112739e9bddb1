"""A ticket keeps its own rules."""

from __future__ import annotations

import secrets
from functools import partial

import pytest

from storage.people import Person
from storage.store import Records, Store
from storage.tickets import Ticket, TicketTopic
from storage.values import Language, Place, Platform
from tests.conftest import NOW


def person(records: Records, who: str) -> Person:
    found = records.people.with_handle(who)
    assert found is not None
    return found


def opened(records: Records, who: str = "agus") -> Ticket:
    place = Place(Platform.TEAMS, "demo")
    return records.tickets.add(
        Ticket(
            reference=records.tickets.new_reference(),
            person=person(records, who),
            conversation=records.conversations.at(place, who, NOW),
            language=Language.ID,
            topic=TicketTopic.REQUEST,
            opened_at=NOW,
        )
    )


def test_whoever_takes_first_has_it(any_store: Store) -> None:
    with any_store.transaction() as records:
        ticket, budi, maya = opened(records), person(records, "budi"), person(records, "maya")
        assert ticket.take(budi, NOW)
        assert ticket.take(budi, NOW)
        assert not ticket.take(maya, NOW)
        ticket.answered(maya, NOW)
        assert ticket.assignee is budi
        assert ticket.first_answer_at == NOW


def test_an_answer_opens_what_was_resolved(any_store: Store) -> None:
    with any_store.transaction() as records:
        ticket, states = opened(records), []
        steps = (
            partial(ticket.resolve, NOW),
            ticket.reopen,
            partial(ticket.answered, person(records, "budi"), NOW),
            ticket.close,
        )
        for step in steps:
            step()
            states.append(ticket.state)
        assert states == ["resolved", "open", "taken", "closed"]
        assert not ticket.take(person(records, "budi"), NOW)


def test_a_ticket_is_found_only_by_its_owner(any_store: Store) -> None:
    with any_store.transaction() as records:
        ticket = opened(records)
        agus, rina = person(records, "agus"), person(records, "rina")
        assert records.tickets.owned(agus.id, ticket.reference) is ticket
        assert records.tickets.owned(rina.id, ticket.reference) is None
        assert records.tickets.unsolved(agus.id, ticket.conversation_id) is ticket
        assert records.tickets.unsolved(rina.id, ticket.conversation_id) is None
        ticket.close()
        assert records.tickets.unsolved(agus.id, ticket.conversation_id) is None


def test_what_is_resolved_does_not_wait(any_store: Store) -> None:
    with any_store.transaction() as records:
        first, second = opened(records), opened(records, "siti")
        first.resolve(NOW)
        assert list(records.tickets.waiting()) == [second]


def test_a_number_is_given_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter([1, 1, 2])
    monkeypatch.setattr(secrets, "randbelow", lambda _: next(numbers))
    with store.transaction() as records:
        assert [opened(records).reference, opened(records).reference] == ["T-10001", "T-10002"]
