"""Teams' connector on loopback, with a ledger of everything that people can see."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from aiohttp import web

from tests.fakes import issuer
from tests.fakes.faults import Fault, Faults
from tests.fakes.issuer import Issuer

#: Teams' own limit: UTF-16, without the bytes of inline pictures.
LARGEST_MESSAGE = 100 * 1024
MOST_CITATIONS = 20
APP_ID = "00000000-0000-4000-8000-000000000b07"
CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE_ENTITY = "https://schema.org/Message"

Activity = dict[str, Any]
Work = Callable[[web.Request, Any], Awaitable[web.StreamResponse]]


@dataclass
class Posted:
    """One message that people can see."""

    id: str
    conversation: str
    activity: Activity
    edits: int = 0

    @property
    def cards(self) -> list[dict[str, Any]]:
        attached = self.activity.get("attachments", [])
        return [each["content"] for each in attached if each["contentType"] == CARD]

    @property
    def words(self) -> str:
        """Everything written on it, for `in`."""
        return json.dumps(self.activity, ensure_ascii=False)


@dataclass(frozen=True)
class Call:
    """`method` is create, post, edit, delete or members."""

    method: str
    path: str
    authorization: str
    body: Any


class FakeTeams:
    """`async with FakeTeams() as teams:` serves `teams.url` until the block ends.

    `messages` is what people see now, `calls` everything that was asked of the connector,
    `typing` where the bot was seen writing, `files` what was uploaded or can be downloaded.
    `fail("post", throttled("2"))` makes the next call go wrong; `token()` signs a token as the
    connector does, to be checked against `openid_url`.
    """

    def __init__(self, app_id: str = APP_ID) -> None:
        self.app_id = app_id
        self.url = ""
        self.messages: list[Posted] = []
        self.calls: list[Call] = []
        self.typing: list[str] = []
        self.conversations: dict[str, Activity] = {}
        self.files: dict[str, bytes] = {}
        self.expected_token = ""  #: when set, any other bearer token is answered with 401
        self.issuer = Issuer()
        self._faults = Faults()
        self._ids = count(1)

    async def __aenter__(self) -> FakeTeams:
        self._runner = web.AppRunner(self._app())
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def openid_url(self) -> str:
        return f"{self.url}/.well-known/openidconfiguration"

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of create, post, edit or delete meet these, one each."""
        self._faults.add(method, *faults)

    def token(self, kid: str = issuer.KID, **changed: Any) -> str:
        """A good token; changed claims (None: left out) make it a bad one."""
        return issuer.signed(issuer.claims(self.app_id, self.url, **changed), kid)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def seen_in(self, conversation: str) -> list[Posted]:
        """The messages of one conversation, oldest first."""
        return [posted for posted in self.messages if posted.conversation == conversation]

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=8 * 2**20)
        here = "/v3/conversations/{conversation}"
        router = app.router
        router.add_post("/v3/conversations", self._asked("create", self._create))
        router.add_post(here + "/activities", self._asked("post", self._post))
        router.add_post(here + "/activities/{activity}", self._asked("post", self._post))
        router.add_put(here + "/activities/{activity}", self._asked("edit", self._edit))
        router.add_delete(here + "/activities/{activity}", self._asked("delete", self._delete))
        router.add_get(here + "/members", self._asked("members", self._members))
        router.add_get("/files/{name}", self._download)
        router.add_put("/files/{name}", self._upload)
        self.issuer.serve(app)
        return app

    def _asked(self, method: str, work: Work) -> Callable[..., Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            body = await request.json() if request.can_read_body else None
            authorization = request.headers.get("Authorization", "")
            self.calls.append(Call(method, request.path, authorization, body))
            if self.expected_token and authorization != f"Bearer {self.expected_token}":
                return _error(401, "BotNotRegistered")
            return await self._faults.around(method, request, partial(work, request, body))

        return answer

    async def _create(self, _: web.Request, wanted: Any) -> web.Response:
        if not wanted.get("members") or not wanted.get("tenantId"):
            return _error(400, "BadArgument")
        name = f"a:with-{wanted['members'][0]['id']}"
        self.conversations[name] = wanted
        return web.json_response({"id": name}, status=201)

    async def _post(self, request: web.Request, activity: Any) -> web.Response:
        where = request.match_info["conversation"]
        if activity["type"] == "typing":
            self.typing.append(where)
            return web.json_response({"id": ""}, status=201)
        if refused := _refused(activity):
            return refused
        posted = Posted(f"{next(self._ids):013d}", where, activity)
        self.messages.append(posted)
        return web.json_response({"id": posted.id}, status=201)

    async def _edit(self, request: web.Request, activity: Any) -> web.Response:
        message = self._found(request)
        if message is None:
            return _error(404, "ActivityNotFoundInConversation")
        if refused := _refused(activity):
            return refused
        message.activity, message.edits = activity, message.edits + 1
        return web.json_response({"id": message.id})

    async def _delete(self, request: web.Request, _: Any) -> web.Response:
        message = self._found(request)
        if message is None:
            return _error(404, "ActivityNotFoundInConversation")
        self.messages.remove(message)
        return web.json_response({})

    def _found(self, request: web.Request) -> Posted | None:
        named = request.match_info
        here = self.seen_in(named["conversation"])
        return next((posted for posted in here if posted.id == named["activity"]), None)

    async def _members(self, request: web.Request, _: Any) -> web.Response:
        created = self.conversations.get(request.match_info["conversation"], {})
        return web.json_response(created.get("members", []))

    async def _download(self, request: web.Request) -> web.Response:
        found = self.files.get(request.match_info["name"])
        return web.Response(status=404) if found is None else web.Response(body=found)

    async def _upload(self, request: web.Request) -> web.Response:
        self.files[request.match_info["name"]] = await request.read()
        return web.json_response({}, status=201)


def refused(status: int, code: str = "", *, after: bool = False, retry_after: str = "") -> Fault:
    """The connector's own errors: `refused(403, "BotDisabledByAdmin")`."""
    body = json.dumps({"error": {"code": code, "message": code}})
    headers = {"Retry-After": retry_after} if retry_after else {}
    return Fault(status, after=after, body=body, headers=headers)


def _refused(activity: Activity) -> web.Response | None:
    """What Teams itself refuses: too big, or entities it cannot read."""
    written = json.dumps(_without_pictures(activity), ensure_ascii=False)
    if len(written.encode("utf-16-le")) > LARGEST_MESSAGE:
        return _error(413, "MessageSizeTooBig")
    roots = [each for each in activity.get("entities", []) if each["type"] == MESSAGE_ENTITY]
    cited = [claim for root in roots for claim in root.get("citation", [])]
    too_many = len(roots) > 1 or len(cited) > MOST_CITATIONS
    return _error(400, "BadSyntax") if too_many else None


def _without_pictures(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_pictures(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_without_pictures(each) for each in value]
    return "" if isinstance(value, str) and value.startswith("data:image/") else value


def _error(status: int, code: str) -> web.Response:
    body = {"error": {"code": code, "message": code}}
    return web.json_response(body, status=status)
