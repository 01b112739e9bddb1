"""Reads plain text: lines without headings."""

from __future__ import annotations

from knowledge.sections import WHOLE, Parsed, Sections


def parse(content: bytes) -> Parsed:
    """A text in UTF-8 as one section."""
    sections = Sections(longest=WHOLE)
    sections.say(content.decode("utf-8"))
    return Parsed("", "", "", sections.under(""))
