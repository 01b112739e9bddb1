"""Tells headings, paragraphs and what only frames a page from how lines stand on it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from knowledge.sections import Sections

LARGER = 1.13  #: than the text, for a heading
LONGEST_HEADING = 120
MOST_HEADINGS = 0.4  #: of the lines; where more are bold, bold means nothing
EDGE = 3  #: lines from the top and the bottom in which a page is framed
OFTEN = 5  #: pages with the same line at the edge
FULL = 0.88  #: of the width of the text, for a line that goes on
LEADING = 1.9  #: sizes between the lines of a paragraph
MARKER = re.compile(r"(?:[•●▪◦‣■□–—*·➢✓-]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s")
OWN_NUMBER = re.compile(r"(?:(?:page|halaman|hal\.?|p\.)\s*)?\d+\s*(?:(?:/|of|dari)\s*\d+)", re.I)
BROKEN = re.compile(r"\w-$")
ENDS = (".", ",", ";", "!", "?")
PLAIN = re.compile(r"[\W_]+")
NUMBERED = re.compile(r"^[\d.\sIVX]+\b(?=\s*\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; where it ends, and how high it begins and ends, in points."""

    text: str
    page: int
    size: float
    bold: bool
    right: float
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the outline and the page on which it begins."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class _Text:
    """How most of the text is set: its size, and where lines end on a full line."""

    size: float
    right: float
    bold_means: bool
    sizes: tuple[float, ...]
    entries: dict[tuple[int, str], int]
    deepest: int

    def level(self, line: Line) -> int:
        """Of a heading; 0 for text."""
        known = self.entries.get((line.page, _plain(line.text)))
        if known:
            return known
        if not _may_head(line):
            return 0
        if line.size in self.sizes:
            return self.deepest + 1 + self.sizes.index(line.size)
        is_bold = self.bold_means and line.bold and line.right < self.right * FULL
        return self.deepest + 1 + len(self.sizes) if is_bold else 0


def laid_out(pages: list[list[Line]], outline: list[Entry]) -> tuple[str, Sections]:
    """The title of a document and its sections from the lines of its pages."""
    lines = [line for page in _unframed(pages) for line in page]
    text, sections = _text(lines, outline), Sections()
    blocks = list(_blocks(lines, text))
    title = _title(blocks, text)
    for block, level in blocks:
        if level and block is not title:
            sections.enter(level, block.text, str(block.page))
        elif not level:
            sections.say(block.text, str(block.page))
    return title.text if title else "", sections


def _title(blocks: list[tuple[Line, int]], text: _Text) -> Line | None:
    """The largest words of all, if they stand once and where a document begins."""
    largest = [block for block, level in blocks if level and block.size in text.sizes[:1]]
    begin = [block for block, _ in blocks[:EDGE]]
    return largest[0] if len(largest) == 1 and largest[0] in begin else None


def _unframed(pages: list[list[Line]]) -> Iterator[list[Line]]:
    """Without running titles and page numbers: lines at the edge that come again and again."""
    edges = [{_frame(line) for line in _edge(page)} for page in pages]
    counts = Counter(key for edge in edges for key in edge)
    often = max(2, min(OFTEN, len(pages) // 2))
    running = {key for key, count in counts.items() if count >= often}
    for page in pages:
        at_edge = _edge(page)
        yield [
            line
            for line in page
            if line not in at_edge
            or (_frame(line) not in running and not OWN_NUMBER.fullmatch(line.text))
        ]


def _edge(page: list[Line]) -> list[Line]:
    ordered = sorted(page, key=lambda line: line.first)
    return [*ordered[:EDGE], *ordered[-EDGE:]]


def _frame(line: Line) -> tuple[str, float, int]:
    return re.sub(r"\d+", "#", line.text.casefold()), line.size, round(line.first / 4)


def _text(lines: list[Line], outline: list[Entry]) -> _Text:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    size = letters.most_common(1)[0][0] if letters else 0.0
    rights = sorted(line.right for line in lines if line.size == size)
    larger = {line.size for line in lines if line.size >= size * LARGER and _may_head(line)}
    bold = sum(line.bold for line in lines)
    entries = _entries(lines, outline)
    return _Text(
        size=size,
        right=rights[int(len(rights) * 0.95)] if rights else 0.0,
        bold_means=bold < MOST_HEADINGS * len(lines),
        sizes=tuple(sorted(larger, reverse=True)),
        entries=entries,
        deepest=max(entries.values(), default=0),
    )


def _entries(lines: list[Line], outline: list[Entry]) -> dict[tuple[int, str], int]:
    """The level of each heading that the outline names, where the page has it as a line."""
    written = defaultdict(set)
    for line in lines:
        written[line.page].add(_plain(line.text))
    found = {}
    for entry in outline:
        for key in (_plain(entry.title), _plain(NUMBERED.sub("", entry.title))):
            if key and key in written[entry.page]:
                found[entry.page, key] = entry.level
    return found


def _blocks(lines: Iterable[Line], text: _Text) -> Iterator[tuple[Line, int]]:
    """Headings and paragraphs, each as one long line."""
    block: Line | None = None
    level = 0
    for line in lines:
        own = text.level(line)
        if block is not None and own == level and _goes_on(block, line, level, text):
            block = _joined(block, line)
            continue
        if block is not None:
            yield block, level
        block, level = line, own
    if block is not None:
        yield block, level


def _goes_on(block: Line, line: Line, level: int, text: _Text) -> bool:
    if MARKER.match(line.text) or line.size != block.size:
        return False
    if line.page != block.page:
        return not level and line.text[:1].islower() and not block.text.endswith(ENDS)
    near = 0 <= block.last - line.first <= LEADING * max(line.size, 1.0)
    if level:
        return near and block.bold == line.bold and len(block.text) < LONGEST_HEADING
    return near and block.right >= text.right * FULL


def _joined(block: Line, line: Line) -> Line:
    """Two lines as one; words with a hyphen of their own are joined by it."""
    between = "" if BROKEN.search(block.text) and line.text[:1].islower() else " "
    return replace(line, text=f"{block.text}{between}{line.text}", page=block.page)


def _may_head(line: Line) -> bool:
    short = len(line.text) <= LONGEST_HEADING and not line.text.endswith(ENDS)
    return short and any(letter.isalpha() for letter in line.text) and not MARKER.match(line.text)


def _plain(text: str) -> str:
    return PLAIN.sub("", text.casefold())
