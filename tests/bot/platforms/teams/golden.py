"""Writes the golden drawings again: `python -m tests.bot.platforms.teams.golden`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.platforms.teams import draw
from handlers.conversation.reply import Reply
from tests.bot.platforms.teams.examples import EXAMPLES

GOLDEN = Path(__file__).with_name("golden")


def drawn(reply: Reply) -> list[dict[str, Any]]:
    """As it is sent, but for the bytes of pictures, which depend on the fonts there are."""
    activities: list[dict[str, Any]] = without_pictures(draw.messages(reply, draw.Look("key0123")))
    return activities


def without_pictures(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_pictures(each) for name, each in value.items()}
    if isinstance(value, list):
        return [without_pictures(each) for each in value]
    is_picture = isinstance(value, str) and value.startswith("data:image/png;base64,")
    return "data:image/png;base64," if is_picture else value


if __name__ == "__main__":
    for name, reply in EXAMPLES.items():
        written = json.dumps(drawn(reply), indent=1, ensure_ascii=False)
        (GOLDEN / f"{name}.json").write_text(written + "\n", "utf-8")
