"""Which installation our token belongs to: asked once, known from then on."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.authorization import AuthorizeResult

from bot.platforms.slack.api import Api, Ok
from bot.platforms.slack.shapes import Raw, table, word

AGAIN_SECONDS = 30.0


@dataclass
class Identity:
    """Empty until Slack has told us; nothing that must be quick waits for it."""

    api: Api
    team: str = ""
    user: str = ""
    bot: str = ""
    _asking: asyncio.Task[None] | None = field(default=None, init=False)

    def ask(self) -> None:
        """Begin to ask, unless we know or are asking already."""
        if not self.team and (self._asking is None or self._asking.done()):
            self._asking = asyncio.create_task(self._ask())

    async def _ask(self) -> None:
        while not self.team:
            answer = await self.api.call("auth.test")
            if isinstance(answer, Ok):
                self._learn(answer.data)
            else:
                await asyncio.sleep(AGAIN_SECONDS)

    def _learn(self, told: Mapping[str, Any]) -> None:
        self.user, self.bot = word(told, "user_id"), word(told, "bot_id")
        self.team = word(told, "team_id")

    async def stop(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    def authorized(self, team_id: str | None) -> AuthorizeResult:
        """For Bolt, which would otherwise ask `auth.test` at every event."""
        return AuthorizeResult(
            enterprise_id=None,
            team_id=self.team or team_id,
            bot_user_id=self.user or None,
            bot_id=self.bot or None,
            bot_token=self.api.config.bot_token,
        )

    def is_elsewhere(self, raw: Raw) -> bool:
        """Was this delivered to an installation that our token is not of?"""
        authorizations = table(raw, "payload").get("authorizations")
        ours = authorizations[0] if isinstance(authorizations, list) and authorizations else {}
        named = word(ours, "team_id")
        return bool(self.team and named) and named != self.team
