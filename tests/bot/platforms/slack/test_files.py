"""Files are fetched from Slack alone, with our token and within reason."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.platforms.slack import files, receive
from bot.platforms.slack.api import Api
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.files import MOST_BYTES, Upload, is_slacks, safe_name
from handlers.conversation.message import Message, Said
from handlers.conversation.reply import Attachment
from tests.bot.platforms.slack.payloads import message
from tests.fakes.slack import TOKEN, FakeSlack
from tests.running import asynchronous


@asynccontextmanager
async def slack_and_api(token: str = TOKEN) -> AsyncIterator[tuple[FakeSlack, Api]]:
    async with FakeSlack() as slack:
        api = Api(SlackConfig(token, api_url=slack.url, timeout=1))
        try:
            yield slack, api
        finally:
            await api.close()


async def contents(api: Api, *shared: dict[str, Any]) -> list[bytes | None]:
    raw = message("berkas", subtype="file_share", files=list(shared))
    read = receive.read(raw)
    assert isinstance(read, Message)
    fetched = (await files.fetched(api, raw, read)).act
    assert isinstance(fetched, Said)
    return [file.content for file in fetched.files]


@asynchronous
async def test_files_arrive_with_the_message_that_brought_them() -> None:
    async with slack_and_api() as (slack, api):
        text = slack.share("a.txt", b"satu", "text/plain")
        page = slack.share("b.html", b"<p>dua", "text/html")
        assert await contents(api, text, page) == [b"satu", b"<p>dua"]


@asynchronous
async def test_a_message_without_files_is_left_as_it_is() -> None:
    async with slack_and_api() as (_, api):
        raw = message("halo")
        read = receive.read(raw)
        assert read is not None
        assert await files.fetched(api, raw, read) is read


@asynchronous
async def test_a_page_to_sign_in_is_not_the_file() -> None:
    async with slack_and_api("xoxb-wrong") as (slack, api):
        assert await contents(api, slack.share("a.txt", b"satu", "text/plain")) == [None]


@asynchronous
async def test_a_file_is_at_most_so_large_whatever_it_says_it_is() -> None:
    async with slack_and_api() as (slack, api):
        honest = slack.share("a.bin", b"x" * (MOST_BYTES + 1), "application/octet-stream")
        assert await contents(api, honest, {**honest, "size": 3}) == [None, None]


@asynchronous
async def test_our_token_is_shown_to_nobody_else() -> None:
    seen: list[str] = []

    async def greedy(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Authorization", ""))
        return web.Response(text="thanks")

    app = web.Application()
    app.router.add_get("/{any:.*}", greedy)
    server = TestServer(app)
    await server.start_server()
    async with slack_and_api() as (_, api):
        url = str(server.make_url("/files-pri/F1"))
        shared = {"name": "a", "mimetype": "text/plain", "size": 3, "url_private": url}
        assert await contents(api, shared) == [None]
    await server.close()
    assert seen == []


@asynchronous
async def test_a_file_that_does_not_arrive_is_a_file_without_content() -> None:
    async with slack_and_api() as (slack, api):
        shared = slack.share("a.txt", b"satu", "text/plain")
        await slack.__aexit__()
        assert await contents(api, shared) == [None]
        await slack.__aenter__()


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://files.slack.com/files-pri/T1-F1/a.txt", True),
        ("https://slack.com/api/x", True),
        ("https://files.slack.com:443/a", True),
        ("http://127.0.0.1:3000/files-pri/T1-F1/a", True),
        ("http://files.slack.com/a", False),
        ("https://files.slack.com:8443/a", False),
        ("https://user@files.slack.com/a", False),
        ("https://files.slack.com@evil.test/a", False),
        ("https://files.slack.com.evil.test/a", False),
        ("https://evilslack.com/a", False),
        ("https://evil.test/files.slack.com", False),
        ("http://127.0.0.1:3001/a", False),
        ("http://169.254.169.254/latest/meta-data", False),
        ("ftp://127.0.0.1:3000/a", False),
        ("file:///etc/passwd", False),
        ("https://[::1", False),
        ("https://slack.com:port/", False),
        ("", False),
    ],
)
def test_whose_address_it_is(url: str, ours: bool) -> None:
    assert is_slacks(url, "127.0.0.1:3000") is ours


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("data.csv", "data.csv"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\r\nb.txt", "a_b.txt"),
        ("gaji\u202efdp.exe", "gaji_fdp.exe"),
        ("...", "file"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_names_of_files_are_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@asynchronous
async def test_an_upload_goes_only_where_slack_says_and_slack_is() -> None:
    async with slack_and_api() as (slack, api):
        attachment = Attachment("a.csv", "text/csv", b"a", "A")
        address, slack.url = slack.url, "https://evil.test/api/"
        assert await files.sent(api, attachment, Upload("C1")) is not None
        slack.url = address
        assert await files.sent(api, attachment, Upload("C1")) is None
