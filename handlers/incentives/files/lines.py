"""The lines of a file of text, and those that cannot be a row put aside.

A row is one line: a quotation mark that nobody closes spoils its own line and no other.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from handlers.incentives.files.faults import UnreadableFile
from storage.sales import BadRow

LONGEST = 131_072  #: characters of a line; the csv module takes no longer cell
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
DAMAGE = "\ufffd"  #: what stands for bytes that are no character


class Borrowed(TextIOWrapper):
    """The stream stays open when nobody reads it any more: it is its owner's."""

    def close(self) -> None:
        self.detach()


def decoded(stream: BinaryIO) -> TextIOWrapper:
    """UTF-8, or UTF-16 where the file begins by saying so.

    Raises:
        UnreadableFile: for a spreadsheet.
    """
    head = stream.read(4)
    stream.seek(0)
    if head.startswith(SPREADSHEETS):
        raise UnreadableFile("spreadsheet")
    encoding = "utf-16" if head.startswith(UTF_16) else "utf-8-sig"
    return Borrowed(stream, encoding, errors="replace")


class Lines:
    """Iterate once for the lines that can be rows; `aside` holds the others until it is taken."""

    def __init__(self, stream: TextIOWrapper) -> None:
        self._stream = stream
        self._delimiter = ""
        self.number = 0
        self.aside: list[BadRow] = []

    def first(self) -> str:
        """The first line that is not empty.

        Raises:
            UnreadableFile: when there is none, or it is no text.
        """
        line = next((line for line in self._read() if line.strip()), "")
        if not line:
            raise UnreadableFile("empty")
        if len(line) >= LONGEST or _damaged(line):
            raise UnreadableFile("not_text")
        return line

    def rows(self, delimiter: str = "") -> Iterator[str]:
        """What follows the first line; a delimiter means that cells may be quoted."""
        for line in self._read():
            reason = self._reason(line, delimiter)
            if reason:
                self.aside.append(BadRow(self.number, "", reason))
            else:
                yield line

    def taken_aside(self) -> list[BadRow]:
        aside, self.aside = self.aside, []
        return aside

    def _read(self) -> Iterator[str]:
        while line := self._stream.readline(LONGEST):
            self.number += 1
            yield line

    def _reason(self, line: str, delimiter: str) -> str:
        if len(line) >= LONGEST:
            self._skip(line)
            return "line_too_long"
        if CONTROL.search(line):
            return "not_text"
        if not line.isascii() and DAMAGE in line:
            return "not_utf8"
        return "quote" if delimiter and '"' in line and not _closed(line, delimiter) else ""

    def _skip(self, line: str) -> None:
        """To the end of a line of any length, a piece at a time."""
        while line and not line.endswith("\n"):
            line = self._stream.readline(LONGEST)


def _damaged(line: str) -> bool:
    return DAMAGE in line or CONTROL.search(line) is not None


def _closed(line: str, delimiter: str) -> bool:
    try:
        next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True
