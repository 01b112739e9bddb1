"""Offers files: Teams asks the person before one of ours may lie in their OneDrive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.platforms.teams.markdown import clean
from handlers.conversation.reply import Attachment, Reply

Activity = dict[str, Any]

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
SHOWN = "application/vnd.microsoft.teams.card.file.info"


def files(reply: Reply) -> list[Attachment]:
    """The files of a reply, in the order in which offers count them."""
    return [block for block in reply.blocks if isinstance(block, Attachment)]


def offers(reply: Reply, key: str) -> Iterator[Activity]:
    """One message a file; what the person decides comes back with the message's key."""
    for number, attachment in enumerate(files(reply)):
        which = {"key": key, "file": number}
        content = {
            "description": clean(attachment.label),
            "sizeInBytes": len(attachment.content),
            "acceptContext": which,
            "declineContext": which,
        }
        offered = {"contentType": CONSENT, "name": clean(attachment.name), "content": content}
        summary = clean(attachment.label)
        yield {"type": "message", "summary": summary, "attachments": [offered]}
