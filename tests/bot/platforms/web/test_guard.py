"""Nobody but a browser at this machine reaches the page, whatever it says it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.assistant import Assistant
from bot.platforms.web import guard
from bot.platforms.web.connect import MOST_BYTES
from tests.bot.platforms.web.visit import new_event, visiting
from tests.running import asynchronous

EVERY_PATH = ["/", "/page/app.js", "/web/words", "/web/people", "/web/events"]
FOREIGN_HOSTS = [
    "evil.test",
    "127.0.0.1.evil.test",
    "127.0.0.1",
    "localhost:1",
    "0.0.0.0:{port}",
    "mitra.local:{port}",
    "[::2]:{port}",
    "",
]
FORWARDING = [
    {"Forwarded": "for=10.0.0.1"},
    {"X-Forwarded-For": "10.0.0.1"},
    {"X-Forwarded-Host": "mitra.example"},
    {"X-Forwarded-Proto": "https"},
    {"X-Real-IP": "10.0.0.1"},
    {"Via": "1.1 proxy"},
    {"CF-Connecting-IP": "10.0.0.1"},
]


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
@asynchronous
async def test_the_names_of_this_machine_are_served(assistant: Assistant, name: str) -> None:
    async with visiting(assistant) as visit:
        host = f"{name}:{visit.client.port}"
        for path in EVERY_PATH[:-1]:
            answer = await visit.client.get(path, headers={"Host": host})
            assert answer.status == 200, path


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
@asynchronous
async def test_a_foreign_host_is_refused_everywhere(assistant: Assistant, host: str) -> None:
    async with visiting(assistant) as visit:
        named = host.format(port=visit.client.port)
        for path in EVERY_PATH:
            answer = await visit.client.get(path, headers={"Host": named})
            assert answer.status == 403, path


@pytest.mark.parametrize(
    "origin", ["http://evil.test", "https://127.0.0.1:{port}", "http://localhost:{port}", "null"]
)
@asynchronous
async def test_a_foreign_origin_is_refused(assistant: Assistant, origin: str) -> None:
    async with visiting(assistant) as visit:
        named = origin.format(port=visit.client.port)
        headers = {"Origin": named, "Content-Type": "application/json"}
        turned = {"as": "rina", "event": new_event(), "act": {"kind": "opened"}}
        answer = await visit.client.post("/web/turn", json=turned, headers=headers)
        assert answer.status == 403
        assert await visit.lines("rina") == []


@asynchronous
async def test_our_own_origin_is_served(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        headers = {"Origin": f"http://127.0.0.1:{visit.client.port}"}
        answer = await visit.client.get("/web/people", headers=headers)
        assert answer.status == 200


@pytest.mark.parametrize("header", FORWARDING, ids=lambda header: next(iter(header)))
@asynchronous
async def test_a_proxy_or_tunnel_is_refused(assistant: Assistant, header: dict[str, str]) -> None:
    async with visiting(assistant) as visit:
        for path in EVERY_PATH:
            answer = await visit.client.get(path, headers=header)
            assert answer.status == 403, path


@asynchronous
async def test_another_site_may_link_to_the_page_but_not_ask_it(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        assert (await visit.client.get("/", headers=elsewhere)).status == 200
        assert (await visit.client.get("/web/people", headers=elsewhere)).status == 403


@pytest.mark.parametrize(
    ("peer", "refused"),
    [("127.0.0.1", False), ("::1", False), ("192.168.1.9", True), ("10.0.0.1", True), ("x", True)],
)
def test_only_a_peer_on_this_machine_is_served(peer: str, refused: bool) -> None:
    request = make_mocked_request(
        "GET", "/", headers={"Host": "127.0.0.1:3978"}, transport=Wire(peer)
    )
    assert bool(guard.refusal(request)) is refused


def test_a_browser_leaves_port_80_out_of_the_host() -> None:
    request = make_mocked_request(
        "GET", "/", headers={"Host": "localhost"}, transport=Wire("127.0.0.1", 80)
    )
    assert guard.refusal(request) is None


@asynchronous
async def test_beside_a_public_address_there_is_no_page(assistant: Assistant) -> None:
    async with visiting(assistant, bound_to_loopback=False) as visit:
        for path in EVERY_PATH:
            assert (await visit.client.get(path)).status == 404, path
        assert (await visit.post({})).status == 404


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
@asynchronous
async def test_what_any_site_may_post_is_refused(assistant: Assistant, media_type: str) -> None:
    async with visiting(assistant) as visit:
        turned = {"as": "rina", "event": new_event(), "act": {"kind": "opened"}}
        body, headers = json.dumps(turned).encode(), {"Content-Type": media_type}
        answer = await visit.client.post("/web/turn", data=body, headers=headers)
        assert answer.status == 415
        assert visit.woken == []


@asynchronous
async def test_too_large_a_turn_is_refused(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        act = {"kind": "said", "text": "x" * MOST_BYTES}
        answer = await visit.post({"as": "rina", "event": new_event(), "act": act})
        assert answer.status == 413
        assert (await answer.json())["error"] == "too_large"


@asynchronous
async def test_nothing_may_run_but_the_pages_own_files(assistant: Assistant) -> None:
    async with visiting(assistant) as visit:
        page = await visit.client.get("/")
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        text = await page.text()
        assert "<style" not in text
        assert " style=" not in text
        assert "onclick" not in text
        for name in ["app.js", "style.css", "logo.svg"]:
            answer = await visit.client.get(f"/page/{name}")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name", ["..%2fconnect.py", "%2e%2e%2fguard.py", "none.js", "__init__.py"]
)
@asynchronous
async def test_only_the_pages_own_files_are_served(assistant: Assistant, name: str) -> None:
    async with visiting(assistant) as visit:
        answer = await visit.client.get(f"/page/{name}")
        assert answer.status == 404


class Wire:
    """A connection from a peer to our port."""

    def __init__(self, peer: str, port: int = 3978) -> None:
        self._known = {"peername": (peer, 50_000), "sockname": ("127.0.0.1", port)}

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._known.get(name, default)


def test_a_request_without_a_connection_is_refused() -> None:
    request: web.Request = make_mocked_request("GET", "/", headers={"Host": "127.0.0.1:3978"})
    assert guard.refusal(request)
