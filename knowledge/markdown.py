"""Reads Markdown as sections: the words a person sees, under the headings they stand under."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

HEADING_SEPARATOR = " › "
CELL_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; `heading` is its path from the top, outermost first."""

    heading: str
    text: str


@dataclass
class _Page:
    """What has been read so far, from top to bottom. The first top heading is the title."""

    title: str = ""
    sections: list[Section] = field(default_factory=list)
    _path: list[tuple[int, str]] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)

    def read(self, before: Token | None, token: Token) -> None:
        match token.type, before.type if before else "":
            case "inline", "heading_open":
                assert before is not None
                self._enter(int(before.tag[1:]), _shown(token))
            case "inline", "td_open" | "th_open":
                self._cells.append(_shown(token))
            case "inline" | "fence" | "code_block", _:
                self._lines.extend(_shown(token).splitlines())
            case "tr_close", _:
                self._lines.append(CELL_SEPARATOR.join(self._cells))
                self._cells = []

    def close(self) -> None:
        """End the section that is being read."""
        text = "\n".join(line.strip() for line in self._lines if line.strip())
        if text:
            heading = HEADING_SEPARATOR.join(name for _, name in self._path)
            self.sections.append(Section(heading, text))
        self._lines = []

    def _enter(self, level: int, heading: str) -> None:
        self.close()
        if level == 1 and not self.title:
            self.title = heading
            return
        above = [(outer, name) for outer, name in self._path if outer < level]
        self._path = [*above, (level, heading)]


def sections(text: str) -> tuple[str, tuple[Section, ...]]:
    """The title and the sections of a Markdown text."""
    page, before = _Page(), None
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        page.read(before, token)
        before = token
    page.close()
    return page.title, tuple(page.sections)


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
