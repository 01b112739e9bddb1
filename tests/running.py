"""Lets a test be an `async def`, without a plugin."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec

P = ParamSpec("P")


def asynchronous(story: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run the story to its end in an event loop of its own."""

    @wraps(story)
    def test(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(story(*args, **kwargs))

    return test
