"""Visits to the page as a browser makes them, to a real server on loopback."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from typing import Any

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.assistant import Assistant
from bot.platforms.web.connect import Web, routes
from handlers.conversation.reply import Reply

EVENTS = count(1)
Client = TestClient[web.Request, web.Application]


@dataclass
class Visit:
    """`woken` counts how often the courier was stirred."""

    client: Client
    woken: list[None]

    async def get(self, path: str, **query: str) -> Any:
        answer = await self.client.get(path, params=query)
        assert answer.status == 200, await answer.text()
        return await answer.json()

    async def does(self, who: str, act: Mapping[str, Any], event: str = "", **more: Any) -> Any:
        answer = await self.post({"as": who, "event": event or new_event(), "act": act, **more})
        assert answer.status == 200, await answer.text()
        return await answer.json()

    async def says(self, who: str, words: str, event: str = "", **more: Any) -> Any:
        return await self.does(who, {"kind": "said", "text": words}, event, **more)

    async def post(self, turned: Any) -> ClientResponse:
        body = BytesIO(json.dumps(turned).encode())
        headers = {"Content-Type": "application/json"}
        return await self.client.post("/web/turn", data=body, headers=headers)

    async def lines(self, who: str, place: str = "dm") -> list[dict[str, Any]]:
        conversation = await self.get("/web/conversation", **{"as": who, "place": place})
        lines: list[dict[str, Any]] = conversation["lines"]
        return lines

    async def person(self, who: str) -> dict[str, Any]:
        everyone = (await self.get("/web/people"))["people"]
        (found,) = (person for person in everyone if person["handle"] == who)
        return dict(found)


def told(lines: list[dict[str, Any]]) -> list[str]:
    """What one reads: words that were said, titles of answers."""
    return [line["words"] if "words" in line else line["message"]["title"] for line in lines]


def new_event() -> str:
    return f"event-{next(EVENTS):08}"


def drawn(reply: Reply, key: str) -> dict[str, Any]:
    """Stands for Slack's and Teams' own drawings, which have tests of their own."""
    return {"title": reply.title, "key": key}


@asynccontextmanager
async def visiting(
    assistant: Assistant, *, bound_to_loopback: bool = True
) -> AsyncIterator[Visit]:
    app = web.Application()
    woken: list[None] = []
    door = Web(
        assistant,
        assistant.store,
        {"slack": drawn, "teams": drawn},
        lambda: woken.append(None),
        bound_to_loopback,
    )
    routes(app, door)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield Visit(client, woken)
