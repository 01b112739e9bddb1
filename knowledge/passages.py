"""Cuts sections into what can be searched and quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.words import vocabulary
from storage.knowledge import Document, Passage

#: A sentence ends before a capital, a digit or an opening quote; not after an abbreviation.
END = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))"
    r"(?<!\bRp\.)(?<!\bNo\.)(?<!\bPT\.)(?<!\bCV\.)(?<!e\.g\.)(?<!i\.e\.)(?<!\bdll\.)"
    r"\s+(?=[\"“‘(]*[A-Z0-9À-Ž])"
)


Span = tuple[int, int]  #: from one character to before another


def sentences(text: str) -> list[str]:
    """Word for word, in order; a line of a list or a table is a sentence."""
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[Span]:
    """Where the sentences of a text stand."""
    return [span for start, line in _lines(text) for span in _split(start, line)]


def context(document: Document, heading: str) -> str:
    """What every sentence of a section is silently about: its document and headings."""
    return " › ".join(filter(None, [f"{document.title} {document.version}".strip(), heading]))


def stems_of(document: Document, passage: Passage) -> list[str]:
    """The stems of a passage and of its context, each as often as it stands there."""
    text = f"{context(document, passage.heading)}\n{passage.text}"
    return vocabulary(document.language).stems(text)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line.rstrip("\r\n")
        at += len(line)


def _split(start: int, line: str) -> Iterator[Span]:
    at = 0
    ends = [*((match.start(), match.end()) for match in END.finditer(line)), (len(line),) * 2]
    for end, following in ends:
        if line[at:end].strip():
            yield start + at, start + end
        at = following
