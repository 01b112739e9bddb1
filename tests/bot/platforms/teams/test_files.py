"""Files in both directions: with consent out, within limits in."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.platforms.teams import files, receive
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.files import MOST_BYTES
from handlers.conversation.message import File, Said
from handlers.conversation.reply import Attachment, Reply
from storage.store import Store
from storage.values import Platform
from tests.bot.platforms.teams import payloads
from tests.bot.platforms.teams.chair import Chair, chair, delivery, new_id
from tests.bot.platforms.teams.payloads import Raw
from tests.doors import TENANT, until
from tests.fakes.teams import FakeTeams, Posted
from tests.running import asynchronous


async def offered(siti: Chair, store: Store) -> Posted:
    """A file, offered to Siti; the message that asks her."""
    await siti.says("help")
    file = Attachment("data.csv", "text/csv", b"a,b\n", "Everything")
    with store.transaction() as records:
        account = records.people.account(Platform.TEAMS, TENANT, "siti")
        assert account is not None
        records.deliveries.add(delivery(Reply("Your data", (file,)), account))
    await until(lambda: len(siti.seen) == 3)
    return siti.seen[2]


def consent(asked: Posted, action_: str, url: str) -> Raw:
    content = asked.activity["attachments"][0]["content"]
    info = {
        "contentUrl": "https://contoso-my.sharepoint.com/data.csv",
        "name": "data.csv",
        "uploadUrl": url,
        "uniqueId": "1150D938",
        "fileType": "csv",
    }
    value = {
        "type": "fileUpload",
        "action": action_,
        "context": content[f"{action_}Context"],
        "uploadInfo": info,
    }
    return payloads.invoke("fileConsent/invoke", value, replyToId=asked.id, **new_id())


@asynchronous
async def test_a_file_is_brought_after_consent_and_only_once(store: Store) -> None:
    async with chair(store, "siti") as siti:
        asked, teams = await offered(siti, store), siti.running.teams
        raw = consent(asked, "accept", f"{teams.url}/files/data.csv")
        for _ in range(2):
            assert await siti.does(raw) == (200, None)
        await until(lambda: "OneDrive" in siti.seen[-1].words and asked not in siti.seen)
        assert teams.files == {"data.csv": b"a,b\n"}
        (shown,) = siti.seen[-1].activity["attachments"]
        assert shown["contentUrl"] == "https://contoso-my.sharepoint.com/data.csv"
        await asyncio.sleep(0.2)
        assert len(siti.seen) == 3


@asynchronous
async def test_a_file_that_is_declined_is_not_sent(store: Store) -> None:
    async with chair(store, "siti") as siti:
        asked = await offered(siti, store)
        await siti.does(consent(asked, "decline", ""))
        await until(lambda: "did not send" in siti.seen[-1].words)
        assert not siti.running.teams.files


@asynchronous
async def test_a_file_that_does_not_arrive_can_be_asked_for_again(store: Store) -> None:
    async with chair(store, "siti") as siti:
        asked = await offered(siti, store)
        await siti.does(consent(asked, "accept", "https://evil.example/upload"))
        await until(lambda: "did not reach" in siti.seen[-1].words)


@asynchronous
async def test_a_file_is_brought_to_nobody_else(store: Store) -> None:
    async with chair(store, "siti") as siti:
        asked, agus = await offered(siti, store), Chair(siti.running, "agus")
        await agus.does(consent(asked, "accept", f"{siti.running.teams.url}/files/stolen"))
        odd = consent(asked, "accept", "")
        odd["value"]["context"] = {"key": "key0123", "file": 7}
        await siti.does(odd)
        await asyncio.sleep(0.3)
        assert not siti.running.teams.files
        assert not agus.seen


async def received(teams: FakeTeams, *urls: str) -> tuple[File, ...]:
    """The files of a message, as the core gets them."""
    sent = [payloads.file(url, f"{number}.pdf") for number, url in enumerate(urls)]
    raw = payloads.said("", attachments=sent)
    message, connector = receive.read(raw), Connector(TeamsConfig(bound_to_loopback=True))
    assert message is not None
    found = (await files.fetched(connector, raw, message)).act
    await connector.close()
    assert isinstance(found, Said)
    return found.files


@asynchronous
async def test_a_file_that_was_sent_to_us_comes_with_its_content() -> None:
    async with FakeTeams() as teams:
        teams.files["small"] = b"hello"
        (file,) = await received(teams, f"{teams.url}/files/small")
        assert file == File("0.pdf", "application/pdf", 5, b"hello")


@asynchronous
async def test_what_is_too_large_missing_or_elsewhere_comes_without() -> None:
    async with FakeTeams() as teams:
        teams.files["large"] = b"x" * (MOST_BYTES + 1)
        urls = (f"{teams.url}/files/large", f"{teams.url}/files/missing", "https://evil.example/x")
        found = await received(teams, *urls)
        assert [file.content for file in found] == [None, None, None]
        assert [file.name for file in found] == ["0.pdf", "1.pdf", "2.pdf"]


@asynchronous
async def test_a_file_behind_a_broken_line_comes_without() -> None:
    async with FakeTeams() as teams:
        url = f"{teams.url}/files/small"
    found = await received(teams, url)
    assert found[0].content is None
    connector = Connector(TeamsConfig(bound_to_loopback=True))
    assert not await connector.put_file(url, b"x")
    await connector.close()


@asynchronous
async def test_a_file_that_does_not_say_how_large_it_is_is_measured() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        with suppress(ConnectionError):
            while True:
                await answer.write(b"x" * 65_536)
        return answer

    app = web.Application()
    app.router.add_get("/endless", endless)
    async with TestServer(app) as server:
        async with FakeTeams() as teams:
            (file,) = await received(teams, str(server.make_url("/endless")))
        assert file.content is None


def test_only_microsofts_addresses_are_fetched_once_there_is_an_app_id() -> None:
    async def fetch() -> tuple[bytes | None, bool]:
        async with FakeTeams() as teams:
            teams.files["small"] = b"hello"
            connector, url = Connector(TeamsConfig("app", "secret")), f"{teams.url}/files/small"
            found = await connector.get_file(url, MOST_BYTES), await connector.put_file(url, b"x")
            await connector.close()
            return found

    assert asyncio.run(fetch()) == (None, False)
