"""The sentences of a small assistant: what it learns from, and what it has not seen."""

from __future__ import annotations

import tomllib
from pathlib import Path

from handlers.conversation.understanding import Example
from storage.values import Language

HERE = Path(__file__).parent
NONE = "none"


def listed(name: str) -> list[Example]:
    written = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    return [
        Example(text, intent, Language(language))
        for language, intents in written.items()
        for intent, texts in intents.items()
        for text in texts
    ]


EXAMPLES = listed("examples")
UNSEEN = listed("unseen")
