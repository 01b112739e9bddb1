"""What can go wrong with one call of a platform's web API, on demand."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

Act = Callable[[], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One call that goes wrong, before the platform acts or `after` it did.

    `status` 0 answers nothing and drops the connection; `error` is Slack's `ok: false`.
    """

    status: int = 200
    error: str = ""
    after: bool = False
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0

    async def strike(self, request: web.Request, act: Act) -> web.StreamResponse:
        answer = await act() if self.after else None
        await asyncio.sleep(self.delay)
        if not self.status and request.transport is not None:
            request.transport.abort()
        if self.delay and answer is not None:
            return answer
        return self._answer()

    def _answer(self) -> web.Response:
        if self.error:
            return web.json_response({"ok": False, "error": self.error}, headers=self.headers)
        return web.Response(status=self.status or 500, text=self.body, headers=self.headers)


def throttled(retry_after: str = "1") -> Fault:
    """429; an empty `retry_after` leaves the header out."""
    headers = {"Retry-After": retry_after} if retry_after else {}
    return Fault(429, headers=headers, body="{}")


def dropped(*, after: bool) -> Fault:
    """The connection breaks, before or after the platform acted."""
    return Fault(0, after=after)


def refused(error: str, *, after: bool = False) -> Fault:
    """`ok: false`; with `after`, although it was done (`internal_error` may mean that)."""
    return Fault(error=error, after=after)


def slow(seconds: float) -> Fault:
    """It is done, but the answer takes its time."""
    return Fault(after=True, delay=seconds)


class Faults:
    """Faults waiting for the next calls of each method, first come first served."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, *faults: Fault) -> None:
        self._waiting[method].extend(faults)

    async def around(self, method: str, request: web.Request, act: Act) -> web.StreamResponse:
        if not self._waiting[method]:
            return await act()
        return await self._waiting[method].popleft().strike(request, act)
