"""Reads a web page: its main words under their headings, without what surrounds or hides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.files import tables
from knowledge.files.encodings import decoded_page
from knowledge.files.names import told
from knowledge.limits import MOST_DEPTH
from knowledge.sections import Parsed, Refused, Sections

UNREAD = frozenset(
    {"script", "style", "noscript", "template", "head", "nav", "aside", "footer", "menu"}
    | {"form", "button", "select", "input", "textarea", "dialog", "iframe", "object", "embed"}
    | {"svg", "math", "canvas", "audio", "video", "map"}
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    {"body", "main", "article", "section", "header", "div", "p", "pre", "hr", "blockquote"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "tr", "td", "th", "center"}
    | {"figure", "figcaption", "address", "details", "summary", "fieldset"}
)
MAIN = ("main", "[role=main]", "article")
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])")
SPACES = re.compile(r"\s+")
UNREAD_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})


Enters = Callable[[LexborNode], bool]


@dataclass
class _Page:
    sections: Sections = field(default_factory=Sections)
    title: str = ""
    _words: list[str] = field(default_factory=list)

    def read(self, top: LexborNode) -> None:
        for node, is_end in _walk(top, self._enters):
            if is_end or node.tag in BLOCKS:
                self._end()

    def _enters(self, node: LexborNode) -> bool:
        """Take in what is a leaf; whether to go on with what is inside."""
        tag = node.tag or "-"
        if tag in ("-text", "br"):
            self._words.append(_written(node))
        elif not _is_seen(node):
            return False
        elif tag in HEADINGS:
            self._head(HEADINGS[tag], node)
        elif tag == "table" and _is_data(node):
            self._end()
            headed = len(node.css("tr:first-child > th")) > 1
            tables.say(self.sections, tables.table(_rows(node), headed))
        else:
            return True
        return False

    def _head(self, level: int, node: LexborNode) -> None:
        self._end()
        words = _text(node)
        if level == 1 and not self.title:
            self.title = words
        self.sections.enter(level, words)

    def _end(self) -> None:
        self.sections.say("".join(self._words))
        self._words = []


def parse(content: bytes) -> Parsed:
    """The sections of a web page."""
    tree = LexborHTMLParser(decoded_page(content))
    main = next((found for css in MAIN if (found := _only(tree, css))), tree.body)
    page = _Page()
    if main is not None:
        page.read(main)
    head, html = tree.css_first("title"), tree.css_first("html")
    title = page.title or told(_text(head) if head else "")
    language = (html.attributes.get("lang") or "") if html else ""
    return Parsed(title, "", language.partition("-")[0].lower(), page.sections.under(title))


def _only(tree: LexborHTMLParser, css: str) -> LexborNode | None:
    found = tree.css(css)
    return found[0] if len(found) == 1 else None


def _is_seen(node: LexborNode) -> bool:
    tag = node.tag or "-"
    return not (tag.startswith("-") or tag in UNREAD or _is_hidden(node))


def _is_hidden(node: LexborNode) -> bool:
    said = node.attributes
    style = (said.get("style") or "").casefold()
    role = (said.get("role") or "").casefold()
    hidden = "hidden" in said or said.get("aria-hidden") == "true"
    return hidden or role in UNREAD_ROLES or HIDING.search(style) is not None


def _is_data(table: LexborNode) -> bool:
    """A table inside another one, or around one, only lays out a page."""
    return len(table.css("table")) == 1 and len(table.css("tr")) > 1


def _rows(table: LexborNode) -> Iterator[list[str]]:
    for row in table.css("tr"):
        if not _is_hidden(row):
            cells = row.css("td, th")
            yield [_text(cell) for cell in cells if not _is_hidden(cell)]


def _text(node: LexborNode) -> str:
    """The words inside on one line, without those that are hidden."""
    words: list[str] = []

    def enters(inner: LexborNode) -> bool:
        words.append(_written(inner))
        return _is_seen(inner)

    for inner, _ in _walk(node, enters):
        words.append(" " if inner.tag in BLOCKS else "")
    return " ".join("".join(words).split())


def _walk(top: LexborNode, enters: Enters) -> Iterator[tuple[LexborNode, bool]]:
    """Each element that is entered, and again at the end of each block; without recursion,
    because a page may be nested deeper than Python can be."""
    ahead = [(top, 0, False)]
    while ahead:
        node, depth, is_end = ahead.pop()
        if depth > MOST_DEPTH:
            raise Refused("too_much", what="nesting", most=MOST_DEPTH)
        if is_end:
            yield node, True
        elif enters(node):
            yield node, False
            if node.tag in BLOCKS:
                ahead.append((node, depth, True))
            inside = list(node.iter(include_text=True))
            ahead.extend((child, depth + 1, False) for child in reversed(inside))


def _written(node: LexborNode) -> str:
    """Lines end where the page says so, not where its source does."""
    if node.tag == "br":
        return "\n"
    words = (node.text_content or "") if node.tag == "-text" else ""
    above = node.parent
    around = {above.tag, above.parent.tag if above.parent else ""} if above else set()
    return words if "pre" in around else SPACES.sub(" ", words)
