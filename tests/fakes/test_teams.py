"""The fake connector behaves as the documented one does."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import jwt
import pytest

from tests.fakes import issuer
from tests.fakes.faults import dropped, throttled
from tests.fakes.teams import FakeTeams, refused

HELLO = {"type": "message", "text": "hello"}
CHAT = "/v3/conversations/a:1/activities"


def test_a_message_is_posted_edited_and_taken_back() -> None:
    async def talk() -> None:
        async with FakeTeams() as teams, aiohttp.ClientSession(teams.url) as http:
            async with http.post(CHAT, json=HELLO) as answer:
                assert answer.status == 201
                name = (await answer.json())["id"]
            async with http.put(f"{CHAT}/{name}", json=HELLO | {"text": "changed"}) as answer:
                assert answer.status == 200
            (seen,) = teams.seen_in("a:1")
            assert (seen.activity["text"], seen.edits) == ("changed", 1)
            async with http.delete(f"{CHAT}/{name}") as answer:
                assert answer.status == 200
            async with http.put(f"{CHAT}/{name}", json=HELLO) as answer:
                assert answer.status == 404
            assert not teams.messages

    asyncio.run(talk())


def test_faults_strike_once_before_or_after_the_post() -> None:
    async def talk() -> None:
        async with FakeTeams() as teams, aiohttp.ClientSession(teams.url) as http:
            teams.fail("post", throttled("2"), refused(403, "BotDisabledByAdmin"))
            teams.fail("post", dropped(after=True))
            async with http.post(CHAT, json=HELLO) as answer:
                assert (answer.status, answer.headers["Retry-After"]) == (429, "2")
            async with http.post(CHAT, json=HELLO) as answer:
                assert "BotDisabledByAdmin" in await answer.text()
            assert not teams.messages
            with pytest.raises(aiohttp.ServerDisconnectedError):
                await http.post(CHAT, json=HELLO)
            assert len(teams.messages) == 1

    asyncio.run(talk())


@pytest.mark.parametrize(
    ("activity", "status"),
    [
        ({"type": "message", "text": "x" * 60_000}, 413),
        ({"type": "message", "entities": [{"type": "https://schema.org/Message"}] * 2}, 400),
        ({"type": "message", "text": "data:image/png;base64," + "x" * 60_000}, 201),
    ],
)
def test_what_teams_refuses(activity: dict[str, Any], status: int) -> None:
    async def talk() -> None:
        async with FakeTeams() as teams, aiohttp.ClientSession(teams.url) as http:
            answer = await http.post(CHAT, json=activity)
            assert answer.status == status

    asyncio.run(talk())


def test_a_token_can_be_checked_with_the_published_keys() -> None:
    async def fetch() -> tuple[str, Any]:
        async with FakeTeams() as teams, aiohttp.ClientSession() as http:
            async with http.get(teams.openid_url) as answer:
                found = await answer.json()
            async with http.get(found["jwks_uri"]) as answer:
                return teams.token(), (await answer.json())["keys"][0]

    token, key = asyncio.run(fetch())
    claims = jwt.decode(
        token, jwt.PyJWK(key), ["RS256"], audience="00000000-0000-4000-8000-000000000b07"
    )
    assert claims["iss"] == issuer.ISSUER
