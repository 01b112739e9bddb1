"""Files both ways: what people send is fetched before the turn, what we send goes up first."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.outgoing import Later, Unknown
from bot.platforms.slack.api import Api, Ok
from bot.platforms.slack.refusals import Unsent, meaning
from bot.platforms.slack.shapes import Raw, table, word
from handlers.conversation.message import Message, Said
from handlers.conversation.reply import Attachment

MOST_BYTES = 5 * 2**20
UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+")


async def fetched(api: Api, raw: Raw, message: Message) -> Message:
    """The message with the content of its files, as far as they may be had."""
    if not isinstance(message.act, Said) or not message.act.files:
        return message
    described = [f for f in table(raw, "payload", "event").get("files", ()) if f]
    contents = await asyncio.gather(*(_content(api, each) for each in described))
    files = zip(message.act.files, contents, strict=True)
    filled = tuple(replace(file, content=content) for file, content in files)
    return replace(message, act=replace(message.act, files=filled))


async def _content(api: Api, described: Mapping[str, Any]) -> bytes | None:
    """None when it is too large, not Slack's to give, or does not arrive."""
    url, size = word(described, "url_private"), described.get("size") or 0
    if not is_slacks(url, api.config.api_host) or size > MOST_BYTES:
        return None
    try:
        async with api.session.get(url, headers=api.token, allow_redirects=False) as response:
            return await _taken(response, word(described, "mimetype"))
    except (TimeoutError, aiohttp.ClientError):
        return None


def is_slacks(url: str, api_host: str) -> bool:
    """May our token be shown there? Only to Slack itself, or to the API we were given."""
    try:
        address = urlsplit(url)
        host, port = address.hostname or "", address.port
    except ValueError:
        return False
    if address.netloc == api_host:
        return address.scheme in ("http", "https")
    ours = host == "slack.com" or host.endswith(".slack.com")
    plain = port in (None, 443) and address.username is None
    return address.scheme == "https" and ours and plain


async def _taken(response: aiohttp.ClientResponse, media_type: str) -> bytes | None:
    """Without a good token Slack shows a page to sign in, with status 200."""
    signing_in = response.content_type == "text/html" and media_type != "text/html"
    if response.status != 200 or signing_in:
        return None
    body = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


@dataclass(frozen=True, slots=True)
class Upload:
    """Where a file goes."""

    channel: str
    thread: str = ""


async def sent(api: Api, attachment: Attachment, to: Upload) -> Unsent | None:
    """Put a file into a chat; None: it is there. Before its last step nobody can see it."""
    name = safe_name(attachment.name)
    ticket = await api.call(
        "files.getUploadURLExternal", filename=name, length=len(attachment.content)
    )
    if not isinstance(ticket, Ok):
        return not_yet(meaning(ticket))
    if not await _uploaded(api, word(ticket.data, "upload_url"), attachment.content):
        return Later("upload")
    shown = [{"id": word(ticket.data, "file_id"), "title": attachment.label or name}]
    return meaning(
        await api.call(
            "files.completeUploadExternal",
            files=shown,
            channel_id=to.channel,
            thread_ts=to.thread,
        )
    )


def not_yet(unsent: Unsent | None) -> Unsent | None:
    """A file that nobody can see yet is not uncertain: it can simply be sent again."""
    return Later(unsent.reason) if isinstance(unsent, Unknown) else unsent


async def _uploaded(api: Api, url: str, content: bytes) -> bool:
    """The address is a one-time ticket; it takes no token."""
    if not is_slacks(url, api.config.api_host):
        return False
    try:
        async with api.session.post(url, data=content, allow_redirects=False) as response:
            return response.status == 200
    except (TimeoutError, aiohttp.ClientError):
        return False


def safe_name(name: str) -> str:
    """A name without paths, control signs or signs that turn its end around."""
    return UNSAFE.sub("_", name).strip(" .")[-120:] or "file"
