"""Whose requests are heard: the connector's, with its own signature, for us; nobody else's."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
import pytest

from bot.platforms.teams.keys import KEPT_SECONDS, RETRY_SECONDS, UNKNOWN_SECONDS, Keys
from bot.platforms.teams.tokens import Refused, Tokens
from tests.fakes import issuer
from tests.fakes.teams import APP_ID, FakeTeams

Forge = Callable[[FakeTeams], str]
OK = 200


@dataclass(frozen=True)
class FromNow:
    """So many seconds after the token is made, however late in the run that is."""

    seconds: int

    @property
    def moment(self) -> int:
        return int(time.time()) + self.seconds


def part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unsigned(teams: FakeTeams, alg: str) -> str:
    """alg none, in its spellings: a body that nobody signed."""
    return f"{part({'alg': alg, 'typ': 'JWT', 'kid': issuer.KID})}.{body(teams)}."


def body(teams: FakeTeams) -> str:
    return teams.token().split(".")[1]


def signed_with_the_public_key(teams: FakeTeams) -> str:
    """HS256 with what everybody knows: the classic confusion of algorithms."""
    head = part({"alg": "HS256", "typ": "JWT", "kid": issuer.KID})
    message = f"{head}.{body(teams)}"
    mac = hmac.new(issuer.public_pem(issuer.KID), message.encode(), hashlib.sha256).digest()
    return f"{message}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def self_signed(teams: FakeTeams, **headers: Any) -> str:
    """Signed by the forger's own key, which the header offers."""
    claims = issuer.claims(APP_ID, teams.url)
    return jwt.encode(claims, issuer.private_key("forger"), "RS256", headers=headers)


def tampered(teams: FakeTeams) -> str:
    head, _, signature = teams.token().split(".")
    changed = issuer.claims(APP_ID, teams.url, sub="somebody else")
    return f"{head}.{part(changed)}.{signature}"


def with_header(**changed: Any) -> Forge:
    def forge(teams: FakeTeams) -> str:
        claims = issuer.claims(APP_ID, teams.url)
        return jwt.encode(claims, issuer.private_key(issuer.KID), "RS256", headers=changed)

    return forge


def claiming(**changed: Any) -> Forge:
    def forge(teams: FakeTeams) -> str:
        claims: dict[str, Any] = {
            n: v.moment if isinstance(v, FromNow) else v for n, v in changed.items()
        }
        return teams.token(**claims)

    return forge


TABLE: list[tuple[str, int, Forge]] = [
    ("a good token", OK, claiming()),
    ("expired just now, within the skew", OK, claiming(exp=FromNow(-200))),
    ("valid in a moment, within the skew", OK, claiming(nbf=FromNow(200))),
    ("expired", 401, claiming(exp=FromNow(-400))),
    ("without an end", 401, claiming(exp=None)),
    ("an end that is no number", 401, claiming(exp="tomorrow")),
    ("an end beyond all numbers", 401, claiming(exp=1e400)),
    ("not yet valid", 401, claiming(nbf=FromNow(400))),
    ("without a beginning", 401, claiming(nbf=None)),
    ("for another app", 401, claiming(aud="another-app")),
    ("for several apps", 401, claiming(aud=[APP_ID, "another-app"])),
    ("for nobody", 401, claiming(aud=None)),
    ("from another issuer", 401, claiming(iss="https://sts.windows.net/a-tenant/")),
    ("from the issuer with a slash", 401, claiming(iss=issuer.ISSUER + "/")),
    ("from nobody", 401, claiming(iss=None)),
    ("for another service", 403, claiming(serviceurl="https://smba.trafficmanager.net/amer/")),
    ("for no service", 403, claiming(serviceurl=None)),
    ("for a service that is no address", 403, claiming(serviceurl=["https://a", "b"])),
    ("unsigned: none", 401, lambda teams: unsigned(teams, "none")),
    ("unsigned: NONE", 401, lambda teams: unsigned(teams, "NONE")),
    ("unsigned but claiming RS256", 401, lambda teams: unsigned(teams, "RS256")),
    ("signed with the public key", 401, signed_with_the_public_key),
    ("an unknown key", 401, lambda teams: self_signed(teams, kid="never-heard-of")),
    ("a known key's name, another key", 401, lambda teams: self_signed(teams, kid=issuer.KID)),
    ("no key named", 401, self_signed),
    ("a key that is no name", 401, with_header(kid="")),
    ("its own keys by jku", 401, lambda t: self_signed(t, kid="k", jku=f"{t.url}/forged")),
    ("its own keys by x5u", 401, lambda t: self_signed(t, kid="k", x5u=f"{t.url}/forged")),
    ("its own key by jwk", 401, lambda t: self_signed(t, jwk=issuer.public_jwk("forger"))),
    ("a good key beside a jku", OK, with_header(kid=issuer.KID, jku="https://evil.example")),
    ("an extension it insists on", 401, with_header(kid=issuer.KID, crit=["x"], x=1)),
    ("changed after it was signed", 401, tampered),
    ("cut short", 401, lambda teams: teams.token()[:-10]),
    ("with padding", 401, lambda teams: teams.token() + "=="),
    ("with a line break", 401, lambda teams: teams.token() + "\n"),
    ("endless", 401, lambda teams: teams.token() + "a" * 20_000),
    ("nothing", 401, lambda _: ""),
    ("garbage", 401, lambda _: "garbage"),
    ("dots", 401, lambda _: ".."),
    ("letters that are not ours", 401, lambda _: "ключ.ключ.ключ"),
    ("a header that is no object", 401, lambda _: "W10.W10.W10"),
]


@pytest.mark.parametrize(
    ("expected", "forge"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_the_table(expected: int, forge: Forge) -> None:
    async def ask() -> int:
        async with FakeTeams() as teams:
            return await status(teams, "Bearer " + forge(teams))

    assert asyncio.run(ask()) == expected


@pytest.mark.parametrize("scheme", ["", "Basic ", "Bearer", "Bearer  ", "Token ", "bearer\t"])
def test_another_scheme(scheme: str) -> None:
    async def ask() -> int:
        async with FakeTeams() as teams:
            return await status(teams, scheme + teams.token())

    assert asyncio.run(ask()) == 401


@pytest.mark.parametrize(
    ("endorsements", "channel", "expected"),
    [
        (["msteams", "skype"], "msteams", OK),
        (["skype"], "msteams", 403),
        ([], "msteams", 403),
        (None, "msteams", 403),
        (["msteams"], "webchat", 403),
        (["msteams"], None, 403),
        ("msteams", "msteams", 403),
    ],
)
def test_a_key_speaks_only_for_the_channels_it_lists(
    endorsements: Any, channel: str | None, expected: int
) -> None:
    async def ask() -> int:
        async with FakeTeams() as teams:
            listed = issuer.public_jwk(issuer.KID, None)
            teams.issuer.keys = [listed | {"endorsements": endorsements}]
            return await status(teams, "Bearer " + teams.token(), channel=channel)

    assert asyncio.run(ask()) == expected


@pytest.mark.parametrize(
    "changed",
    [
        {"use": "enc"},
        {"key_ops": ["sign"]},
        {"kid": 5},
        {"alg": "RS512"},
        {"kty": "EC"},
        {"n": "!"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_key_that_is_not_for_this_is_no_key(changed: dict[str, Any]) -> None:
    async def ask() -> int:
        async with FakeTeams() as teams:
            teams.issuer.keys = [issuer.public_jwk(issuer.KID) | changed, "no key at all"]
            return await status(teams, "Bearer " + teams.token())

    assert asyncio.run(ask()) == 401


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_keys_are_fetched_once_a_day() -> None:
    async def ask() -> list[int]:
        async with FakeTeams() as teams:
            clock, fetched = Clock(), []
            keys = Keys(teams.openid_url, clock)
            for later in (0, 1, KEPT_SECONDS - 2, 2, 10):
                clock.now += later
                assert await status(teams, "Bearer " + teams.token(), keys=keys) == OK
                fetched.append(teams.issuer.key_fetches)
            return fetched

    assert asyncio.run(ask()) == [1, 1, 1, 2, 2]


def test_a_new_key_costs_one_fetch() -> None:
    async def ask() -> tuple[int, int]:
        async with FakeTeams() as teams:
            keys = Keys(teams.openid_url, Clock())
            assert await status(teams, "Bearer " + teams.token(), keys=keys) == OK
            teams.issuer.keys = [issuer.public_jwk("connector-2")]
            new = "Bearer " + teams.token("connector-2")
            statuses = await asyncio.gather(*(status(teams, new, keys=keys) for _ in range(20)))
            assert set(statuses) == {OK}
            return teams.issuer.key_fetches, keys.fetches

    assert asyncio.run(ask()) == (2, 2)


def test_a_flood_of_unknown_keys_asks_once_an_hour() -> None:
    async def ask() -> list[int]:
        async with FakeTeams() as teams:
            clock, fetched = Clock(), []
            keys = Keys(teams.openid_url, clock)
            for later in (0, UNKNOWN_SECONDS + 1):
                clock.now += later
                for number in range(50):
                    forged = self_signed(teams, kid=f"made-up-{number}")
                    assert await status(teams, f"Bearer {forged}", keys=keys) == 401
                fetched.append(teams.issuer.key_fetches)
            return fetched

    assert asyncio.run(ask()) == [2, 3]


def test_an_outage_of_the_keys_is_none_of_ours() -> None:
    async def ask() -> None:
        clock = Clock()
        async with FakeTeams() as teams:
            keys = Keys(teams.openid_url, clock)
            good = "Bearer " + teams.token()
            assert await status(teams, good, keys=keys) == OK
        clock.now += KEPT_SECONDS + 1
        assert await status(teams, good, keys=keys) == OK
        assert await status(teams, good, keys=keys) == OK
        assert keys.fetches == 2
        clock.now += RETRY_SECONDS + 1
        assert await status(teams, good, keys=keys) == OK
        assert keys.fetches == 3

    asyncio.run(ask())


def test_without_any_key_nobody_is_heard() -> None:
    async def ask() -> int:
        async with FakeTeams() as teams:
            keys = Keys(f"{teams.url}/nowhere")
            return await status(teams, "Bearer " + teams.token(), keys=keys)

    assert asyncio.run(ask()) == 401


async def status(
    teams: FakeTeams, header: str, *, keys: Keys | None = None, channel: str | None = "msteams"
) -> int:
    tokens = Tokens(APP_ID, keys or Keys(teams.openid_url))
    try:
        await tokens.check(header, {"serviceUrl": teams.url, "channelId": channel})
    except Refused as refused:
        return refused.status
    return OK
