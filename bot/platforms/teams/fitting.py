"""Keeps messages within what Teams takes, by sending more of them rather than saying less."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

Element = dict[str, Any]

#: Teams refuses about 100 KB, counted in UTF-16; what it adds itself has to fit as well.
LARGEST_MESSAGE = 80 * 1024
#: What can be cut in two, by the kind of element: the name of its list, and how much of the
#: beginning each part repeats (a table's header).
LISTS = {
    "FactSet": ("facts", 0),
    "Container": ("items", 0),
    "ActionSet": ("actions", 0),
    "Table": ("rows", 1),
}
SEPARATOR = 4
#: A form is sent in as a whole, so it is drawn as a whole.
WHOLE = "emphasis"


def size(value: object) -> int:
    """Bytes, as Teams counts them."""
    return len(json.dumps(value, ensure_ascii=False).encode("utf-16-le"))


def pack(elements: Iterable[Element], room: int) -> list[list[Element]]:
    """The elements in order, as many to a card as there is room for."""
    cards: list[list[Element]] = [[]]
    used = 0
    for element in elements:
        for part in _parts(element, room):
            taken = size(part) + SEPARATOR
            if used + taken > room and cards[-1]:
                cards.append([])
                used = 0
            cards[-1].append(part)
            used += taken
    return cards


def _parts(element: Element, room: int) -> Iterator[Element]:
    """The element itself, or as many smaller ones as it takes."""
    halves = _halves(element) if size(element) > room else []
    if not halves:
        yield element
        return
    for half in halves:
        yield from _parts(half, room)


def _halves(element: Element) -> list[Element]:
    if element["type"] == "TextBlock":
        return [element | {"text": text} for text in _half_texts(element["text"])]
    name, repeated = LISTS.get(element["type"], ("", 0))
    items = element.get(name, [])
    if element.get("style") == WHOLE:
        return []
    head, rest = items[:repeated], items[repeated:]
    if len(rest) < 2:
        return _as_words(element)
    middle = len(rest) // 2
    return [element | {name: [*head, *half]} for half in (rest[:middle], rest[middle:])]


def _as_words(element: Element) -> list[Element]:
    """A fact, or a row, that is too long by itself: its words one after the other."""
    texts = [text for fact in element.get("facts", []) for text in (fact["title"], fact["value"])]
    for row in element.get("rows", []):
        texts += [item["text"] for cell in row["cells"] for item in cell["items"]]
    return [{"type": "TextBlock", "text": text, "wrap": True} for text in texts]


def _half_texts(text: str) -> list[str]:
    """Cut at a line or a word, and never between a sign and the backslash that escapes it."""
    middle = len(text) // 2
    at = max(text.rfind("\n\n", 1, middle), text.rfind(" ", 1, middle))
    if at < 1:
        backslashes = middle - len(text[:middle].rstrip("\\"))
        at = middle - backslashes % 2
    return [text[:at], text[at:]] if at > 0 else []
