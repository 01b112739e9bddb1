"""A sound plan that uses everything, and how to change one place of it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from handlers.incentives.engine import paths
from handlers.incentives.engine.documents import Document, parse

EVERYTHING = Path(__file__).with_name("everything.yaml")
#: In the place of a value: the key is taken away.
GONE = object()


def everything() -> Any:
    parsed = parse(EVERYTHING.read_bytes())
    assert isinstance(parsed, Document)
    return parsed.content


def changed(path: str, value: object) -> Any:
    """The plan with another value at a path."""
    document = everything()
    *way, last = [int(part) if part.isdecimal() else part for part in paths.parts(path)]
    place = document
    for step in way:
        place = place[step]
    if value is GONE:
        del place[last]
    else:
        place[last] = copy.deepcopy(value)
    return document
