"""What reaches the page unasked: cards, their edits, private answers and channels."""

from __future__ import annotations

from typing import Any

from bot.assistant import Assistant
from tests.bot.platforms.web.conftest import Deliver
from tests.bot.platforms.web.visit import new_event, told, visiting
from tests.running import asynchronous

GENERAL = {"channel": "general", "thread": "thread-1", "platform": "web"}


@asynchronous
async def test_what_is_sent_unasked_appears_marked_with_its_platform(
    assistant: Assistant, deliver: Deliver
) -> None:
    async with visiting(assistant) as visit:
        before = len(await visit.lines("maya"))
        await visit.says("rina", "ask Maya to decide this")
        assert len(await visit.lines("maya")) == before
        await deliver()
        *_, card = await visit.lines("maya")
        assert card["message"]["title"] == "approve this?"
        assert (card["platform"], card["unasked"], card["edited"]) == ("slack", True, False)
        assert {"id": _number(card), "place": "dm"} in (await visit.person("maya"))["arrived"]
        assert (await visit.person("rina"))["arrived"] == []


@asynchronous
async def test_a_press_on_a_card_changes_it_where_it_stands(
    assistant: Assistant, deliver: Deliver
) -> None:
    async with visiting(assistant) as visit:
        await visit.says("rina", "ask Maya to decide this")
        await deliver()
        *before, card = await visit.lines("maya")
        key = card["message"]["key"]
        await visit.does(
            "maya", {"kind": "pressed", "action": "command.approve", "value": "7", "key": key}
        )
        *same, approved = await visit.lines("maya")
        assert same == before
        assert approved["id"] == card["id"]
        assert approved["revision"] != card["revision"]
        assert (approved["message"]["title"], approved["edited"]) == ("approved", True)


@asynchronous
async def test_an_edit_of_every_copy_changes_the_line_and_adds_none(
    assistant: Assistant, deliver: Deliver
) -> None:
    async with visiting(assistant) as visit:
        await visit.says("rina", "ask Maya to decide this")
        await deliver()
        *before, card = await visit.lines("maya")
        pressed = {"kind": "pressed", "action": "command.approve", "value": "7"}
        await visit.does("sari", pressed)
        await deliver()
        *same, edited = await visit.lines("maya")
        assert same == before
        assert (edited["id"], edited["message"]["title"]) == (card["id"], "decided")


@asynchronous
async def test_a_private_answer_moves_from_the_channel_to_the_direct_message(
    assistant: Assistant, deliver: Deliver
) -> None:
    async with visiting(assistant) as visit:
        await visit.says("rina", "tell me the secret word", place=GENERAL)
        await deliver()
        in_channel = await visit.lines("dewi", "general")
        assert "the secret is" not in str(in_channel)
        assert [line["by"] for line in in_channel] == ["rina", ""]
        assert {line["thread"] for line in in_channel} == {"thread-1"}
        assert told(await visit.lines("rina")) == ["the secret is 42"]


@asynchronous
async def test_staff_see_the_channels_that_partners_do_not(
    assistant: Assistant, deliver: Deliver
) -> None:
    async with visiting(assistant) as visit:
        await visit.says("rina", "ask Maya to decide this")
        await deliver()
        budi, rina = await visit.person("budi"), await visit.person("rina")
        assert budi["places"] == ["dm", "general", "partner-support"]
        assert [found["place"] for found in budi["arrived"]][-1] == "partner-support"
        assert rina["places"] == ["dm", "general"]
        (ticket,) = await visit.lines("budi", "partner-support")
        assert ticket["thread"].startswith("page-")
        for path in ("/web/conversation?as=rina&place=partner-support",):
            assert (await visit.client.get(path)).status == 404
        place = {"channel": "partner-support", "thread": ticket["thread"], "platform": "slack"}
        act = {"kind": "said", "text": "hello"}
        refused = await visit.post(
            {"as": "rina", "event": new_event(), "act": act, "place": place}
        )
        assert refused.status == 404
        await visit.says("budi", "please count one more", place=place)
        assert told(await visit.lines("budi", "partner-support"))[1:] == [
            "please count one more",
            "counted 1",
        ]


def _number(line: dict[str, Any]) -> int:
    return int(line["id"].removeprefix("delivery-"))
