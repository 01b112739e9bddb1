"""Teams on loopback: the connector a bot talks to, what people would see, and scripted faults.

`async with FakeTeams() as teams:` gives `teams.url` (the service address), `teams.messages`
(everything visible, in order), `teams.fail(...)` (what the next calls meet) and `teams.token()`
(a token as the real connector signs it, checkable against `teams.openid_url`).
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from tests.fakes import issuer

#: Teams' own limit: UTF-16, without the bytes of inline pictures.
LARGEST_MESSAGE = 100 * 1024
MOST_CITATIONS = 20
KID = "connector-1"
APP_ID = "00000000-0000-4000-8000-000000000b07"

Activity = dict[str, Any]
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What a call meets instead of an answer.

    `posted` lets the call take effect first; `drop` closes the connection without a word.
    """

    status: int = 0
    code: str = ""
    retry_after: str | None = None
    posted: bool = False
    drop: bool = False
    seconds: float = 0


@dataclass(slots=True)
class Shown:
    """One message as people see it; its number of edits, and whether it was taken back."""

    id: str
    conversation: str
    activity: Activity
    edits: int = 0
    deleted: bool = False

    @property
    def card(self) -> dict[str, Any]:
        cards = [
            each["content"]
            for each in self.activity.get("attachments", [])
            if each["contentType"] == "application/vnd.microsoft.card.adaptive"
        ]
        card: dict[str, Any] = cards[0] if cards else {}
        return card

    @property
    def words(self) -> str:
        """Everything written on it, for `in`."""
        return json.dumps(self.activity, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    path: str
    authorization: str
    body: Any


@dataclass
class FakeTeams:
    """The connector, its key document and its token service, on one loopback port."""

    app_id: str = APP_ID
    url: str = ""
    calls: list[Call] = field(default_factory=list)
    shown: dict[str, Shown] = field(default_factory=dict)
    typing: list[str] = field(default_factory=list)
    conversations: dict[str, Activity] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    keys: list[dict[str, Any]] = field(
        default_factory=lambda: [issuer.public_jwk(KID, ["msteams"])]
    )
    expected_token: str | None = None  #: when set, another bearer token is answered with 401
    faults: deque[Fault] = field(default_factory=deque)
    key_fetches: int = 0
    token_fetches: int = 0
    _ids: count[int] = field(default_factory=lambda: count(1))
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> FakeTeams:
        self._runner = web.AppRunner(self._app())
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    @property
    def messages(self) -> list[Shown]:
        """What people see now, oldest first."""
        return [message for message in self.shown.values() if not message.deleted]

    @property
    def openid_url(self) -> str:
        return f"{self.url}/.well-known/openidconfiguration"

    def fail(self, *faults: Fault) -> None:
        """The next calls to the connector meet these, one each."""
        self.faults.extend(faults)

    def token(self, kid: str = KID, **changed: Any) -> str:
        """A good token; changed claims (None: left out) make it a bad one."""
        return issuer.signed(issuer.claims(self.app_id, self.url, **changed), kid)

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[self._record], client_max_size=8 * 1024**2)
        conversation = "/v3/conversations/{conversation}"
        app.add_routes(
            [
                web.post("/v3/conversations", self._create),
                web.post(conversation + "/activities", self._post),
                web.post(conversation + "/activities/{activity}", self._post),
                web.put(conversation + "/activities/{activity}", self._edit),
                web.delete(conversation + "/activities/{activity}", self._delete),
                web.get(conversation + "/members", self._members),
                web.get("/files/{name}", self._download),
                web.put("/files/{name}", self._upload),
                web.get("/.well-known/openidconfiguration", self._openid),
                web.get("/keys", self._keys),
                web.get("/{tenant}/v2.0/.well-known/openid-configuration", self._authority),
                web.post("/{tenant}/oauth2/v2.0/token", self._token),
            ]
        )
        return app

    @web.middleware
    async def _record(self, request: web.Request, answer: Answer) -> web.StreamResponse:
        body = await request.read()
        is_json = "json" in request.content_type and body
        authorization = request.headers.get("Authorization", "")
        plain = json.loads(body) if is_json else body
        self.calls.append(Call(request.method, request.path, authorization, plain))
        if not request.path.startswith("/v3/"):
            return await answer(request)
        if self.expected_token and authorization != f"Bearer {self.expected_token}":
            return _error(401, "BotNotRegistered")
        return await self._faulty(request, answer)

    async def _faulty(self, request: web.Request, answer: Answer) -> web.StreamResponse:
        fault = self.faults.popleft() if self.faults else None
        if fault is None:
            return await answer(request)
        await asyncio.sleep(fault.seconds)
        answered = (
            await answer(request) if fault.posted or not (fault.status or fault.drop) else None
        )
        if fault.drop:
            assert request.transport is not None
            request.transport.abort()
        if answered is not None and not fault.status:
            return answered
        return _error(fault.status or 500, fault.code, fault.retry_after)

    async def _create(self, request: web.Request) -> web.Response:
        wanted = await request.json()
        if not wanted.get("members") or not wanted.get("tenantId"):
            return _error(400, "BadArgument")
        member = wanted["members"][0]["id"]
        name = f"a:with-{member}"
        self.conversations[name] = wanted
        return web.json_response({"id": name}, status=201)

    async def _post(self, request: web.Request) -> web.Response:
        activity = await request.json()
        where = request.match_info["conversation"]
        if refused := _refused(activity):
            return refused
        if activity["type"] == "typing":
            self.typing.append(where)
            return web.json_response({"id": ""}, status=201)
        name = f"{next(self._ids):013d}"
        self.shown[name] = Shown(name, where, activity)
        return web.json_response({"id": name}, status=201)

    async def _edit(self, request: web.Request) -> web.Response:
        activity = await request.json()
        message = self._found(request)
        if message is None:
            return _error(404, "ActivityNotFoundInConversation")
        if refused := _refused(activity):
            return refused
        message.activity, message.edits = activity, message.edits + 1
        return web.json_response({"id": message.id})

    async def _delete(self, request: web.Request) -> web.Response:
        message = self._found(request)
        if message is None:
            return _error(404, "ActivityNotFoundInConversation")
        message.deleted = True
        return web.json_response({})

    def _found(self, request: web.Request) -> Shown | None:
        message = self.shown.get(request.match_info["activity"])
        here = message is not None and message.conversation == request.match_info["conversation"]
        return message if message is not None and here and not message.deleted else None

    async def _members(self, request: web.Request) -> web.Response:
        created = self.conversations.get(request.match_info["conversation"], {})
        return web.json_response(created.get("members", []))

    async def _download(self, request: web.Request) -> web.Response:
        found = self.files.get(request.match_info["name"])
        return web.Response(body=found) if found is not None else web.Response(status=404)

    async def _upload(self, request: web.Request) -> web.Response:
        self.files[request.match_info["name"]] = await request.read()
        return web.json_response({}, status=201)

    async def _openid(self, _: web.Request) -> web.Response:
        document = {
            "issuer": issuer.ISSUER,
            "jwks_uri": f"{self.url}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return web.json_response(document)

    async def _keys(self, _: web.Request) -> web.Response:
        self.key_fetches += 1
        return web.json_response({"keys": self.keys})

    async def _authority(self, request: web.Request) -> web.Response:
        base = f"https://login.microsoftonline.com/{request.match_info['tenant']}"
        document = {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
        }
        return web.json_response(document)

    async def _token(self, request: web.Request) -> web.Response:
        self.token_fetches += 1
        asked = await request.post()
        if asked.get("client_secret") == "wrong":
            return web.json_response({"error": "invalid_client"}, status=401)
        granted = {
            "token_type": "Bearer",
            "expires_in": 3599,
            "access_token": f"granted-{self.token_fetches}",
        }
        return web.json_response(granted)


def _refused(activity: Activity) -> web.Response | None:
    """What Teams itself refuses: too big, or entities it cannot read."""
    written = json.dumps(_without_pictures(activity), ensure_ascii=False)
    if len(written.encode("utf-16-le")) > LARGEST_MESSAGE:
        return _error(413, "MessageSizeTooBig")
    roots = [e for e in activity.get("entities", []) if e["type"] == "https://schema.org/Message"]
    cited = [claim for root in roots for claim in root.get("citation", [])]
    if len(roots) > 1 or len(cited) > MOST_CITATIONS:
        return _error(400, "BadSyntax")
    return None


def _without_pictures(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_pictures(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_without_pictures(each) for each in value]
    return "" if isinstance(value, str) and value.startswith("data:image/") else value


def _error(status: int, code: str, retry_after: str | None = None) -> web.Response:
    headers = {"Retry-After": retry_after} if retry_after is not None else {}
    body = {"error": {"code": code, "message": code}}
    return web.json_response(body, status=status, headers=headers)
