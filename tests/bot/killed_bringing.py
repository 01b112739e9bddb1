"""A process that takes the files of sales that wait, until it is killed."""

from __future__ import annotations

from datetime import timedelta

from bot import bringing
from handlers.conversation.registry import Registry
from handlers.incentives.bringing import sales, taking
from storage.store import Store
from tests.conftest import NOW


def main(address: str) -> None:
    taking.ROWS = 50
    bringing.LEASE = timedelta(0)
    bringing.Taker(Store(address), Registry((sales,)), lambda: NOW).work()
