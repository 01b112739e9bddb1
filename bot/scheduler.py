"""The clock that ticks in this process, so that what is due gets done (bot/due.py).

APScheduler keeps nothing: two processes on a job store of its own would fire twice, and one of
them dies silently.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

TICK_SECONDS = 15  #: well within the shortest job's minute


def start(tick: Callable[[], None]) -> AsyncIOScheduler:
    """Call `tick` in a thread every so often, never twice at once, until `.shutdown()`."""
    scheduler = AsyncIOScheduler(timezone=UTC, executors={"default": {"type": "threadpool"}})
    scheduler.add_job(
        tick,
        "interval",
        seconds=TICK_SECONDS,
        next_run_time=datetime.now(UTC),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    return scheduler
