"""Draws replies as Slack Block Kit, within what Slack takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from bot.platforms import console
from bot.platforms.slack import elements, limits, markup, tables
from bot.platforms.slack.blocks import Drawing
from bot.platforms.slack.elements import SlackBlock
from bot.platforms.slack.modals import errors, handed_back, view
from handlers.conversation.reply import Reply, Table

__all__ = ["errors", "handed_back", "home", "message", "messages", "view"]

Body = dict[str, Any]


def message(reply: Reply, key: str = "") -> Body:
    """What `chat.postMessage` is given; of an answer that needs several, the first."""
    return messages(reply, key)[0]


def messages(reply: Reply, key: str = "") -> tuple[Body, ...]:
    """The whole answer: more than one message only where Slack takes no more in one."""
    drawing = Drawing(key, _own_table(reply))
    parts = list(_parts(drawing.reply(reply)))
    words = markup.escaped(console.render(reply).strip()) or limits.MORE
    words = limits.cut(words, limits.FALLBACK)
    if len(parts) < 2:
        return ({"text": words, "blocks": named(parts[0] if parts else [], key)},)
    marked = (
        named([*part, *elements.context([f"{number} / {len(parts)}"])], key)
        for number, part in enumerate(parts, 1)
    )
    title = markup.escaped(limits.cut(reply.title, limits.HEADER))
    texts = (words, *(f"{title} {number} / {len(parts)}" for number in range(2, len(parts) + 1)))
    return tuple(
        {"text": text, "blocks": blocks} for text, blocks in zip(texts, marked, strict=True)
    )


def home(reply: Reply, key: str = "") -> Body:
    """The page a person opens us on: what `views.publish` is given."""
    blocks = list(Drawing(key).reply(reply)) or list(elements.context([limits.MORE]))
    if len(blocks) > limits.VIEW_BLOCKS:
        kept = blocks[: limits.VIEW_BLOCKS - 1]
        blocks = [*kept, *elements.context([f"{limits.MORE} +{len(blocks) - len(kept)}"])]
    return {"type": "home", "blocks": named(blocks, key)}


def named(blocks: Iterable[SlackBlock], key: str) -> list[SlackBlock]:
    """Blocks of buttons carry the message's key; Slack wants every name only once."""
    numbers, taken = count(1), set[str]()
    return [
        {**block, "block_id": f"{key}:{next(numbers)}", "elements": _told_apart(block, taken)}
        if block["type"] == "actions"
        else block
        for block in blocks
    ]


def _told_apart(block: SlackBlock, taken: set[str]) -> list[SlackBlock]:
    elements = []
    for element in block["elements"]:
        name, numbers = element["action_id"], count(2)
        while name in taken:
            name = f"{element['action_id']}#{next(numbers)}"
        taken.add(name)
        elements.append({**element, "action_id": name})
    return elements


def _own_table(reply: Reply) -> Table | None:
    """Slack's table block: one a message, so it is used where there is one to draw."""
    found = [block for block in reply.blocks if isinstance(block, Table)]
    return found[0] if len(found) == 1 and tables.fits(found[0]) else None


def _parts(blocks: Iterable[SlackBlock]) -> Iterator[list[SlackBlock]]:
    """As few messages as hold all blocks, with room for a page number on each."""
    part: list[SlackBlock] = []
    text = 0
    for block in blocks:
        length = _length(block)
        if part and (len(part) + 1 >= limits.BLOCKS or text + length > limits.MESSAGE_TEXT):
            yield part
            part, text = [], 0
        part, text = [*part, block], text + length
    if part:
        yield part


def _length(drawn: Any) -> int:
    """The characters of text in a block, wherever they stand."""
    if isinstance(drawn, dict):
        text = drawn.get("text")
        own = len(text) if isinstance(text, str) else 0
        return own + sum(_length(inner) for inner in drawn.values())
    return sum(map(_length, drawn)) if isinstance(drawn, list) else 0
