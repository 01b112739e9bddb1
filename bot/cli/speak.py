"""What commands print, in the language that the terminal is set to."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from handlers.conversation.text import Text
from storage.values import Language


def words() -> Text:
    """The catalogue of the command line; `LANG=id_ID.UTF-8` makes it Indonesian."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    language = Language.ID if spoken.lower().startswith("id") else Language.EN
    return Text.load("command", language)


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")


def say_json(document: Any) -> None:
    say(json.dumps(document, ensure_ascii=False, indent=2, default=str))
