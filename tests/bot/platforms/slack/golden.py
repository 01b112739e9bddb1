"""Writes the golden drawings again: `python -m tests.bot.platforms.slack.golden`."""

from __future__ import annotations

import json
from pathlib import Path

from bot.platforms.slack import draw
from tests.replies.examples import EXAMPLES

GOLDEN = Path(__file__).with_name("golden")

if __name__ == "__main__":
    for name, reply in EXAMPLES.items():
        drawn = json.dumps(draw.message(reply, "key0123"), indent=1, ensure_ascii=False)
        (GOLDEN / f"{name}.json").write_text(drawn + "\n", "utf-8")
