"""What commands print."""

from __future__ import annotations

import json
import sys
from typing import Any


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")


def say_json(document: Any) -> None:
    say(json.dumps(document, ensure_ascii=False, indent=2, default=str))
