"""The elements of an Adaptive Card that show something: words, facts, pictures, links."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.platforms.teams.markdown import card_text, clean
from handlers.conversation.reply import Facts, Link, Picture

Element = dict[str, Any]

#: A longer title is a sentence: it is set as one.
LONGEST_HEADING = 90
#: Clients show no more actions in a row than this, and leave out the rest.
MOST_ACTIONS = 6


def words(text: str, **look: Any) -> Element:
    return {"type": "TextBlock", "text": card_text(text), "wrap": True, **look}


def heading(text: str) -> Element:
    size = "Medium" if len(text) <= LONGEST_HEADING else "Default"
    return words(text, style="heading", weight="Bolder", size=size)


def facts(block: Facts) -> list[Element]:
    listed = [{"title": card_text(f.label), "value": card_text(f.value)} for f in block.facts]
    return [{"type": "FactSet", "facts": listed}] if listed else []


def image(block: Picture) -> list[Element]:
    from bot.platforms.pictures import png  # drawing costs 40 ms to load: only whoever draws pays

    drawn = base64.b64encode(png(block)).decode()
    shown = {
        "type": "Image",
        "url": f"data:image/png;base64,{drawn}",
        "altText": clean(f"{block.title}. {block.alternative}"),
        "size": "Stretch",
        "spacing": "Small",
    }
    named = words(block.title, weight="Bolder", spacing="Medium")
    return [{"type": "Container", "items": [named, shown]}]


def link_lines(links: Sequence[Link]) -> list[Element]:
    """Opened with an action of their own: its title is no Markdown, and says where it leads."""
    opened = [_opened(link) for link in links if _host(link.url)]
    others = [words(f"{link.label}: {link.url}") for link in links if not _host(link.url)]
    return [*actions(opened), *others]


def actions(listed: Sequence[Element]) -> list[Element]:
    sets = [listed[at : at + MOST_ACTIONS] for at in range(0, len(listed), MOST_ACTIONS)]
    return [{"type": "ActionSet", "actions": list(some)} for some in sets]


def in_rows(elements: Iterable[Element]) -> Iterator[Element]:
    """Actions that follow each other share a row while there is room in it."""
    last: Element = {}
    for element in elements:
        both = [*last.get("actions", []), *element.get("actions", [])]
        if _is_row(last) and _is_row(element) and len(both) <= MOST_ACTIONS:
            last = last | {"actions": both}
            continue
        if last:
            yield last
        last = element
    if last:
        yield last


def _is_row(element: Element) -> bool:
    """Buttons that nothing sets apart, as feedback is."""
    return element.get("type") == "ActionSet" and "separator" not in element


def _opened(link: Link) -> Element:
    title = clean(link.label)
    return {"type": "Action.OpenUrl", "title": title, "url": link.url, "tooltip": _host(link.url)}


def _host(url: str) -> str:
    """Where a link leads, as an address on the web; empty for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""
