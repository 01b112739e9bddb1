"""Who is let in: the connector with its token, and without an app id this machine alone."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Mapping
from io import BytesIO

import aiohttp
import pytest
from aiohttp import web
from multidict import CIMultiDict

from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.front import MOST_BYTES, Front, is_local
from bot.platforms.teams.tokens import Refused
from tests.bot.platforms.teams.payloads import Raw, said
from tests.fakes.teams import APP_ID, FakeTeams

OPEN = TeamsConfig(bound_to_loopback=True)
JSON = {"Content-Type": "application/json"}


async def asked(front: Front, body: bytes, headers: Mapping[str, str]) -> tuple[int, Raw]:
    """The status, and the activity that was let in."""
    found: Raw = {}

    async def handle(request: web.Request) -> web.Response:
        try:
            found.update(await front.activity(request))
        except Refused as refused:
            return web.Response(status=refused.status)
        return web.Response()

    app = web.Application()
    app.router.add_post("/", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    try:
        async with aiohttp.ClientSession() as http:
            answer = await http.post(url, data=BytesIO(body), headers=headers)
    finally:
        await runner.cleanup()
    return answer.status, found


def status(config: TeamsConfig, body: bytes, headers: Mapping[str, str] = JSON) -> int:
    return asyncio.run(asked(Front(config), body, headers))[0]


def written(raw: object) -> bytes:
    return json.dumps(raw).encode()


def test_without_an_app_id_this_machine_is_heard() -> None:
    answered, raw = asyncio.run(asked(Front(OPEN), written(said("Halo")), JSON))
    assert (answered, raw["text"]) == (200, "Halo")


def test_without_an_app_id_nobody_is_heard_on_a_public_address() -> None:
    assert status(TeamsConfig(bound_to_loopback=False), written(said("Halo"))) == 401


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Forwarded-For", "203.0.113.5"),
        ("Forwarded", "for=203.0.113.5"),
        ("CF-Connecting-IP", "203.0.113.5"),
        ("Via", "1.1 tunnel"),
        ("Host", "mitra.example"),
        ("Host", "127.0.0.1.evil.example"),
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
    ],
)
def test_without_an_app_id_tunnels_and_other_sites_are_not_heard(name: str, value: str) -> None:
    assert status(OPEN, written(said("Halo")), {**JSON, name: value}) == 401


@pytest.mark.parametrize(
    ("peer", "host", "heard"),
    [
        ("127.0.0.1", "127.0.0.1:3978", True),
        ("127.0.0.1", "localhost:3978", True),
        ("::1", "[::1]:3978", True),
        ("10.0.0.8", "127.0.0.1:3978", False),
        ("203.0.113.5", "localhost", False),
        ("", "localhost", False),
        ("127.0.0.1", "", False),
    ],
)
def test_this_machine_is_told_by_its_address(peer: str, host: str, heard: bool) -> None:
    assert is_local(peer, CIMultiDict({"Host": host})) is heard


def test_a_page_of_this_machine_may_ask() -> None:
    assert is_local("127.0.0.1", CIMultiDict(Host="localhost:1", Origin="http://localhost:5173"))


def test_with_an_app_id_a_token_is_asked_for_even_on_this_machine() -> None:
    async def ask() -> list[int]:
        async with FakeTeams() as teams:
            config = TeamsConfig(APP_ID, "s", bound_to_loopback=True, openid_url=teams.openid_url)
            front, body = Front(config), written(said("Halo") | {"serviceUrl": teams.url})
            good = {**JSON, "Authorization": f"Bearer {teams.token()}"}
            other = {**JSON, "Authorization": f"Bearer {teams.token(aud='another')}"}
            elsewhere = {**JSON, "Authorization": f"Bearer {teams.token(serviceurl='https://x')}"}
            return [(await asked(front, body, h))[0] for h in (good, other, elsewhere, JSON)]

    assert asyncio.run(ask()) == [200, 401, 403, 401]


def test_two_tokens_are_none() -> None:
    async def ask() -> int:
        async with FakeTeams() as teams:
            config = TeamsConfig(APP_ID, "s", openid_url=teams.openid_url)
            headers = CIMultiDict(JSON)
            headers.add("Authorization", f"Bearer {teams.token()}")
            headers.add("Authorization", f"Bearer {teams.token()}")
            body = written(said("Halo") | {"serviceUrl": teams.url})
            return (await asked(Front(config), body, headers))[0]

    assert asyncio.run(ask()) == 401


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"Halo"', 400),
        (b"null", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 100_000, 400),
        (written({"type": "message"}), 400),
        (written(said("x", conversation="19:x")), 400),
        (written(said("x", conversation={"id": 5})), 400),
        (written(said("x", type=5)), 400),
        (written(said("x", channelData=[1])), 400),
        (written(said("x", **{"from": "Siti"})), 400),
        (written(said("\x00")), 400),
        (written(said("x")).replace(b'"x"', b'"\\ud800"'), 400),
        (written(said("\U0001f44d")), 200),
        (b" " * (MOST_BYTES + 1), 413),
        (written(said("x", recipient=None)), 200),
    ],
    ids=range(19),
)
def test_what_is_no_activity_is_told_so(body: bytes, answer: int) -> None:
    assert status(OPEN, body) == answer


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "garbage"])
def test_what_is_not_json_is_told_so(kind: str) -> None:
    assert status(OPEN, written(said("x")), {"Content-Type": kind}) == 415


def test_what_is_packed_wrongly_is_told_so() -> None:
    headers = {**JSON, "Content-Encoding": "gzip"}
    assert status(OPEN, gzip.compress(written(said("x"))), headers) == 200
    assert status(OPEN, b"not packed at all", headers) == 400


def test_a_bomb_is_not_unpacked() -> None:
    headers = {**JSON, "Content-Encoding": "gzip"}
    assert status(OPEN, gzip.compress(b" " * (64 * MOST_BYTES)), headers) == 413
