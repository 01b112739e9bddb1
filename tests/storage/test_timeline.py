"""What stands on a screen, place by place."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from storage.conversations import Exchange
from storage.deliveries import Delivery, DeliveryState, Urgency
from storage.store import Records, Store
from storage.timeline import Entry
from storage.values import Language, Place, Platform, Setting
from tests.conftest import NOW

DM = Place(Platform.WEB, "demo")
GENERAL = Place(Platform.WEB, "demo", "general", "t1", Setting.CHANNEL)


def said(records: Records, who: str, place: Place, words: str, **more: Any) -> Exchange:
    person = records.people.with_handle(who)
    assert person is not None
    here = records.conversations.at(place, who, NOW)
    exchange = Exchange(
        conversation_id=here.id,
        person_id=person.id,
        at=NOW,
        said=words,
        handler="help",
        operation="help.show",
        language=Language.EN,
        outcome="answered",
        **{"reply": {"kind": "Reply"}, "key": secrets.token_hex(8), **more},
    )
    return records.conversations.record(exchange)


def sent(
    records: Records, who: str, at: datetime = NOW, place: Place = DM, **more: Any
) -> Delivery:
    person = records.people.with_handle(who)
    delivery = Delivery(
        urgency=Urgency.NOTICE,
        platform=place.platform,
        workspace=place.workspace,
        user=who,
        channel=place.channel,
        thread=place.thread,
        setting=place.setting,
        language=Language.EN,
        created_at=NOW,
        due_at=NOW,
        sent_at=at,
        person_id=person.id if person else None,
        **{"state": DeliveryState.SENT, "key": secrets.token_hex(8), "reply": {}, **more},
    )
    return records.deliveries.add(delivery)


def rina(records: Records) -> int:
    person = records.people.with_handle("rina")
    assert person is not None
    return person.id


def test_a_direct_chat_is_one_on_every_platform(any_store: Store) -> None:
    with any_store.transaction() as records:
        said(records, "rina", DM, "on the page")
        said(records, "rina", Place(Platform.SLACK, "demo", "D1"), "on Slack")
        said(records, "rina", GENERAL, "in a channel")
        said(records, "dewi", DM, "somebody else")
        screen = records.timeline.direct(rina(records))
    assert [entry.exchange.said for entry in screen.entries] == ["on the page", "on Slack"]


def test_a_channel_shows_whoever_spoke_in_it(any_store: Store) -> None:
    with any_store.transaction() as records:
        said(records, "rina", GENERAL, "first")
        said(records, "dewi", GENERAL, "second")
        screen = records.timeline.channel("general")
        assert records.timeline.channels() == ["general"]
    assert [entry.exchange.said for entry in screen.entries] == ["first", "second"]


def test_only_what_arrived_is_shown_and_an_answer_is_not_shown_twice(any_store: Store) -> None:
    with any_store.transaction() as records:
        answer = said(records, "rina", DM, "how many seats")
        sent(records, "rina", key=answer.key)
        sent(records, "rina", state=DeliveryState.PENDING)
        told = sent(records, "rina")
        sent(records, "dewi")
        screen = records.timeline.direct(rina(records))
    assert [arrival.original for arrival in screen.arrivals] == [told]


def test_an_edit_of_an_edit_belongs_to_the_first_message(any_store: Store) -> None:
    with any_store.transaction() as records:
        first = sent(records, "rina")
        other = sent(records, "rina", NOW + timedelta(minutes=1))
        second = sent(records, "rina", replaces_id=first.id)
        third = sent(records, "rina", replaces_id=second.id)
        screen = records.timeline.direct(rina(records))
    assert [(a.original, a.latest) for a in screen.arrivals] == [(first, third), (other, other)]
    assert [arrival.is_edited for arrival in screen.arrivals] == [True, False]


def test_what_was_said_and_what_arrived_stand_in_order(any_store: Store) -> None:
    with any_store.transaction() as records:
        late = sent(records, "rina", NOW + timedelta(minutes=1))
        exchange = said(records, "rina", DM, "now")
        early = sent(records, "rina", NOW - timedelta(minutes=1))
        screen = records.timeline.direct(rina(records))
    order = [
        each.exchange if isinstance(each, Entry) else each.original for each in screen.in_order()
    ]
    assert order == [early, exchange, late]


def test_the_mark_changes_with_everything_said_or_sent(any_store: Store) -> None:
    with any_store.transaction() as records:
        marks = [records.timeline.mark()]
        said(records, "rina", DM, "hello")
        marks.append(records.timeline.mark())
        sent(records, "rina", state=DeliveryState.PENDING)
        marks.append(records.timeline.mark())
        sent(records, "rina")
        marks.append(records.timeline.mark())
    before, spoken, waiting, arrived = marks
    assert before != spoken == waiting != arrived != before


def test_a_message_is_found_by_its_key_wherever_it_was_kept(any_store: Store) -> None:
    with any_store.transaction() as records:
        said(records, "rina", DM, "hello", key="k1", reply={"title": "exchanged"})
        sent(records, "rina", key="k2", reply={"title": "delivered"})
        event = records.inbox.once(Platform.WEB, "demo", "event-1", NOW)
        event.answer = {"key": "k3", "reply": {"title": "told a stranger"}}
        found = [records.timeline.reply(key) for key in ("k1", "k2", "k3", "k4")]
    assert [each and each["title"] for each in found] == [
        "exchanged",
        "delivered",
        "told a stranger",
        None,
    ]


def test_the_newest_arrivals_are_known_to_everyones_badges(any_store: Store) -> None:
    with any_store.transaction() as records:
        both = [sent(records, "rina"), sent(records, "maya")]
        newest = [(found.id, found.person_id) for found in records.timeline.arrived()][-2:]
        assert newest == [(each.id, each.person_id) for each in both]
        assert [found.id for found in records.timeline.arrived(limit=1)] == [both[1].id]
