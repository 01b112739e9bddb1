"""Our own token for the Bot Connector: asked for once, kept until shortly before it ends.

Botbuilder asks for one on every turn.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import msal
import requests

from bot.platforms.teams.config import TeamsConfig

RESOURCE = "https://api.botframework.com"
LOGIN = "https://login.microsoftonline.com"
#: Whoever signs in an app that lives in many tenants.
EVERY_TENANT = "botframework.com"
EARLY_SECONDS = 300
PATIENCE_SECONDS = 8


class NoToken(Exception):
    """Entra gave none; `final` when it said no, rather than nothing."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


@dataclass(slots=True)
class Credentials:
    """`http` is what msal talks through; another one only for tests."""

    config: TeamsConfig
    http: Any = None
    fetches: int = 0
    _token: str = ""
    _until: float = 0.0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _client: Any = None

    async def token(self) -> str:
        """The bearer token, or nothing where no app id is configured.

        Raises:
            NoToken: when there is none to be had now.
        """
        if self.config.is_open or time.monotonic() < self._until:
            return self._token
        async with self._lock:
            if time.monotonic() >= self._until:
                await self._renew()
        return self._token

    def forget(self) -> None:
        """The connector did not accept it: ask for another one."""
        self._until = 0.0

    async def _renew(self) -> None:
        self.fetches += 1
        try:
            granted = await asyncio.to_thread(self._acquire)
        except (OSError, ValueError) as failed:  # unreachable, or an answer that is none
            raise NoToken(type(failed).__name__, final=False) from failed
        if "access_token" not in granted:
            raise NoToken(str(granted.get("error", "no token")), final=True)
        lifetime = float(granted.get("expires_in", 0))
        self._token = str(granted["access_token"])
        self._until = time.monotonic() + max(lifetime - EARLY_SECONDS, lifetime / 2)

    def _acquire(self) -> dict[str, Any]:
        client = self._client = self._client or self._made()
        if self.config.app_type == "UserAssignedMSI":
            granted = client.acquire_token_for_client(resource=RESOURCE)
        else:
            client.remove_tokens_for_client()  # msal's own copy may be the one that was refused
            granted = client.acquire_token_for_client([f"{RESOURCE}/.default"])
        return dict(granted or {})

    def _made(self) -> Any:
        config = self.config
        if config.app_type == "UserAssignedMSI":
            identity = msal.UserAssignedManagedIdentity(client_id=config.app_id)
            http = self.http or requests.Session()
            return msal.ManagedIdentityClient(identity, http_client=http)
        tenant = config.tenant_id if config.app_type == "SingleTenant" else EVERY_TENANT
        return msal.ConfidentialClientApplication(
            config.app_id,
            client_credential=config.app_password,
            authority=f"{LOGIN}/{tenant}",
            http_client=self.http,
            timeout=PATIENCE_SECONDS,
            instance_discovery=False,
        )
