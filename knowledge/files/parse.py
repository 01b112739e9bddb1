"""Chooses who reads a file by how its name ends; nothing is imported before it is needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from knowledge.sections import Parsed, Refused

PARSERS = {
    ".txt": "knowledge.plain.parse",
    ".md": "knowledge.markdown.parse",
    ".markdown": "knowledge.markdown.parse",
    ".html": "knowledge.files.html.parse",
    ".htm": "knowledge.files.html.parse",
    ".pdf": "knowledge.files.pdf.parse",
    ".docx": "knowledge.files.docx.parse",
    ".pptx": "knowledge.files.pptx.parse",
    ".xlsx": "knowledge.files.xlsx.parse",
    ".csv": "knowledge.files.lists.parse_csv",
    ".jsonl": "knowledge.files.lists.parse_jsonl",
}


def parse(name: str, content: bytes) -> Parsed:
    """What a file says. To be called where a crash does no harm: in the child.

    Raises:
        Refused: when it can tell why not; a parser that stumbles raises anything.
    """
    where = PARSERS.get(suffix(name))
    if where is None:
        raise Refused("unknown_kind")
    module, _, function = where.rpartition(".")
    chosen: Callable[[bytes], Parsed] = getattr(import_module(module), function)
    try:
        return chosen(content)
    except RecursionError:
        raise Refused("too_much", what="nesting") from None
    except MemoryError:
        raise Refused("too_much", what="memory") from None


def suffix(name: str) -> str:
    return PurePath(name).suffix.lower()
