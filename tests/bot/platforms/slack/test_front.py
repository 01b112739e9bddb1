"""Nothing passes the front that Slack did not sign, and nothing unsound breaks it."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import time
from collections import Counter
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.platforms.slack import signature
from bot.platforms.slack.front import MOST_BYTES
from storage.inbox import Event
from storage.store import Store
from tests.bot.platforms.slack import payloads
from tests.bot.platforms.slack.judges import SHARED
from tests.bot.platforms.slack.stage import SECRET, Stage, packed, signed
from tests.fakes.slack import FakeSlack
from tests.running import asynchronous

MUTATIONS = 10_000
AT_ONCE = 20
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
Headers = list[tuple[bytes, bytes]]


async def posts(stage: Stage, body: bytes, headers: dict[str, str]) -> int:
    async with stage.http.post(stage.url, data=BytesIO(body), headers=headers) as answer:
        await answer.read()
        return answer.status


async def posts_bytes(stage: Stage, body: bytes, headers: Headers) -> int:
    """A request written by hand, with headers that no client would send."""
    host, port = stage.address
    reader, writer = await asyncio.open_connection(host, port)
    lines = [b"POST /slack/events HTTP/1.1", b"Host: localhost", b"Connection: close"]
    lines += [b"Content-Type: application/json", f"Content-Length: {len(body)}".encode()]
    lines += [name + b": " + value for name, value in headers]
    writer.write(b"\r\n".join([*lines, b"", body]))
    await writer.drain()
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return int(answer.split(b" ", 2)[1])


def kept(store: Store) -> int:
    with store.reading() as records:
        return records.session.query(Event).count()


@asynchronous
async def test_ten_thousand_mutated_requests_are_all_refused(store: Store) -> None:
    body, _ = packed(payloads.message("gema halo"))
    sound = {"Content-Type": JSON, **signed(body)}
    chance = random.Random(20260916)
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        assert await posts(stage, body, sound) == 200
        statuses: Counter[int] = Counter()
        for _ in range(MUTATIONS // AT_ONCE):
            batch = (mutated(body, sound, chance) for _ in range(AT_ONCE))
            statuses.update(await asyncio.gather(*(posts(stage, *each) for each in batch)))
        assert statuses == {401: MUTATIONS}
        assert kept(store) == 1


def mutated(
    body: bytes, headers: dict[str, str], chance: random.Random
) -> tuple[bytes, dict[str, str]]:
    """One sign changed, added or left out, in the body, the signature or the time."""
    part = chance.choice(["body", signature.SIGNATURE, signature.TIMESTAMP])
    if part == "body":
        return _altered(body, chance, range(256)), headers
    value = _altered(headers[part].encode(), chance, range(33, 127)).decode()
    return body, {**headers, part: value}


def _altered(value: bytes, chance: random.Random, signs: range) -> bytes:
    at, sign = chance.randrange(len(value)), bytes([chance.choice(signs)])
    options = [
        value[:at] + sign + value[at + 1 :],
        value[:at] + sign + value[at:],
        value[:at] + value[at + 1 :],
    ]
    changed = [each for each in options if each != value]
    return chance.choice(changed)


NOW = str(int(time.time())).encode()
STAMP, SIGN = signature.TIMESTAMP.encode(), signature.SIGNATURE.encode()
MALFORMED: dict[str, Headers] = {
    "nothing": [],
    "no signature": [(STAMP, NOW)],
    "no timestamp": [(SIGN, b"SOUND")],
    "an empty signature": [(STAMP, NOW), (SIGN, b"")],
    "an empty timestamp": [(STAMP, b""), (SIGN, b"SOUND")],
    "two timestamps": [(STAMP, NOW), (STAMP, NOW), (SIGN, b"SOUND")],
    "two signatures": [(STAMP, NOW), (SIGN, b"SOUND"), (SIGN, b"SOUND")],
    "a wrong one before": [(STAMP, NOW), (SIGN, b"v0=" + b"0" * 64), (SIGN, b"SOUND")],
    "words": [(STAMP, b"yesterday"), (SIGN, b"SOUND")],
    "not a number": [(STAMP, b"nan"), (SIGN, b"SOUND")],
    "infinite": [(STAMP, b"inf"), (SIGN, b"SOUND")],
    "a fraction": [(STAMP, NOW + b".0"), (SIGN, b"SOUND")],
    "a plus": [(STAMP, b"+" + NOW), (SIGN, b"SOUND")],
    "a minus": [(STAMP, b"-" + NOW), (SIGN, b"SOUND")],
    "underscores": [(STAMP, NOW[:5] + b"_" + NOW[5:]), (SIGN, b"SOUND")],
    "thousands": [(STAMP, b"9" * 4_000), (SIGN, b"SOUND")],
    "Arabic digits": [(STAMP, "١٥٣١٤٢٠٦١٨".encode()), (SIGN, b"SOUND")],
    "full-width digits": [(STAMP, "１５３１４２０６１８".encode()), (SIGN, b"SOUND")],
    "bytes that are no text": [(STAMP, b"\xff\xfe\xfd"), (SIGN, b"SOUND")],
    "a signature of bytes": [(STAMP, NOW), (SIGN, b"v0=\xff\xfe" + b"0" * 62)],
    "an accent": [(STAMP, NOW), (SIGN, "v0=é".encode() + b"0" * 63)],
    "another version": [(STAMP, NOW), (SIGN, b"v1=" + b"0" * 64)],
    "no version": [(STAMP, NOW), (SIGN, b"0" * 64)],
    "a version alone": [(STAMP, NOW), (SIGN, b"v0=")],
    "too short": [(STAMP, NOW), (SIGN, b"v0=" + b"0" * 63)],
    "too long": [(STAMP, NOW), (SIGN, b"v0=" + b"0" * 4_000)],
    "two joined": [(STAMP, NOW), (SIGN, b"SOUND,SOUND")],
    "hexadecimal time": [(STAMP, b"0x6b"), (SIGN, b"SOUND")],
}


@pytest.mark.parametrize("name", MALFORMED)
@asynchronous
async def test_malformed_headers_are_refused(store: Store, name: str) -> None:
    body, _ = packed(payloads.message("gema halo"))
    sound = signature.sign(SECRET, body, NOW.decode()).encode()
    headers = [(each, value.replace(b"SOUND", sound)) for each, value in MALFORMED[name]]
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        assert await posts_bytes(stage, body, headers) == 401
        assert kept(store) == 0


@asynchronous
async def test_old_and_foreign_signatures_are_refused(store: Store) -> None:
    body, _ = packed(payloads.message("gema halo"))
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        for headers in (
            signed(body, at=time.time() - 360),
            signed(body, at=time.time() + 360),
            signed(body, secret="of another app"),
            signed(body + b" "),
        ):
            assert await posts(stage, body, {"Content-Type": JSON, **headers}) == 401


UNSOUND = {
    "no JSON": (b"{", JSON, 400),
    "no object": (b"[1]", JSON, 400),
    "a word": (b'"hello"', JSON, 400),
    "nothing": (b"", JSON, 400),
    "bad UTF-8": (b'{"type": "\xff"}', JSON, 400),
    "deeper than anyone reads": (b"[" * 100_000 + b"]" * 100_000, JSON, 400),
    "a form without JSON": (b"payload=nonsense", FORM, 400),
    "a payload that is a list": (b"payload=%5B%5D", FORM, 400),
    "words": (b"hello", "text/plain", 400),
    "an unknown form": (b"a=b", FORM, 200),
    "an empty object": (b"{}", JSON, 200),
    "odd types": (b'{"type": "event_callback", "event": [1], "event_id": 3}', JSON, 400),
    "odd actions": (
        urlencode({"payload": '{"type": "block_actions", "actions": {"a": 1}}'}).encode(),
        FORM,
        400,
    ),
    "too much": (b"x" * (MOST_BYTES + 1), JSON, 413),
}


@pytest.mark.parametrize("name", UNSOUND)
@asynchronous
async def test_what_is_signed_but_unsound_never_breaks_us(store: Store, name: str) -> None:
    body, media_type, status = UNSOUND[name]
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        headers = {"Content-Type": media_type, **signed(body)}
        assert await posts(stage, body, headers) == status
        assert kept(store) == 0


@asynchronous
async def test_a_packed_body_is_checked_as_it_was_sent(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        for body in (gzip.compress(b"x" * 50_000_000), b"not packed at all"):
            headers = {"Content-Type": JSON, "Content-Encoding": "gzip", **signed(body)}
            assert await posts(stage, body, headers) in (400, 401, 413)


@asynchronous
async def test_slack_may_check_our_address(store: Store) -> None:
    raw = {"type": "event", "payload": {"type": "url_verification", "challenge": "3eZbrw1aB"}}
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        assert await stage.sends(raw) == (200, "3eZbrw1aB")


@asynchronous
async def test_being_limited_is_received(store: Store) -> None:
    raw = {"type": "event", "payload": {"type": "app_rate_limited", "team_id": "T1"}}
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        assert await stage.sends(raw) == (200, "")


@asynchronous
async def test_what_could_not_be_kept_is_not_acknowledged(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        with store.transaction() as records:
            records.session.connection().exec_driver_sql("ALTER TABLE inbox RENAME TO gone")
        assert await stage.sends(payloads.message("gema halo")) == (503, "")
        assert await stage.sends(payloads.command("gema halo")) == (503, "")
        with store.transaction() as records:
            records.session.connection().exec_driver_sql("ALTER TABLE gone RENAME TO inbox")
        assert await stage.sends(payloads.message("gema halo")) == (200, "")
        assert kept(store) == 1


def samples() -> list[Path]:
    folder = SHARED / "json-samples"
    if not folder.exists():
        pytest.skip("Slack's published samples are not beside the checkout")
    return sorted(folder.rglob("*.json"))


@asynchronous
async def test_every_published_sample_is_received(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        for path in samples():
            payload = json.loads(path.read_text("utf-8"))
            for kind in ("event_callback", payload.get("type", "")):
                raw = {"type": _kind(path), "payload": {**payload, "type": kind}}
                assert (await stage.sends(raw))[0] == 200, path.name
        await stage.settles()
        assert slack.messages == []


def _kind(path: Path) -> str:
    if "events" in path.parts:
        return "event"
    return "command" if "slash-commands" in path.parts else "action"
