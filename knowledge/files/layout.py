"""Tells headings, paragraphs and what only frames a page from how lines stand on it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.files import tables
from knowledge.sections import CELL_SEPARATOR, Sections

LARGER = 1.13  #: than the text, for a heading
LONGEST_HEADING = 120
MOST_HEADINGS = 0.4  #: of the lines; where more are bold, bold means nothing
EDGE = 3  #: lines from the top and the bottom in which a page is framed
OFTEN = 5  #: pages with the same line at the edge
FULL = 0.88  #: of the width of the text, for a line that goes on
LEADING = 1.9  #: sizes between the lines of a heading, and at most of a paragraph
LOOSE = 1.12  #: times the usual distance between lines
BULLET = re.compile(r"[•●▪◦‣■□–—*·➢✓-]\s")
MARKER = re.compile(rf"(?:{BULLET.pattern}|\(?(?:\d{{1,3}}|[a-zA-Z])[.)]\s)")
LONE = re.compile(r"(?:[•●▪◦‣■□➢✓]|\(?(?:\d{1,3}|[a-zA-Z])[.)])$")
DOTS = "....."
CONTENTS = re.compile(
    r"(?:\s?\.){5,}\s*[\divxlc]*$"
)  #: what leads to a page in a table of contents
NUMBERED_FRAME = re.compile(r"^#|#$")
OWN_NUMBER = re.compile(r"(?:(?:page|halaman|hal\.?|p\.)\s*)?\d+\s*(?:(?:/|of|dari)\s*\d+)", re.I)
BROKEN = re.compile(r"\w-")
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
    leading: float
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
        is_bold = self.bold_means and line.bold and line.size >= self.size
        is_short = line.right < self.right * FULL
        return self.deepest + 1 + len(self.sizes) if is_bold and is_short else 0


def laid_out(pages: list[list[Line]], outline: list[Entry]) -> tuple[str, Sections]:
    """The title of a document and its sections from the lines of its pages."""
    lines = [line for page in _unframed(pages) for line in page]
    text, sections = _text(lines, outline), Sections()
    blocks = list(_blocks(lines, text))
    title = _title(blocks, text)
    header: list[str] = []
    for block, level in blocks:
        cells = block.text.split(CELL_SEPARATOR)
        if level and block is not title:
            sections.enter(level, block.text, str(block.page))
            header = []
        elif not level:
            is_row = len(cells) == len(header) > 1 and not block.bold
            header = cells if len(cells) > 1 and block.bold else header
            sections.say(tables.line(header, cells) if is_row else block.text, str(block.page))
    return title.text if title else "", sections


def _title(blocks: list[tuple[Line, int]], text: _Text) -> Line | None:
    """The largest words of all, if they stand once and where a document begins."""
    largest = [block for block, level in blocks if level and block.size in text.sizes[:1]]
    begin = [block for block, _ in blocks[:EDGE]]
    return largest[0] if len(largest) == 1 and largest[0] in begin else None


def _unframed(pages: list[list[Line]]) -> Iterator[list[Line]]:
    """Without tables of contents, running titles and page numbers: small lines at the edge
    that come again and again."""
    counts = Counter(key for page in pages for key in {_frame(line) for line in _edge(page)})
    often = max(2, min(OFTEN, len(pages) // 2))
    body = _body(line for page in pages for line in page)
    for page in pages:
        at_edge = {line for line in _edge(page) if line.size <= body}
        yield [
            line
            for line in page
            if not _leads_on(line.text)
            and not (line in at_edge and _frames(line, counts[_frame(line)], often))
        ]


def _leads_on(text: str) -> bool:
    return DOTS in text.replace(" ", "") and CONTENTS.search(text) is not None


def _frames(line: Line, count: int, often: int) -> bool:
    numbered = NUMBERED_FRAME.search(_frame(line)[0]) is not None
    return count >= (2 if numbered else often) or OWN_NUMBER.fullmatch(line.text) is not None


def _edge(page: list[Line]) -> list[Line]:
    ordered = sorted(page, key=lambda line: line.first)
    return [*ordered[:EDGE], *ordered[-EDGE:]]


def _frame(line: Line) -> tuple[str, float, int]:
    return re.sub(r"\d+", "#", line.text.casefold()), line.size, round(line.first / 4)


def _text(lines: list[Line], outline: list[Entry]) -> _Text:
    size = _body(lines)
    rights = sorted(line.right for line in lines if line.size == size)
    larger = {line.size for line in lines if line.size >= size * LARGER and _may_head(line)}
    bold = sum(line.bold for line in lines)
    entries = _entries(lines, outline)
    return _Text(
        size=size,
        right=rights[int(len(rights) * 0.95)] if rights else 0.0,
        leading=_leading(lines, size),
        bold_means=bold < MOST_HEADINGS * len(lines),
        sizes=tuple(sorted(larger, reverse=True)),
        entries=entries,
        deepest=max(entries.values(), default=0),
    )


def _body(lines: Iterable[Line]) -> float:
    """The size in which most is written."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _leading(lines: list[Line], size: float) -> float:
    """The usual distance between the lines of a paragraph."""
    gaps = Counter(
        round((above.last - line.first) * 2) / 2
        for above, line in pairwise(lines)
        if above.page == line.page and above.size == line.size == size
    )
    fitting = Counter({gap: n for gap, n in gaps.items() if size / 2 < gap <= size * LEADING})
    return fitting.most_common(1)[0][0] if fitting else size * LEADING


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
    gap = block.last - line.first
    if LONE.match(block.text):
        return line.page == block.page and abs(gap) <= text.leading * LOOSE
    if MARKER.match(line.text) or line.size != block.size:
        return False
    if line.page != block.page:
        return not level and line.text[:1].islower() and not block.text.endswith(ENDS)
    if level:
        return 0 <= gap <= LEADING * line.size and block.bold == line.bold
    in_row = CELL_SEPARATOR in line.text or CELL_SEPARATOR in block.text
    return not in_row and 0 <= gap <= text.leading * LOOSE and block.right >= text.right * FULL


def _joined(block: Line, line: Line) -> Line:
    """Two lines as one; words with a hyphen of their own are joined by it."""
    between = "" if BROKEN.fullmatch(block.text[-2:]) and line.text[:1].islower() else " "
    return replace(line, text=f"{block.text}{between}{line.text}", page=block.page)


def _may_head(line: Line) -> bool:
    short = len(line.text) <= LONGEST_HEADING and not line.text.endswith(ENDS)
    worded = any(letter.isalpha() for letter in line.text)
    return short and worded and not BULLET.match(line.text) and CELL_SEPARATOR not in line.text


def _plain(text: str) -> str:
    return PLAIN.sub("", text.casefold())
