"""Reads Markdown as sections: the words a person sees, under the headings they stand under."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.sections import CELL_SEPARATOR, WHOLE, Parsed, Section, Sections


@dataclass
class _Page:
    """What has been read so far, from top to bottom. The first top heading is the title."""

    title: str = ""
    sections: Sections = field(default_factory=lambda: Sections(longest=WHOLE))
    _cells: list[str] = field(default_factory=list)

    def read(self, before: Token | None, token: Token) -> None:
        match token.type, before.type if before else "":
            case "inline", "heading_open":
                assert before is not None
                self._enter(int(before.tag[1:]), _shown(token))
            case "inline", "td_open" | "th_open":
                self._cells.append(_shown(token))
            case "inline" | "fence" | "code_block", _:
                self.sections.say(_shown(token))
            case "tr_close", _:
                self.sections.say(CELL_SEPARATOR.join(self._cells))
                self._cells = []

    def _enter(self, level: int, heading: str) -> None:
        if level == 1 and not self.title:
            self.sections.close()
            self.title = heading
            return
        self.sections.enter(level, heading)


def parse(content: bytes) -> Parsed:
    """The title and the sections of a Markdown text in UTF-8."""
    title, found = sections(content.decode("utf-8"))
    return Parsed(title, "", "", found)


def sections(text: str) -> tuple[str, tuple[Section, ...]]:
    """The title and the sections of a Markdown text."""
    page, before = _Page(), None
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        page.read(before, token)
        before = token
    return page.title, page.sections.under("")


def _shown(token: Token) -> str:
    """What a person reads of a line or a block of code, without its marks."""
    if token.children is None:
        return token.content
    return "".join(_piece(child) for child in token.children).strip()


def _piece(token: Token) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "text" | "code_inline" | "image":
            return token.content
        case _:
            return ""
