"""Sends to the local page: it shows whatever the outbox calls sent."""

from __future__ import annotations

from bot.outgoing import Outgoing, Sent


class LocalSender:
    """A message is visible once its delivery says that it was sent, and not before: there is
    nothing to lose on the way, and nothing to find."""

    can_find = True

    async def send(self, outgoing: Outgoing) -> Sent:
        """The message's id is also the thread that answers to it stand in."""
        return Sent(outgoing.replaces or f"local-{outgoing.key[:12]}")

    async def find(self, outgoing: Outgoing) -> None:
        return None
