"""Listens to the local page: at `/`, on loopback, and only where nobody else can reach it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web as http

from bot.answered import Answered
from bot.assistant import Assistant
from bot.demo.accounts import known_on
from bot.platforms.web import draw, events, guard, people, receive, screen
from handlers.conversation.reply import Reply
from handlers.conversation.saved import from_document
from handlers.conversation.text import Text
from storage.store import Store
from storage.values import Language, Platform

PAGE = Path(__file__).with_name("page")
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
MOST_BYTES = 1_048_576  #: of a request; files travel in it as base64, so about 700 KB of them
Answer = Callable[[http.Request], Awaitable[http.StreamResponse]]


@dataclass(frozen=True)
class Web:
    """`drawings` show how each platform would be told the same; `wake` stirs the courier.

    `bound_to_loopback` is false beside a public address: then there is no page at all.
    """

    assistant: Assistant
    store: Store
    drawings: Mapping[str, Callable[[Reply, str], dict[str, Any]]]
    wake: Callable[[], None]
    bound_to_loopback: bool
    closing: asyncio.Event = field(default_factory=asyncio.Event)


def routes(app: http.Application, web: Web) -> None:
    """Add the page to the server, or nothing where it may not be."""
    if not web.bound_to_loopback:
        return
    door = _Door(web)
    app.on_shutdown.append(door.close)
    app.add_routes(
        [
            http.get("/", _guarded(door.page)),
            http.get("/page/{name}", _guarded(door.page)),
            http.get("/web/words", _guarded(door.words)),
            http.get("/web/people", _guarded(door.people)),
            http.get("/web/conversation", _guarded(door.conversation)),
            http.get("/web/drawings", _guarded(door.drawings)),
            http.get("/web/events", _guarded(door.events)),
            http.post("/web/turn", _guarded(door.turn)),
        ]
    )


def _guarded(answer: Answer) -> Answer:
    """Refuse what is not from this machine, and say what went wrong in a word."""

    async def handle(request: http.Request) -> http.StreamResponse:
        if why := guard.refusal(request):
            return _failed(403, "refused", why)
        try:
            response = await answer(request)
        except receive.Unreadable as wrong:
            return _failed(400, "unreadable", str(wrong))
        except people.UnknownVisitor as unknown:
            return _failed(404, "unknown", f"nobody here is {unknown}")
        if not response.prepared:
            response.headers.update(guard.HEADERS)
        return response

    return handle


def _failed(status: int, error: str, why: str) -> http.Response:
    return http.json_response({"error": error, "why": why}, status=status, headers=guard.HEADERS)


class _Door:
    """The page's requests, each answered from one look at the records or one turn."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._files = {path.name: path for path in PAGE.iterdir() if path.suffix in TYPES}

    async def close(self, _: http.Application) -> None:
        self._web.closing.set()

    async def page(self, request: http.Request) -> http.StreamResponse:
        path = self._files.get(request.match_info.get("name", "index.html"))
        if path is None:
            return _failed(404, "unknown", "there is no such file")
        media_type = f"{TYPES[path.suffix]}; charset=utf-8"
        return http.FileResponse(path, headers={"Content-Type": media_type})

    async def words(self, _: http.Request) -> http.StreamResponse:
        spoken = {language: dict(Text.load("page", language).replies) for language in Language}
        return http.json_response(spoken)

    async def people(self, _: http.Request) -> http.StreamResponse:
        return http.json_response(await asyncio.to_thread(self._people))

    async def conversation(self, request: http.Request) -> http.StreamResponse:
        who, place = request.query.get("as", ""), request.query.get("place", people.DIRECT)
        return http.json_response(await asyncio.to_thread(self._conversation, who, place))

    async def drawings(self, request: http.Request) -> http.StreamResponse:
        key = request.query.get("key", "")
        drawn = await asyncio.to_thread(self._drawings, key)
        return http.json_response(drawn) if drawn else _failed(404, "unknown", "no such message")

    async def events(self, request: http.Request) -> http.StreamResponse:
        return await events.listen(request, self._web.store, self._web.closing)

    async def turn(self, request: http.Request) -> http.StreamResponse:
        if request.content_type != "application/json":
            return _failed(415, "unreadable", "a turn is application/json")
        try:
            body = await request.clone(client_max_size=MOST_BYTES).read()
        except http.HTTPRequestEntityTooLarge:
            return _failed(413, "too_large", f"a turn has at most {MOST_BYTES} bytes")
        turned = receive.turn(body)
        answered = await asyncio.to_thread(self._turn, turned)
        self._web.wake()
        return http.json_response(_answered(answered))

    def _people(self) -> dict[str, Any]:
        now = self._web.assistant.now()
        with self._web.store.reading() as records:
            return people.drawn(records, now)

    def _conversation(self, who: str, place: str) -> dict[str, Any]:
        with self._web.store.reading() as records:
            chosen = people.visitor(records, who, place)
            return screen.drawn(records, chosen, place)

    def _drawings(self, key: str) -> dict[str, Any]:
        with self._web.store.reading() as records:
            document = records.timeline.reply(key) if key else None
        if document is None:
            return {}
        reply = from_document(document)
        return {platform: draw(reply, key) for platform, draw in self._web.drawings.items()}

    def _turn(self, turned: receive.Turned) -> Answered:
        now = self._web.assistant.now()
        place = turned.place.channel or people.DIRECT
        with self._web.store.transaction() as records:
            chosen = people.visitor(records, turned.who, place)
            if chosen.person is not None:
                known_on(records, chosen.person, Platform.WEB, now)
        return self._web.assistant.respond(turned.message(chosen.name))


def _answered(answered: Answered) -> dict[str, Any]:
    """`kept`: the conversation shows it from now on; what strangers and failures are told is
    only in this answer."""
    outcome, _, reference = answered.outcome.partition(" ")
    reply = answered.reply
    return {
        "kept": answered.conversation_id is not None,
        "outcome": outcome,
        "reference": reference,
        "message": draw.message(reply, answered.key) if reply else None,
    }
