"""What Slack's Web API may answer, and what it means."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.platforms.slack.api import (
    Answer,
    Api,
    Broken,
    Busy,
    Ok,
    Refused,
    Unreached,
    patience,
)
from bot.platforms.slack.config import SlackConfig
from tests.fakes.faults import Fault, dropped, refused, slow, throttled
from tests.fakes.slack import TOKEN, FakeSlack
from tests.running import asynchronous


@asynccontextmanager
async def slack_and_api() -> AsyncIterator[tuple[FakeSlack, Api]]:
    async with FakeSlack() as slack:
        api = Api(SlackConfig(TOKEN, api_url=slack.url, timeout=0.5))
        try:
            yield slack, api
        finally:
            await api.close()


async def answered(fault: Fault) -> Answer:
    async with slack_and_api() as (slack, api):
        slack.fail("chat.postMessage", fault)
        return await api.call("chat.postMessage", channel="C1", text="halo")


@asynchronous
async def test_what_is_nested_and_what_is_flat_both_arrive() -> None:
    async with slack_and_api() as (slack, api):
        await api.call("chat.postMessage", channel="C1", text="[halo", thread_ts="")
        await api.call("chat.postMessage", channel="C1", text="hai", blocks=[{"type": "divider"}])
        flat, nested = slack.called("chat.postMessage")
        assert flat == {"channel": "C1", "text": "[halo"}
        assert nested["blocks"] == [{"type": "divider"}]


@asynchronous
async def test_a_good_answer_is_its_data() -> None:
    async with slack_and_api() as (_, api):
        answer = await api.call("auth.test")
        assert isinstance(answer, Ok)
        assert answer.data["team_id"] == "T01TEST"


GZIP_BOMB = Fault(body="not gzip at all", headers={"Content-Encoding": "gzip"})
ANSWERS = {
    "a refusal": (refused("channel_not_found"), Refused("channel_not_found")),
    "busy": (throttled("30"), Busy(30)),
    "busy without a word": (throttled(""), Busy(30)),
    "not found": (Fault(404), Refused("http_404")),
    "a server's trouble": (Fault(500), Broken("http_500")),
    "a gateway's": (Fault(502, body="<html>Bad gateway</html>"), Broken("http_502")),
    "unavailable": (Fault(503), Broken("http_503")),
    "a gateway's patience": (Fault(504), Broken("http_504")),
    "elsewhere": (Fault(307, headers={"Location": "/api/auth.test"}), Broken("http_307")),
    "a page": (Fault(body="<html>hello</html>"), Broken("unreadable")),
    "half an answer": (Fault(body='{"ok": tr'), Broken("unreadable")),
    "a list": (Fault(body="[1]"), Broken("unreadable")),
    "a word": (Fault(body='"ok"'), Broken("unreadable")),
    "an answer without ok": (Fault(body="{}"), Broken("unreadable")),
    "nothing": (Fault(body=""), Broken("unreadable")),
    "too deep": (Fault(body="[" * 200_000), Broken("unreadable")),
    "too much": (Fault(body="x" * 5_000_000), Broken("unreadable")),
    "badly packed": (GZIP_BOMB, Broken("ContentEncodingError")),
    "a broken connection": (dropped(after=False), Broken("ServerDisconnectedError")),
    "silence": (slow(2), Broken("TimeoutError")),
}


@pytest.mark.parametrize("name", ANSWERS)
@asynchronous
async def test_answers_are_values(name: str) -> None:
    fault, meant = ANSWERS[name]
    found = await answered(fault)
    if isinstance(meant, Broken) and meant.reason.endswith("Error"):
        assert isinstance(found, Broken)
    else:
        assert found == meant


@asynchronous
async def test_without_a_connection_nothing_was_done() -> None:
    async with slack_and_api() as (slack, api):
        await slack.__aexit__()
        assert isinstance(await api.call("auth.test"), Unreached)
        await slack.__aenter__()


@asynchronous
async def test_a_broken_connection_is_not_tried_again() -> None:
    async with slack_and_api() as (slack, api):
        slack.fail("chat.postMessage", dropped(after=True))
        await api.call("chat.postMessage", channel="C1", text="halo")
        assert len(slack.messages) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("1", 1),
        ("30", 30),
        ("3600", 3600),
        ("86400", 3600),
        ("0", 1),
        ("", 30),
        ("abc", 30),
        ("-1", 30),
        ("1.5", 30),
        ("٣", 30),
        ("9" * 400, 30),
        ("Wed, 16 Sep 2026 03:00:00 GMT", 30),
    ],
)
def test_patience_is_sensible(header: str, seconds: float) -> None:
    assert patience(header) == seconds
