"""Where the demo world's messages go: to the page, and to whoever really talks to us."""

from __future__ import annotations

from collections.abc import Mapping

from bot.outgoing import Found, Outcome, Outgoing, Sender
from bot.platforms.web.send import IN_PAGE
from storage.values import Platform


class DemoSender:
    """The page stands for every platform, until a client of one gives us its address: then
    somebody tries the demo there, and is answered there."""

    can_find = True

    def __init__(self, page: Sender, connected: Mapping[Platform, Sender]) -> None:
        self._page = page
        self._connected = connected

    async def send(self, outgoing: Outgoing) -> Outcome:
        return await self._for(outgoing).send(outgoing)

    async def find(self, outgoing: Outgoing) -> Found:
        return await self._for(outgoing).find(outgoing)

    def _for(self, outgoing: Outgoing) -> Sender:
        """An edit goes where its message is."""
        client = self._connected.get(outgoing.place.platform)
        is_there = bool(outgoing.reference) and not outgoing.replaces.startswith(IN_PAGE)
        return client if client is not None and is_there else self._page
