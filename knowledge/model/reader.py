"""Reads a passage for a question: whether it answers, and in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from knowledge.model.encoder import Floats, batches, padded, session

SHIPPED = Path(__file__).with_name("reader.onnx")
BEGIN, END = 0, 2  #: the tokens around a question and a passage
LONGEST, LONGEST_QUESTION = 320, 64  #: tokens; a longer passage is read in overlapping windows
OVERLAP = 64
MOST_WINDOWS = 4
LONGEST_SPAN = 30  #: tokens
REMEMBERED = 256  #: questions

Span = tuple[int, int]
Embedded = Callable[[NDArray[np.int64]], Floats]


@dataclass(frozen=True, slots=True)
class Reading:
    """How surely a passage answers, and the characters that do. `span` is by how much they
    are better than no answer at all; both are above zero where an answer is likelier. `marks`
    say at which characters how much of its attention is: together they are one."""

    answers: float
    start: int
    end: int
    span: float
    marks: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of a passage as the model sees it: the question's tokens, then these."""

    passage: int
    ids: tuple[int, ...]
    begins: int
    offsets: tuple[tuple[int, int], ...]


class Reader:
    """A small cross-encoder, with the tokenizer and the word embeddings of the encoder."""

    def __init__(self, tokenizer: Tokenizer, words: Embedded, path: Path = SHIPPED) -> None:
        self._tokenizer, self._words = tokenizer, words
        self._session = session(path)
        self._remembered = lru_cache(REMEMBERED)(self._read_all)

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """A reading of each passage, in their order. What one person asks, others ask too: the
        last questions are remembered with what was read for them."""
        return list(self._remembered(question, tuple(passages)))

    def _read_all(self, question: str, passages: Sequence[str]) -> list[Reading]:
        windows = list(self._windows(question, passages))
        found: dict[int, Reading] = {}
        for batch in batches([len(window.ids) for window in windows]):
            for window, reading in self._read([windows[each] for each in batch], passages):
                before = found.get(window.passage)
                if before is None or reading.answers > before.answers:
                    found[window.passage] = reading
        return [found[number] for number in range(len(passages))]

    def _windows(self, question: str, passages: Sequence[str]) -> Iterator[_Window]:
        asked = self._encoded([question])[0].ids[:LONGEST_QUESTION]
        room = LONGEST - len(asked) - 4
        for number, text in enumerate(self._encoded(passages)):
            for start in starts(len(text.ids), room):
                ids = text.ids[start : start + room]
                offsets = tuple(text.offsets[start : start + room])
                whole = (BEGIN, *asked, END, END, *ids, END)
                yield _Window(number, whole, len(asked) + 3, offsets)

    def _encoded(self, texts: Sequence[str]) -> list[Encoding]:
        return self._tokenizer.encode_batch(list(texts), add_special_tokens=False)

    def _read(
        self, windows: Sequence[_Window], passages: Sequence[str]
    ) -> Iterator[tuple[_Window, Reading]]:
        ids, mask = padded([window.ids for window in windows])
        places = np.broadcast_to(np.arange(ids.shape[1]), ids.shape)
        given = {"words": self._words(ids), "attention_mask": mask, "position_ids": places}
        for window, answers, begin, end in zip(
            windows, *self._session.run(None, given), strict=True
        ):
            text = passages[window.passage]
            yield window, _reading(window, text, float(answers), (begin, end))


def starts(length: int, room: int) -> list[int]:
    """Where the windows over so many tokens begin; the last ends where the text does."""
    if length <= room:
        return [0]
    windows = min(MOST_WINDOWS, 1 + -(-(length - room) // (room - OVERLAP)))
    last = min(length - room, (windows - 1) * (room - OVERLAP))
    return [round(each * last / (windows - 1)) for each in range(windows)]


def best(begin: Floats, end: Floats) -> tuple[int, int, float]:
    """The first and last token of the best span, and its score."""
    longest = min(LONGEST_SPAN, len(begin))
    scores = np.full((longest, len(begin)), -np.inf, np.float32)
    for more in range(longest):
        scores[more, : len(begin) - more] = begin[: len(begin) - more] + end[more:]
    more, first = divmod(int(scores.argmax()), len(begin))
    return first, first + more, float(scores[more, first])


def _reading(window: _Window, text: str, answers: float, places: tuple[Floats, Floats]) -> Reading:
    begin, end = places
    inside = slice(window.begins, window.begins + len(window.offsets))
    if not window.offsets:
        return Reading(answers, 0, 0, 0.0)
    first, last, score = best(begin[inside], end[inside])
    start, stop = window.offsets[first][0], window.offsets[last][1]
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    marks = (_shares(begin[inside]) + _shares(end[inside])) / 2
    marked = tuple(zip((at for at, _ in window.offsets), marks.tolist(), strict=True))
    return Reading(answers, start, stop, score - float(begin[0] + end[0]), marked)


def _shares(scores: Floats) -> Floats:
    each = np.exp(scores - scores.max())
    shares: Floats = each / each.sum()
    return shares
