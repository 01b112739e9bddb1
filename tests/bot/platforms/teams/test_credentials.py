"""One token serves every call until it is nearly over, whatever kind of app asks for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.credentials import Credentials, NoToken
from tests.fakes.teams import APP_ID, FakeTeams

SINGLE = TeamsConfig(APP_ID, "secret", "a-tenant")
MULTI = TeamsConfig(APP_ID, "secret", app_type="MultiTenant")


class Redirected:
    """Reaches the fake under Microsoft's name; remembers which tenants were asked."""

    def __init__(self, teams: FakeTeams) -> None:
        self._url = teams.url
        self.asked: list[str] = []

    def get(self, url: str, **named: Any) -> requests.Response:
        return requests.get(self._here(url), **named)

    def post(self, url: str, **named: Any) -> requests.Response:
        return requests.post(self._here(url), **named)

    def _here(self, url: str) -> str:
        path = url.removeprefix("https://login.microsoftonline.com")
        self.asked.append(path.split("/")[1])
        return self._url + path


@pytest.mark.parametrize(("config", "tenant"), [(SINGLE, "a-tenant"), (MULTI, "botframework.com")])
def test_a_token_is_asked_for_once(config: TeamsConfig, tenant: str) -> None:
    async def ask() -> None:
        async with FakeTeams() as teams:
            http = Redirected(teams)
            credentials = Credentials(config, http)
            tokens = await asyncio.gather(*(credentials.token() for _ in range(20)))
            assert set(tokens) == {"granted-1"}
            assert teams.issuer.token_fetches == 1
            assert set(http.asked) == {tenant}

    asyncio.run(ask())


def test_a_refused_token_is_asked_for_again() -> None:
    async def ask() -> None:
        async with FakeTeams() as teams:
            credentials = Credentials(SINGLE, Redirected(teams))
            assert await credentials.token() == "granted-1"
            credentials.forget()
            assert await credentials.token() == "granted-2"

    asyncio.run(ask())


def test_a_wrong_secret_is_final() -> None:
    async def ask() -> None:
        async with FakeTeams() as teams:
            wrong = TeamsConfig(APP_ID, "wrong", "a-tenant")
            with pytest.raises(NoToken) as refused:
                await Credentials(wrong, Redirected(teams)).token()
            assert (refused.value.reason, refused.value.final) == ("invalid_client", True)

    asyncio.run(ask())


def test_an_outage_is_not() -> None:
    async def ask() -> None:
        async with FakeTeams() as teams:
            http = Redirected(teams)
        with pytest.raises(NoToken) as failed:
            await Credentials(SINGLE, http).token()
        assert not failed.value.final

    asyncio.run(ask())


@dataclass
class Granted:
    status_code: int = 200
    text: str = '{"access_token": "of-the-machine", "expires_in": "3600"}'


class Machine:
    """The metadata service of a virtual machine in Azure."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def get(self, url: str, params: dict[str, Any], **_: Any) -> Granted:
        self.asked.append(params)
        return Granted()


def test_a_managed_identity_needs_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("IDENTITY_ENDPOINT", "MSI_ENDPOINT", "IMDS_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    machine = Machine()
    managed = TeamsConfig(APP_ID, app_type="UserAssignedMSI")
    assert asyncio.run(Credentials(managed, machine).token()) == "of-the-machine"
    assert machine.asked[0]["client_id"] == APP_ID


def test_without_an_app_id_there_is_no_token() -> None:
    credentials = Credentials(TeamsConfig(bound_to_loopback=True))
    assert asyncio.run(credentials.token()) == ""
    assert credentials.fetches == 0
