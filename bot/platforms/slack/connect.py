"""Listens to Slack: at /slack/events over HTTP, and through Socket Mode without an address."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.assistant import Assistant
from bot.platforms.slack.api import Api
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.door import Door, Receive
from bot.platforms.slack.front import Front
from bot.platforms.slack.listeners import bolt
from bot.platforms.slack.send import SlackSender
from handlers.conversation.message import Message
from storage.base import Document

EVENTS = "/slack/events"


@dataclass
class Slack:
    """Everything of Slack that is wired: `routes`, the courier's `sender`, the worker's `read`.

    `receive` is bot/inbox.py's; `answered` wakes the courier.
    """

    config: SlackConfig
    assistant: Assistant
    receive: Receive
    answered: Callable[[], None]
    api: Api = field(init=False)
    door: Door = field(init=False)

    def __post_init__(self) -> None:
        self.api = Api(self.config)
        self.door = Door(self.assistant, self.api, self.receive, self.answered)

    @property
    def sender(self) -> SlackSender:
        return SlackSender(self.api)

    async def read(self, raw: Document) -> Message | None:
        return await self.door.read(raw)


def routes(app: web.Application, slack: Slack) -> None:
    """Add the door to the server; Socket Mode as well where there is an app-level token."""
    listening = bolt(slack.config, slack.door)
    if slack.config.signing_secret:
        front = Front(listening, slack.door, slack.config.signing_secret)
        app.router.add_post(EVENTS, front.handle)

    async def open_until_the_end(_: web.Application) -> AsyncIterator[None]:
        slack.door.identity.ask()
        client = socket(slack, listening)
        if client is not None:
            await client.connect()  # type: ignore[no-untyped-call]  # slack_sdk has no types here
        yield
        if client is not None:
            await client.close()  # type: ignore[no-untyped-call]  # slack_sdk has no types here
        await slack.door.close()

    app.cleanup_ctx.append(open_until_the_end)


def socket(slack: Slack, listening: AsyncApp) -> SocketModeClient | None:
    """The same listeners over a websocket that we open: for installations without a public
    address. Slack does not promise to repeat what it sends while no socket is open."""
    if not slack.config.app_token:
        return None
    client = AsyncWebClient(slack.config.bot_token, slack.config.api_url)
    return AsyncSocketModeHandler(listening, slack.config.app_token, web_client=client).client
