"""What a file says, section by section, and why a file cannot be read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from knowledge.limits import LONGEST_SECTION, MOST_CHARACTERS, MOST_SECTIONS

HEADING_SEPARATOR = " › "
CELL_SEPARATOR = " · "
LONGEST_HEADING = 200
WHOLE = 1_000_000  #: characters: the sections that a writer has made stay as they are
PIECE = 500  #: characters
SPACES = re.compile(r"[^\S\n]+")
#: Steering marks that nobody sees: controls, zero widths, soft hyphens and turned directions.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


class Refused(Exception):
    """A file cannot be read: `key` says why, `facts` is for the words about it."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; `heading` is its path from the top, outermost first."""

    heading: str
    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says about itself and in its sections; `language` only if it is told."""

    title: str
    version: str
    language: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    path: tuple[str, ...]
    text: str
    page: str


@dataclass
class Sections:
    """What has been read so far, from top to bottom; a long section is cut between lines."""

    longest: int = LONGEST_SECTION
    path: list[tuple[int, str]] = field(default_factory=list)
    _done: list[_Draft] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _page: str = ""
    _size: int = 0
    _total: int = 0

    def enter(self, level: int, heading: str, page: str = "") -> None:
        """Begin a section under what is above it."""
        self.close()
        name = tidy(heading).replace("\n", " ")[:LONGEST_HEADING]
        self.path = [(outer, above) for outer, above in self.path if outer < level]
        if name:
            self.path.append((level, name))
        self._page = page

    def say(self, text: str, page: str = "") -> None:
        """Add a paragraph or a row; one that begins on a new page may begin a new section."""
        if page != self._page and self._size > self.longest / 4:
            self.close()
        for line in tidy(text).splitlines():
            if self._size and self._size + len(line) > self.longest:
                self.close()
            if not self._lines:
                self._page = page
            self._lines.append(line)
            self._size += len(line) + 1

    def close(self) -> None:
        """End the section that is being read."""
        text = "\n".join(self._lines)
        if text:
            self._done.append(_Draft(tuple(name for _, name in self.path), text, self._page))
            self._total += len(text)
        self._lines, self._size = [], 0
        if len(self._done) > MOST_SECTIONS:
            raise Refused("too_much", what="sections", most=MOST_SECTIONS)
        if self._total > MOST_CHARACTERS:
            raise Refused("too_much", what="characters", most=MOST_CHARACTERS)

    def title(self) -> str:
        """The heading above all others, if there is one."""
        self.close()
        tops = {draft.path[0] for draft in self._done if draft.path}
        deep = any(len(draft.path) > 1 for draft in self._done)
        return tops.pop() if len(tops) == 1 and deep else ""

    def under(self, title: str) -> tuple[Section, ...]:
        """All sections; the title of the document is not repeated in their headings."""
        self.close()
        return tuple(
            Section(HEADING_SEPARATOR.join(_below(title, draft.path)), draft.text, draft.page)
            for draft in self._done
        )


def tidy(text: str) -> str:
    """The words as a person sees them: nothing unseen, single spaces, no empty lines."""
    seen = UNSEEN.sub("", _composed(text.replace("\t", " ")))
    lines = (SPACES.sub(" ", line).strip() for line in seen.splitlines())
    return "\n".join(line for line in lines if line)


def _composed(text: str) -> str:
    """Letters with their accents, piece by piece: a long pile of accents takes the square of
    its length to be put in order."""
    pieces = (text[at : at + PIECE] for at in range(0, len(text), PIECE))
    return "".join(unicodedata.normalize("NFC", piece) for piece in pieces)


def _below(title: str, path: tuple[str, ...]) -> tuple[str, ...]:
    repeated = path and title and path[0].casefold() == title.casefold()
    return path[1:] if repeated else path
