"""The bodies that Teams expects in answer to an invoke, each in its own shape."""

from __future__ import annotations

from typing import Any

from bot.platforms.teams.draw import CARD, Card

Body = dict[str, Any]

#: Teams knows only a few words for how large a dialog is.
SIZE = "medium"


def card(content: Card) -> Body:
    """An executed action whose card is replaced."""
    return {"statusCode": 200, "type": CARD, "value": content}


def words(text: str) -> Body:
    """An executed action that Teams confirms with a line of text."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


def error(code: str, message: str) -> Body:
    """An executed action that is none of ours."""
    problem = {"code": code, "message": message}
    return {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": problem}


def dialog(title: str, content: Card) -> Body:
    """What stands in a dialog now, for one person only."""
    shown = {
        "title": title,
        "height": SIZE,
        "width": SIZE,
        "card": {"contentType": CARD, "content": content},
    }
    return {"task": {"type": "continue", "value": shown}}


def closing(text: str) -> Body:
    """The dialog closes with a last word."""
    return {"task": {"type": "message", "value": text}}
