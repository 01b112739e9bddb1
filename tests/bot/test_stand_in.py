"""In the demo world the page stands for every platform, until somebody talks to us from one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from bot.outgoing import Failed, Found, Outcome, Outgoing, Sent
from bot.platforms.web.send import PageSender
from bot.stand_in import DemoSender
from handlers.conversation.reply import Reply
from storage.values import Place, Platform

NEWS = Outgoing("k1", Place(Platform.TEAMS, "demo"), "siti", Reply("News"))
WITH_ADDRESS = replace(NEWS, reference={"serviceUrl": "http://127.0.0.1:1"})


@dataclass
class Client:
    """A platform that is connected; it counts what it was given."""

    can_find = False
    sent: list[Outgoing] = field(default_factory=list)

    async def send(self, outgoing: Outgoing) -> Outcome:
        self.sent.append(outgoing)
        return Sent("there")

    async def find(self, _: Outgoing) -> Found:
        return Failed("it does not tell")


def test_who_gave_us_an_address_is_answered_there() -> None:
    client = Client()
    demo = DemoSender(PageSender(), {Platform.TEAMS: client})
    assert asyncio.run(demo.send(WITH_ADDRESS)) == Sent("there")
    assert asyncio.run(demo.find(WITH_ADDRESS)) == Failed("it does not tell")
    assert client.sent == [WITH_ADDRESS]


def test_everyone_else_reads_the_page() -> None:
    client = Client()
    demo = DemoSender(PageSender(), {Platform.TEAMS: client})
    for outgoing in (NEWS, replace(WITH_ADDRESS, replaces="page-k0")):
        assert asyncio.run(demo.send(outgoing)) == Sent(outgoing.replaces or "page-k1")
    on_slack = replace(WITH_ADDRESS, place=Place(Platform.SLACK, "demo"))
    assert asyncio.run(demo.send(on_slack)) == Sent("page-k1")
    assert not client.sent
