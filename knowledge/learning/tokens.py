"""Writes a question and a passage as the tokens that the reader sees, with what it should say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

from knowledge.learning.examples import Example, Span
from knowledge.model.reader import BEGIN, END, LONGEST, LONGEST_QUESTION

UNKNOWN_PLACE = -100


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a question and a passage, and where the passage begins among them."""

    ids: tuple[int, ...]
    passage: int
    answers: bool
    start: int
    end: int
    weight: float


def lines(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Line]:
    """The examples as tokens, in their order."""
    questions = tokenizer.encode_batch(
        [example.question for example in examples], add_special_tokens=False
    )
    texts = tokenizer.encode_batch(
        [example.text for example in examples], add_special_tokens=False
    )
    return [_line(*each) for each in zip(examples, questions, texts, strict=True)]


def _line(example: Example, question: Encoding, text: Encoding) -> Line:
    asked = question.ids[:LONGEST_QUESTION]
    first = len(asked) + 3
    room = LONGEST - first - 1
    place = _tokens(text, example.span)
    skipped = max(0, min(place[1] - room * 3 // 4, len(text.ids) - room)) if place else 0
    ids = (BEGIN, *asked, END, END, *text.ids[skipped : skipped + room], END)
    if not example.answers:
        start = end = 0
    elif place is None or place[0] < skipped or place[1] >= skipped + room:
        start = end = UNKNOWN_PLACE
    else:
        start, end = (first + each - skipped for each in place)
    return Line(ids, first, example.answers, start, end, example.weight)


def _tokens(text: Encoding, span: Span | None) -> Span | None:
    """The first and the last token of these characters."""
    if span is None:
        return None
    offsets = text.offsets
    found = [at for at, (a, b) in enumerate(offsets) if a < span[1] and b > span[0] and a < b]
    return (found[0], found[-1]) if found else None
