"""The small pieces of Block Kit that messages, modals and the home page are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bot.platforms.slack import limits, markup
from bot.platforms.slack.interactions import OPENS_FORM
from bot.platforms.slack.limits import cut, drawn, pieces
from handlers.conversation.reply import AskWith, Button, Style

SlackBlock = dict[str, Any]


class TooLong(ValueError):
    """An id of ours that Slack has no room for: a mistake in a handler, not a long text."""


def plain(text: str, most: int) -> SlackBlock:
    """Words that Slack shows as they are: no markup, no emoji out of colons. Slack wants at
    least one sign."""
    return {"type": "plain_text", "text": cut(text.strip() or limits.MORE, most), "emoji": False}


def marked(text: str) -> SlackBlock:
    """Our own markup; `verbatim` keeps Slack from making links out of words."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> SlackBlock:
    return {"type": "header", "text": plain(text, limits.HEADER)}


def sections(text: str) -> Iterator[SlackBlock]:
    """A paragraph, in as many sections as it needs; not every client breaks plain lines."""
    if "\n" in text.strip():
        yield from marked_sections(drawn(text.strip(), limits.SECTION, markup.literal))
        return
    for piece in pieces(text.strip(), limits.SECTION):
        yield {"type": "section", "text": plain(piece, limits.SECTION)}


def marked_sections(texts: Iterable[str]) -> Iterator[SlackBlock]:
    return ({"type": "section", "text": marked(text)} for text in texts if text.strip())


def bold(text: str) -> Iterator[SlackBlock]:
    return marked_sections(drawn(text, limits.SECTION, markup.bold))


def context(texts: Iterable[str]) -> Iterator[SlackBlock]:
    return ({"type": "context", "elements": [marked(text)]} for text in texts if text.strip())


def button(pressed: Button) -> SlackBlock:
    element = {
        "type": "button",
        "text": plain(pressed.label, limits.BUTTON),
        "action_id": _id(pressed.action, limits.ACTION_ID - len("#00")),
    }
    if pressed.value:
        element["value"] = _id(pressed.value, limits.VALUE)
    if pressed.style is not Style.PLAIN:
        element["style"] = pressed.style.value
    return element


def opener(asked: AskWith, key: str) -> SlackBlock:
    """A button that opens the form; the form itself is found again by the message's key."""
    return button(Button(asked.label, f"{OPENS_FORM}{asked.form.name}", key, Style.PRIMARY))


def one_first(buttons: Iterable[SlackBlock]) -> list[SlackBlock]:
    """Only the first of the buttons that stand out does: where all do, none does."""
    found: list[SlackBlock] = []
    for each in buttons:
        is_second = any(_stands_out(other) for other in found) and _stands_out(each)
        found.append({k: v for k, v in each.items() if k != "style"} if is_second else each)
    return found


def _stands_out(element: SlackBlock) -> bool:
    return bool(element.get("style") == Style.PRIMARY.value)


def rows(buttons: list[SlackBlock]) -> Iterator[SlackBlock]:
    for first in range(0, len(buttons), limits.BUTTONS):
        yield {"type": "actions", "elements": buttons[first : first + limits.BUTTONS]}


def _id(text: str, most: int) -> str:
    if len(text) > most:
        raise TooLong(f"an id of {len(text)} characters, where Slack takes {most}")
    return text
