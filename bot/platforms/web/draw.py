"""Turns a reply into what the page reads: blocks as they are stored, and the same as text."""

from __future__ import annotations

from typing import Any, assert_never

from bot.platforms import console
from handlers.conversation.reply import (
    AskWith,
    Attachment,
    Block,
    Buttons,
    Citations,
    Facts,
    Feedback,
    Heading,
    Links,
    Paragraph,
    Picture,
    Reply,
    Table,
)
from handlers.conversation.saved import to_document

Drawn = dict[str, Any]


def message(reply: Reply, key: str) -> Drawn:
    """The page's `blocks.js` draws each kind; `text` is what a screen reader is told."""
    return {
        "key": key,
        "title": reply.title,
        "private": reply.private,
        "replaces": reply.replaces,
        "blocks": [_block(block) for block in reply.blocks],
        "text": console.render(reply),
    }


def _block(block: Block) -> Drawn:
    match block:
        case Heading() | Paragraph() | Facts() | Picture() | Buttons() | Links():
            return _stored(block)
        case AskWith() | Citations() | Feedback():
            return _stored(block)
        case Table(numeric=numeric):
            return {**_stored(block), "numeric": sorted(numeric)}
        case Attachment(content=content):
            stored = _stored(block)
            return {**stored, "content": stored["content"]["bytes"], "size": len(content)}
        case other:
            assert_never(other)


def _stored(block: Block) -> Drawn:
    (stored,) = to_document(Reply("", (block,)))["blocks"]
    document: Drawn = stored
    return document
