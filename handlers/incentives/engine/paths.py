"""How a path names a key of a document: `components[1].rule.table[2].up_to`."""

from __future__ import annotations

import json
import re

PLAIN = re.compile(r"[\w-]+")
PARTS = re.compile(r"[.\[]")
LONGEST = 40


def key(path: str, name: str) -> str:
    if not PLAIN.fullmatch(name):
        return f"{path}[{json.dumps(name[:LONGEST])}]"
    return f"{path}.{name}" if path else name


def item(path: str, at: int) -> str:
    return f"{path}[{at}]"


def parts(path: str) -> list[str]:
    """Its keys and numbers, one by one."""
    return [part.rstrip("]") for part in PARTS.split(path) if part]


def within(path: str, outer: str) -> bool:
    """Whether `path` is `outer` or a part of it."""
    return not outer or path == outer or path.startswith((f"{outer}.", f"{outer}["))


def parent(path: str) -> str:
    return path.rpartition(".")[0]


def last(path: str) -> str:
    return path.rpartition(".")[2]
