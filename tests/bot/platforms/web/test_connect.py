"""The page's requests, against a real server and a real store."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import pytest

from bot.assistant import Assistant
from storage.store import Store
from storage.values import Language, Platform
from tests.bot.platforms.web.visit import new_event, told, visiting
from tests.running import asynchronous


@asynchronous
async def test_a_sentence_is_answered_in_the_same_request_and_kept(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        answer = await visit.says("rina", "please count one more")
        assert (answer["kept"], answer["outcome"]) == (True, "answered")
        assert answer["message"]["title"] == "counted 1"
        assert answer["message"]["text"].startswith("counted 1")
        assert told(await visit.lines("rina")) == ["please count one more", "counted 1"]
        assert len(visit.woken) == 1


@asynchronous
async def test_a_retry_of_the_same_event_is_answered_as_the_first(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        event = new_event()
        first = await visit.says("rina", "please count one more", event)
        again = await visit.says("rina", "please count one more", event)
        assert first == again
        assert told(await visit.lines("rina")) == ["please count one more", "counted 1"]


@asynchronous
async def test_a_double_click_in_the_same_moment_counts_once(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        event = new_event()
        both = [visit.says("rina", "please count one more", event) for _ in range(2)]
        first, second = await asyncio.gather(*both)
        assert first["message"]["title"] == second["message"]["title"] == "counted 1"


@asynchronous
async def test_a_button_is_called_by_its_label_afterwards(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        key = (await visit.says("rina", "please count one more"))["message"]["key"]
        pressed = {"kind": "pressed", "action": "command.wait", "value": "up:1", "key": key}
        assert (await visit.does("rina", pressed))["message"]["title"] == "noted up:1"
        *_, line, _ = await visit.lines("rina")
        assert (line["kind"], line["words"]) == ("pressed", "Yes")


@asynchronous
async def test_a_form_is_sent_in_with_its_subject(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        key = (await visit.says("rina", "please count one more"))["message"]["key"]
        filled = {"form": "command.paper", "values": {"line": "this"}, "subject": "7", "key": key}
        answer = await visit.does("rina", {"kind": "submitted", **filled})
        assert answer["message"]["title"] == "read this about 7"
        *_, line, _ = await visit.lines("rina")
        assert (line["kind"], line["words"]) == ("submitted", "A paper")


@asynchronous
async def test_whoever_opens_the_chat_is_met(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        known = await visit.does("rina", {"kind": "opened"})
        assert (known["message"], await visit.lines("rina")) == (None, [])
        stranger = await visit.does("joko", {"kind": "opened"}, language="id")
        assert stranger["message"]["title"] == "we have not met"


@asynchronous
async def test_a_stranger_is_answered_and_not_kept(assistant: Assistant, store: Store) -> None:
    async with visiting(assistant) as visit:
        for who in ("joko", "tono"):
            answer = await visit.says(who, "please count one more")
            assert (answer["kept"], answer["outcome"]) == (False, "stranger")
            assert answer["message"]["title"] == "we have not met"
            assert await visit.lines(who) == []
            drawings = await visit.get("/web/drawings", key=answer["message"]["key"])
            assert drawings["slack"]["title"] == "we have not met"
    with store.reading() as records:
        assert records.people.account(Platform.WEB, "demo", "tono") is None


@asynchronous
async def test_a_surprise_is_said_with_a_reference_and_not_kept(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        answer = await visit.says("rina", "burn the house down")
        assert (answer["kept"], answer["outcome"]) == (False, "failed")
        assert answer["reference"] in answer["message"]["title"]


@asynchronous
async def test_both_drawings_of_every_message_can_be_seen(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        key = (await visit.says("rina", "please count one more"))["message"]["key"]
        drawings = await visit.get("/web/drawings", key=key)
        assert drawings == {
            "slack": {"title": "counted 1", "key": key},
            "teams": {"title": "counted 1", "key": key},
        }
        for unknown in ("", "0" * 32):
            answer = await visit.client.get("/web/drawings", params={"key": unknown})
            assert answer.status == 404


@asynchronous
async def test_a_file_comes_with_a_message_and_one_goes_back(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        content = base64.b64encode(b"a,b\n1,2\n").decode()
        file = {"name": "deals.csv", "media_type": "text/csv", "content": content}
        answer = await visit.does("rina", {"kind": "said", "text": "", "files": [file]})
        assert answer["outcome"] == "unreadable"
        assert [line["kind"] for line in await visit.lines("rina")] == ["files", "reply"]
        answer = await visit.says("rina", "ask Maya to decide this")
        (sent,) = answer["message"]["blocks"]
        assert (sent["name"], sent["size"]) == ("a.csv", 4)
        assert base64.b64decode(sent["content"]) == b"a,b\n"


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"as": "rina"},
        {"as": "rina", "event": "short", "act": {"kind": "opened"}},
        {"as": "rina", "event": "event-x-1", "act": {"kind": "flown"}},
        {"as": "rina", "event": "event-x-2", "act": {"kind": "said"}},
        {"as": "rina", "event": "event-x-3", "act": {"kind": "opened"}, "more": 1},
        {
            "as": "rina",
            "event": "event-x-4",
            "act": {"kind": "opened"},
            "place": {"channel": "../x"},
        },
        {"as": "rina", "event": "event-x-5", "act": {"kind": "opened"}, "language": "fr"},
        [],
        "rina",
    ],
)
@asynchronous
async def test_what_the_page_would_not_send_is_not_read(assistant: Assistant, broken: Any) -> None:
    async with visiting(assistant) as visit:
        answer = await visit.post(broken)
        assert answer.status == 400
        assert (await answer.json())["error"] == "unreadable"


@asynchronous
async def test_nobody_else_can_be_borrowed(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        turned = {"as": "nobody", "event": new_event(), "act": {"kind": "opened"}}
        assert (await visit.post(turned)).status == 404
        assert (await visit.client.get("/web/conversation?as=nobody")).status == 404


@asynchronous
async def test_outside_a_demo_there_is_nobody_to_be(assistant: Assistant, store: Store) -> None:
    with store.transaction() as records:
        installation = records.installation.this()
        assert installation is not None
        installation.demo_now = None
    async with visiting(assistant) as visit:
        everyone = await visit.get("/web/people")
        assert (everyone["demo"], everyone["people"]) == (False, [])
        turned = {"as": "rina", "event": new_event(), "act": {"kind": "opened"}}
        assert (await visit.post(turned)).status == 404


@asynchronous
async def test_the_people_come_in_the_order_of_the_story(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        everyone = await visit.get("/web/people")
        groups: dict[str, list[str]] = {}
        for person in everyone["people"]:
            groups.setdefault(person["group"], []).append(person["handle"])
        assert groups == {
            "members": ["rina", "dewi", "agus", "siti"],
            "staff": ["maya", "budi", "fajar"],
            "stranger": ["joko"],
            "more": groups["more"],
        }
        assert set(groups["more"]) == {"sari", "bayu", "lia", "hendra", "tono"}
        assert everyone["now"].startswith("2026-09-16T03:00")


@asynchronous
async def test_the_page_speaks_every_language_with_the_same_words(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        words = await visit.get("/web/words")
        assert set(words) == set(Language)
        assert words["en"].keys() == words["id"].keys()
        assert words["en"]["send"] != words["id"]["send"]
