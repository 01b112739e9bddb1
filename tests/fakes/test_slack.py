"""The fake itself keeps to what Slack documents, or nothing proven with it would hold."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.faults import dropped, refused, throttled
from tests.fakes.slack import TOKEN, FakeSlack
from tests.running import asynchronous

METADATA = {"event_type": "mitra_delivery", "event_payload": {"k": "abc"}}


def client(slack: FakeSlack, token: str = TOKEN) -> AsyncWebClient:
    return AsyncWebClient(token, slack.url, timeout=5, retry_handlers=[])


@asynchronous
async def test_a_message_to_a_person_opens_the_direct_chat() -> None:
    async with FakeSlack() as slack:
        answer = await client(slack).chat_postMessage(channel="rina", text="halo")
        assert answer["channel"] == "D-rina"
        assert [posted.text for posted in slack.visible_to("rina")] == ["halo"]


@asynchronous
async def test_history_shows_metadata_only_when_asked_and_pages_by_fifteen() -> None:
    async with FakeSlack() as slack:
        web = client(slack)
        for number in range(20):
            await web.chat_postMessage(channel="C1", text=str(number), metadata=METADATA)
        plain = await web.conversations_history(channel="C1", limit=100)
        assert len(plain["messages"]) == 15
        assert "metadata" not in plain["messages"][0]
        cursor = plain["response_metadata"]["next_cursor"]
        rest = await web.conversations_history(
            channel="C1", cursor=cursor, include_all_metadata=True
        )
        assert [message["text"] for message in rest["messages"]] == ["4", "3", "2", "1", "0"]
        assert rest["messages"][0]["metadata"] == METADATA


@asynchronous
async def test_a_reply_in_a_thread_is_not_in_the_history_of_its_channel() -> None:
    async with FakeSlack() as slack:
        web = client(slack)
        root = (await web.chat_postMessage(channel="C1", text="root"))["ts"]
        await web.chat_postMessage(channel="C1", text="reply", thread_ts=root)
        history = await web.conversations_history(channel="C1")
        assert [message["text"] for message in history["messages"]] == ["root"]
        thread = await web.conversations_replies(channel="C1", ts=root)
        assert [message["text"] for message in thread["messages"]] == ["root", "reply"]


@asynchronous
async def test_faults_strike_once_each_and_in_order() -> None:
    async with FakeSlack() as slack:
        web = client(slack)
        slack.fail(
            "chat.postMessage",
            throttled("30"),
            dropped(after=True),
            refused("internal_error", after=True),
            refused("channel_not_found"),
        )
        with pytest.raises(SlackApiError) as busy:
            await web.chat_postMessage(channel="C1", text="1")
        assert busy.value.response.headers["Retry-After"] == "30"
        with pytest.raises(aiohttp.ClientError):
            await web.chat_postMessage(channel="C1", text="2")
        for text in "34":
            with pytest.raises(SlackApiError):
                await web.chat_postMessage(channel="C1", text=text)
        await web.chat_postMessage(channel="C1", text="5")
        assert [posted.text for posted in slack.messages] == ["2", "3", "5"]


@asynchronous
async def test_a_wrong_token_is_refused() -> None:
    async with FakeSlack() as slack:
        with pytest.raises(SlackApiError, match="invalid_auth"):
            await client(slack, "xoxb-other").auth_test()


@asynchronous
async def test_files_go_both_ways_with_the_token_only() -> None:
    async with FakeSlack() as slack:
        web = client(slack)
        await web.files_upload_v2(channel="C1", content=b"a,b", filename="a.csv", title="A")
        assert list(slack.files.values()) == [b"a,b"]
        assert slack.messages[0].files == list(slack.files)
        shared = slack.share("b.txt", b"words", "text/plain")
        async with aiohttp.ClientSession() as http, http.get(shared["url_private"]) as answer:
            assert "Sign in" in await answer.text()
