"""Lets the language model read new documents and examples behind the doors; until then their
words are what is known."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.app import App
from bot.bell import first
from bot.surprises import attempted

POLL = 1.0  #: seconds between two looks for something unread


@dataclass(frozen=True, slots=True)
class Student:
    app: App

    async def run(self, stop: asyncio.Event) -> None:
        """Read until told to stop; texts are read on a thread, a few windows at a time."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            await attempted(asyncio.to_thread(self.app.study))
            await attempted(asyncio.to_thread(self.app.learn_sentences))
            await first(POLL, stopping)
