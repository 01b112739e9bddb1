"""How what we say unasked reaches the page: the row that keeps it is what the page reads.

In a demo the page also stands for Slack and Teams where neither is connected.
"""

from __future__ import annotations

from bot.outgoing import Found, Outcome, Outgoing, Sent

IN_PAGE = "page-"  #: how the ids of its messages begin


class PageSender:
    """Sending is naming: a message's id follows from its key, so a second try is the first."""

    can_find = True

    async def send(self, outgoing: Outgoing) -> Outcome:
        return Sent(outgoing.replaces or _name(outgoing))

    async def find(self, outgoing: Outgoing) -> Found:
        return outgoing.replaces or _name(outgoing)


def _name(outgoing: Outgoing) -> str:
    return IN_PAGE + outgoing.key
