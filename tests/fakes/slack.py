"""Slack's Web API on loopback, with a ledger of everything that people can see."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

from aiohttp import web

from tests.fakes.faults import Fault, Faults

TOKEN = "xoxb-test"
TEAM = "T01TEST"
BOT = "U0BOT"
CHANNELS = ("C", "D", "G")  #: how ids of conversations begin; anything else is a person
PAGE = 15  #: what `conversations.history` gives apps outside the Marketplace at most
NESTED = frozenset({"blocks", "files", "metadata", "prompts", "view"})
Answer = dict[str, Any]
Arguments = Mapping[str, Any]


@dataclass
class Posted:
    """One message that somebody can see; `seen_by` is set for an ephemeral one."""

    channel: str
    ts: str
    text: str
    blocks: list[Answer]
    thread_ts: str = ""
    metadata: Answer = field(default_factory=dict)
    seen_by: str = ""
    files: list[str] = field(default_factory=list)
    edits: int = 0

    @property
    def key(self) -> str:
        return str(self.metadata.get("event_payload", {}).get("k", ""))

    def shown(self, with_metadata: bool) -> Answer:
        message: Answer = {"type": "message", "user": BOT, "ts": self.ts, "text": self.text}
        message |= {"thread_ts": self.thread_ts} if self.thread_ts else {}
        return message | ({"metadata": self.metadata} if with_metadata and self.metadata else {})


@dataclass(frozen=True)
class Call:
    method: str
    arguments: Answer


class Refused(Exception):
    """`ok: false` with this error."""


class FakeSlack:
    """`async with FakeSlack() as slack:` serves `slack.url` until the block ends.

    `messages` is what people see now, `calls` everything that was asked, `views` the modals
    opened, `homes` each person's home, `statuses` the assistant pane, `files` what was sent.
    `fail("chat.postMessage", throttled("30"))` makes the next call go wrong.
    """

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.url = ""
        self.messages: list[Posted] = []
        self.calls: list[Call] = []
        self.views: list[Answer] = []
        self.homes: dict[str, Answer] = {}
        self.statuses: list[Answer] = []
        self.prompts: list[Answer] = []
        self.files: dict[str, bytes] = {}
        self.missing: set[str] = set()  #: conversations and people that do not exist
        self.hidden: set[str] = set()  #: messages that history does not show yet
        self._faults = Faults()
        self._ids = count(1)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=16 * 2**20)
        self.routes(app)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/api/"
        return self

    def routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/files-pri/{file}", self._download)

    def accepts(self, authorization: str) -> bool:
        return authorization == f"Bearer {self.token}"

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def fail(self, method: str, *faults: Fault) -> None:
        self._faults.add(method, *faults)

    def called(self, method: str) -> list[Answer]:
        """The arguments of every call of a method, in order."""
        return [call.arguments for call in self.calls if call.method == method]

    def visible_to(self, user: str) -> list[Posted]:
        """A person's direct messages, oldest first."""
        return [posted for posted in self.messages if posted.channel == direct(user)]

    def share(self, name: str, content: bytes, media_type: str) -> Answer:
        """A file that somebody sent to the bot, as an event describes it."""
        file = self._id("F")
        self.files[file] = content
        address = f"{self.url.removesuffix('api/')}files-pri/{file}"
        return {
            "id": file,
            "name": name,
            "mimetype": media_type,
            "size": len(content),
            "url_private": address,
        }

    def _id(self, kind: str) -> str:
        return f"{kind}{next(self._ids):08d}"

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await read_arguments(request)
        authorized = self.accepts(request.headers.get("Authorization", ""))

        async def act() -> web.StreamResponse:
            self.calls.append(Call(method, arguments))
            return web.json_response(self._answer(method, arguments, authorized))

        return await self._faults.around(method, request, act)

    def _answer(self, method: str, arguments: Answer, authorized: bool) -> Answer:
        name = f"_{method.replace('.', '_').lower()}" if "." in method else ""
        work: Callable[[Arguments], Answer] | None = getattr(self, name, None)
        try:
            if not authorized or work is None:
                raise Refused("unknown_method" if authorized else "invalid_auth")
            return {"ok": True, **work(arguments)}
        except Refused as refusal:
            return {"ok": False, "error": str(refusal)}

    def _auth_test(self, _: Arguments) -> Answer:
        return {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "url": self.url}

    def _users_info(self, given: Arguments) -> Answer:
        profile = {"real_name": given["user"].title()}
        return {"user": {"id": given["user"], "profile": profile, "locale": "id-ID"}}

    def _conversations_open(self, given: Arguments) -> Answer:
        return {"channel": {"id": self._conversation(given["users"])}}

    def _conversation(self, channel: str) -> str:
        """A channel as it is; a person's id stands for the direct chat with them."""
        if channel in self.missing:
            raise Refused("channel_not_found")
        return channel if channel.startswith(CHANNELS) else direct(channel)

    def _chat_postmessage(self, given: Arguments) -> Answer:
        posted = self._post(given)
        return {"channel": posted.channel, "ts": posted.ts, "message": posted.shown(True)}

    def _chat_postephemeral(self, given: Arguments) -> Answer:
        posted = self._post(given)
        posted.seen_by = given["user"]
        return {"message_ts": posted.ts}

    def _post(self, given: Arguments) -> Posted:
        if not given.get("text") and not given.get("blocks"):
            raise Refused("no_text")
        posted = Posted(
            channel=self._conversation(given["channel"]),
            ts=f"{1_789_000_000 + next(self._ids)}.000100",
            text=given.get("text", ""),
            blocks=list(given.get("blocks") or []),
            thread_ts=given.get("thread_ts") or "",
            metadata=dict(given.get("metadata") or {}),
        )
        self.messages.append(posted)
        return posted

    def _chat_update(self, given: Arguments) -> Answer:
        posted = self._at(given)
        posted.text, posted.blocks = given.get("text", ""), list(given.get("blocks") or [])
        posted.metadata = dict(given.get("metadata") or posted.metadata)
        posted.edits += 1
        return {"channel": posted.channel, "ts": posted.ts}

    def _chat_delete(self, given: Arguments) -> Answer:
        self.messages.remove(self._at(given))
        return {}

    def _at(self, given: Arguments) -> Posted:
        for posted in self.messages:
            if (posted.channel, posted.ts) == (given["channel"], given["ts"]):
                return posted
        raise Refused("message_not_found")

    def _conversations_history(self, given: Arguments) -> Answer:
        channel = self._conversation(given["channel"])
        return self._page(given, [m for m in self._in(channel) if m.thread_ts in ("", m.ts)])

    def _conversations_replies(self, given: Arguments) -> Answer:
        thread = [m for m in self._in(given["channel"]) if given["ts"] in (m.ts, m.thread_ts)]
        return self._page(given, thread[::-1])

    def _in(self, channel: str) -> list[Posted]:
        """What history shows of a conversation, newest first."""
        here = [m for m in self.messages if m.channel == channel and not m.seen_by]
        return [m for m in here if m.ts not in self.hidden][::-1]

    def _page(self, given: Arguments, found: list[Posted]) -> Answer:
        oldest = float(given.get("oldest") or 0)
        found = [message for message in found if float(message.ts) >= oldest]
        first = int(given.get("cursor") or 0)
        last = first + min(int(given.get("limit") or PAGE), PAGE)
        metadata = given.get("include_all_metadata") in (True, "1", "true")
        more = {"response_metadata": {"next_cursor": str(last)}} if last < len(found) else {}
        return {"messages": [message.shown(metadata) for message in found[first:last]], **more}

    def _views_open(self, given: Arguments) -> Answer:
        view = {**given["view"], "id": self._id("V")}
        self.views.append(view)
        return {"view": view}

    _views_push = _views_open
    _views_update = _views_open

    def _views_publish(self, given: Arguments) -> Answer:
        self.homes[given["user_id"]] = given["view"]
        return {"view": {**given["view"], "id": self._id("V")}}

    def _assistant_threads_setstatus(self, given: Arguments) -> Answer:
        self.statuses.append(dict(given))
        return {}

    def _assistant_threads_setsuggestedprompts(self, given: Arguments) -> Answer:
        self.prompts.append(dict(given))
        return {}

    def _files_getuploadurlexternal(self, _: Arguments) -> Answer:
        file = self._id("F")
        self.files[file] = b""
        return {"file_id": file, "upload_url": f"{self.url.removesuffix('api/')}upload/{file}"}

    def _files_completeuploadexternal(self, given: Arguments) -> Answer:
        sent = given["files"]
        if channel := given.get("channel_id"):
            text = given.get("initial_comment") or sent[0].get("title", "file")
            posted = self._post({**given, "channel": channel, "text": text})
            posted.files = [file["id"] for file in sent]
        return {"files": sent}

    async def _upload(self, request: web.Request) -> web.Response:
        self.files[request.match_info["file"]] = await request.read()
        return web.Response(text="OK")

    async def _download(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        return web.Response(body=self.files[request.match_info["file"]])


def direct(user: str) -> str:
    """The id of the direct chat between the bot and a person."""
    return f"D-{user}"


async def read_arguments(request: web.Request) -> Answer:
    """JSON, form or query alike, as Slack takes them; nested form values are JSON."""
    if request.content_type == "application/json":
        return dict(await request.json())
    posted = await request.post()
    given = {name: str(value) for name, value in {**request.query, **posted}.items()}
    return {name: json.loads(v) if name in NESTED else v for name, v in given.items()}
