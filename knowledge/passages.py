"""Cuts sections into what can be searched and quoted."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.words import vocabulary
from storage.knowledge import Document, Passage

#: A sentence ends before a capital, a digit or an opening quote; not after an abbreviation.
END = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))"
    r"(?<!\bRp\.)(?<!\bNo\.)(?<!\bPT\.)(?<!\bCV\.)(?<!e\.g\.)(?<!i\.e\.)(?<!\bdll\.)"
    r"\s+(?=[\"“‘(]*[A-Z0-9À-Ž])"
)


def sentences(text: str) -> list[str]:
    """Word for word, in order; a line of a list or a table is a sentence."""
    return [piece for line in text.splitlines() for piece in END.split(line) if piece.strip()]


def context(document: Document, heading: str) -> str:
    """What every sentence of a section is silently about: its document and headings."""
    return " › ".join(filter(None, [f"{document.title} {document.version}".strip(), heading]))


def counted(document: Document, passage: Passage) -> Counter[str]:
    """The stems of a passage with those of its context, and how often each stands there."""
    text = f"{context(document, passage.heading)}\n{passage.text}"
    return Counter(vocabulary(document.language).stems(text))
