"""What a Slack event costs until it is acknowledged: verified and stored, beside bare Bolt.

Both servers run as processes of their own; their CPU time is the difference between a run with
many events and one with few, so that starting them does not count.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import aiohttp
from aiohttp import web

from bench.cpu import Trial, ready
from bot.assistant import Assistant, wall_clock
from bot.inbox import Receiver
from bot.platforms.slack import signature
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.connect import Slack, routes
from bot.settings import Settings
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from handlers.conversation.understanding import Example, Understanding
from storage.base import Record
from storage.store import Store
from storage.values import Language
from tests.fakes.slack import TOKEN, FakeSlack

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FEW, MANY = 200, 2_200
MOST = 3.0
BARE = (sys.executable, "-m", "bench.baselines.slack_bolt_noop")
OURS = (sys.executable, "-m", "bench.slack", "serve")


def main() -> None:
    asyncio.run(_compare())


async def _compare() -> None:
    async with FakeSlack() as slack:
        settings = {
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_API_URL": slack.url,
        }
        trial = Trial(_send, settings, FEW, MANY)
        for at_once in (16, 1):
            bare, ours = await trial.least((BARE, OURS), at_once)
            print(f"{at_once} at once")
            print(f"  bare Bolt, nothing done         {bare:6.0f} µs CPU an event")
            print(f"  verified, stored, acknowledged  {ours:6.0f} µs CPU an event")
            print(f"  ratio                           {ours / bare:6.2f}   (at most {MOST:.0f})")


async def _send(server: str, events: int, at_once: int) -> None:
    url = f"{server}/slack/events"
    async with aiohttp.ClientSession() as http:
        await ready(http, url)
        waiting = _requests(events)

        async def work() -> None:
            for body, headers in waiting:
                async with http.post(url, data=body, headers=headers) as answer:
                    assert answer.status == 200, answer.status

        await asyncio.gather(*(work() for _ in range(at_once)))


def _requests(events: int) -> Iterator[tuple[bytes, dict[str, str]]]:
    for number in range(events):
        body = json.dumps(_event(number)).encode()
        timestamp = str(int(time.time()))
        yield (
            body,
            {
                "Content-Type": "application/json",
                signature.TIMESTAMP: timestamp,
                signature.SIGNATURE: signature.sign(SECRET, body, timestamp),
            },
        )


def _event(number: int) -> dict[str, Any]:
    said = {
        "type": "message",
        "user": "U01RINA",
        "text": "SPIFF saya bulan ini berapa?",
        "ts": f"{1_789_527_600 + number}.000200",
        "client_msg_id": f"1b1c0000-0000-4000-8000-{number:012d}",
        "team": "T01TEST",
        "channel": "D01RINA",
        "channel_type": "im",
        "event_ts": f"{1_789_527_600 + number}.000200",
    }
    installed = {"enterprise_id": None, "team_id": "T01TEST", "user_id": "U0BOT", "is_bot": True}
    return {
        "token": "deprecated",
        "team_id": "T01TEST",
        "api_app_id": "A01APP",
        "event": said,
        "type": "event_callback",
        "event_id": f"Ev{number:010d}",
        "event_time": 1_789_527_600 + number,
        "authorizations": [installed],
        "is_ext_shared_channel": False,
        "event_context": "4-abc",
    }


def serve() -> None:
    """Our door alone: what is kept waits for a worker that does not run here."""
    settings = Settings()
    store = Store(settings.database_url)
    Record.metadata.create_all(store.engine)
    registry = Registry(())
    one = Example("selamat pagi", "nobody.greets", Language.ID)
    router = Router(registry, Understanding.learn([one]))
    assistant = Assistant(store, registry, router, wall_clock)
    config = SlackConfig(TOKEN, SECRET, api_url=settings.slack_api_url)
    receiver = Receiver(store, heard=lambda: None)
    server = web.Application()
    routes(server, Slack(config, assistant, receiver.receive, lambda: None))
    web.run_app(server, host="127.0.0.1", port=settings.port, print=None)


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
