"""A courier in a process of its own, to be killed at any moment."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

from bot.courier import Courier
from bot.outbox import Terms
from bot.platforms.slack.api import Api
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.send import SlackSender
from handlers.conversation.registry import Registry
from storage.store import Records, Store
from storage.values import Platform
from tests.bot.sending import UNLIMITED
from tests.conftest import NOW

#: Before any message of the fake: its clock is not ours.
BEGINNING = datetime(2026, 9, 1, tzinfo=UTC)
TERMS = Terms(
    lease=timedelta(seconds=0.9),
    grace=timedelta(seconds=0.3),
    poll=0.1,
    quantum=40,
    limits=UNLIMITED,
)


def main(database: str, slack: str, token: str, began: float) -> None:
    """Send until killed. `began` is when the test did, on the machine's clock."""
    asyncio.run(_main(Store(database), SlackConfig(bot_token=token, api_url=slack), began))


async def _main(store: Store, config: SlackConfig, began: float) -> None:
    def real_time(_: Records) -> datetime:
        return BEGINNING + timedelta(seconds=time.time() - began)

    senders = {Platform.SLACK: SlackSender(Api(config))}
    courier = Courier(store, Registry(()), senders, lambda: NOW, terms=TERMS, real_time=real_time)
    await courier.run(asyncio.Event())
