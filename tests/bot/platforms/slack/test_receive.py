"""What people do on Slack, read from what Slack sends."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.slack import receive
from handlers.conversation.message import File, Message, Opened, Said, Sender
from storage.values import Place, Platform, Setting
from tests.bot.platforms.slack.payloads import (
    OUR_USER,
    TEAM,
    Payload,
    edit,
    event,
    in_channel,
    mention,
    message,
)

DIRECT = Place(Platform.SLACK, TEAM, "D01RINA")
PDF = {"id": "F1", "name": "faktur.pdf", "mimetype": "application/pdf", "size": 1234}


def read(raw: Payload) -> Message:
    found = receive.read(raw)
    assert found is not None
    return found


def test_a_direct_message_is_said_to_us() -> None:
    raw = message("SPIFF saya bulan ini berapa &amp; kapan?")
    said = read(raw)
    assert said.sender == Sender(Platform.SLACK, TEAM, "U01RINA")
    assert said.place == DIRECT
    assert said.act == Said("SPIFF saya bulan ini berapa & kapan?")
    assert said.event == raw["payload"]["event_id"]
    assert not said.in_body


def test_in_the_assistant_pane_the_thread_is_kept() -> None:
    assert read(message("halo", thread_ts="1789.1")).place.thread == "1789.1"


def test_a_mention_in_a_channel_begins_a_thread_under_itself() -> None:
    raw = mention(f"<@{OUR_USER}> daftarkan PT Laut Biru", ts="1789.5")
    said = read(raw)
    assert said.act == Said("daftarkan PT Laut Biru")
    assert said.place == Place(Platform.SLACK, TEAM, "C01GEN", "1789.5", Setting.CHANNEL)


def test_a_mention_in_a_thread_stays_there() -> None:
    assert read(mention(f"<@{OUR_USER}> halo", thread_ts="1700.1")).place.thread == "1700.1"


def test_the_same_mention_told_as_a_message_reads_the_same() -> None:
    told = {"ts": "1789.5", "client_msg_id": "one-gesture"}
    mentioned = mention(f"<@{OUR_USER}> halo", **told)
    said = in_channel(f"<@{OUR_USER}> halo", **told)
    assert read(mentioned).act == read(said).act
    assert read(mentioned).place == read(said).place
    assert receive.gesture(mentioned) == receive.gesture(said) == "C01GEN:one-gesture"


def test_one_gesture_under_two_times_has_one_name() -> None:
    first = message("halo", ts="1.1", client_msg_id="same")
    second = message("halo", ts="1.2", client_msg_id="same")
    assert receive.gesture(first) == receive.gesture(second)


def test_without_a_client_id_the_time_is_the_gesture() -> None:
    assert receive.gesture(message("halo", ts="1.1", client_msg_id=None)) == "D01RINA:1.1"


@pytest.mark.parametrize(
    "raw", [edit("a", "b"), event(type="app_home_opened", tab="home"), {"type": "view"}]
)
def test_what_is_told_only_once_has_no_gesture(raw: Payload) -> None:
    assert receive.gesture(raw) is None


def test_talk_in_a_thread_is_heard_but_not_addressed_to_us() -> None:
    said = read(in_channel("makasih ya", thread_ts="1700.1"))
    assert said.act == Said("makasih ya", addressed=False)
    assert said.place == Place(Platform.SLACK, TEAM, "C01GEN", "1700.1", Setting.CHANNEL)


def test_a_group_chat_is_a_group() -> None:
    raw = in_channel(f"hai <@{OUR_USER}>", channel="G1", channel_type="mpim")
    assert read(raw).place.setting is Setting.GROUP
    assert read(raw).act == Said("hai")


def test_our_name_in_the_middle_is_left_out() -> None:
    assert read(mention(f"tolong <@{OUR_USER}|mitra>, bantu")).act == Said("tolong bantu")


def test_somebody_elses_name_is_kept() -> None:
    said = read(mention(f"<@{OUR_USER}> tanya <@U02DEWI>")).act
    assert said == Said("tanya @U02DEWI")


def test_files_come_along() -> None:
    raw = message("ini fakturnya", subtype="file_share", files=[PDF])
    files = (File("faktur.pdf", "application/pdf", 1234),)
    assert read(raw).act == Said("ini fakturnya", files)


def test_a_file_without_words_is_still_said() -> None:
    assert read(message("", subtype="file_share", files=[PDF])).act.text == ""  # type: ignore[union-attr]


def test_an_edited_sentence_is_marked() -> None:
    said = read(edit("60 juta", "70 juta"))
    assert said.act == Said("70 juta", edited=True)
    assert said.place == DIRECT


UNHEARD: dict[str, Payload] = {
    "a link that unfolded": edit("lihat <https://a.id>", "lihat <https://a.id>", attachments=[{}]),
    "an edit of our own": edit("a", "b", user=OUR_USER, bot_id="B0BOT"),
    "the title of a pane": edit("a", "b", subtype="assistant_app_thread"),
    "a deletion": event(type="message", subtype="message_deleted", channel="D01RINA"),
    "our own message": message("halo", user=OUR_USER),
    "another bot": message("halo", bot_id="B9"),
    "a bot without a user": message("halo", user=None, subtype="bot_message"),
    "somebody joined": in_channel("", subtype="channel_join"),
    "talk in a channel": in_channel("makan siang di mana?"),
    "our message list": event(type="app_home_opened", user="U01RINA", tab="messages"),
    "another pane": event(type="assistant_thread_context_changed", assistant_thread={}),
    "a reaction": event(type="reaction_added", user="U01RINA"),
    "nothing we know": event(type="brand_new_event", user="U01RINA"),
    "no event at all": {"type": "event", "payload": {"event": "not an object"}},
    "no payload": {"type": "event"},
    "an unknown kind": {"type": "carrier_pigeon", "payload": {}},
    "nothing": {},
}


@pytest.mark.parametrize("name", UNHEARD)
def test_what_is_not_for_us_is_nothing(name: str) -> None:
    assert receive.read(UNHEARD[name]) is None


def test_opening_our_home_is_answered_in_place() -> None:
    opened = read(event(type="app_home_opened", user="U01RINA", channel="D01RINA", tab="home"))
    assert opened.act == Opened("home")
    assert opened.place == Place(Platform.SLACK, TEAM)
    assert opened.in_body


def test_opening_the_pane_is_a_hello_in_its_thread() -> None:
    thread = {"user_id": "U01RINA", "channel_id": "D01RINA", "thread_ts": "1789.9", "context": {}}
    opened = read(event(type="assistant_thread_started", assistant_thread=thread))
    assert opened.act == Opened("assistant")
    assert opened.place == Place(Platform.SLACK, TEAM, "D01RINA", "1789.9")


def test_the_workspace_is_the_one_that_installed_us() -> None:
    raw = mention(f"<@{OUR_USER}> halo")
    raw["payload"]["team_id"] = "T99PARTNER"
    assert read(raw).sender.workspace == TEAM
    assert read({**raw, "workspace": "T01REAL"}).sender.workspace == "T01REAL"


@pytest.mark.parametrize("authorizations", [None, [], [{}], ["odd"], "odd"])
def test_without_authorizations_a_mention_is_still_read(authorizations: Any) -> None:
    raw = mention("<@U0SOMEONE> halo")
    raw["payload"]["authorizations"] = authorizations
    assert read(raw).act == Said("halo")
    assert read(raw).sender.workspace == TEAM
