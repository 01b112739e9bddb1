"""Charts of vectors: upright bars for months, one bar in parts for where money came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.incentives.documents.paper.faces import Face, shrunk, wrapped
from handlers.incentives.documents.paper.marks import (
    ACCENT,
    GREY,
    INK,
    LINE,
    TINT,
    WARN,
    WHITE,
    Align,
    Box,
    Mark,
    Stroke,
    Words,
)
from handlers.incentives.documents.paper.sheet import EDGE, ROOM, Sheet

#: Told apart by people who see few colours too, and each named beside the bar.
COLOURS = ("#0f766b", "#b35c12", "#2f5d9e", "#84549a", "#7d6b0c", "#5f6b6b")
SMALL, LABEL, STRONG = Face(6.8), Face(8.2), Face(8.2, True)
TALL = 74.0  #: the longest upright bar
WIDEST = 34.0
THICK = 16.0
ROW = 14.0
UPRIGHT = TALL + 42  #: with the words above and below the bars
SWATCH = 7.0


@dataclass(frozen=True, slots=True)
class Part:
    """`value` sets its length, `shown` and `share` are written beside its label."""

    label: str
    value: int
    shown: str
    share: str = ""


def upright(sheet: Sheet, bars: Sequence[Part]) -> None:
    """A bar for each, from a common base line; what is less than nothing hangs below it."""
    high = max(0, *(bar.value for bar in bars))
    low = min(0, *(bar.value for bar in bars))
    span, top = (high - low) or 1, sheet.y + 18
    base, step = top + TALL * high / span, ROOM / len(bars)
    sheet.put(Stroke(EDGE, base, ROOM, LINE, 0.8))
    for place, bar in enumerate(bars):
        middle = EDGE + (place + 0.5) * step
        sheet.put(*_upright(bar, middle, base, step, TALL * bar.value / span))
    sheet.y = top + TALL + 16
    sheet.y += 8 if low < 0 else 0
    for place, bar in enumerate(bars):
        middle = EDGE + (place + 0.5) * step
        face = shrunk(bar.label, SMALL, step - 2)
        sheet.put(Words(middle, sheet.y - 5, bar.label, face, GREY, Align.CENTRE))


def _upright(bar: Part, middle: float, base: float, step: float, height: float) -> Iterator[Mark]:
    width, face = min(WIDEST, step * 0.62), shrunk(bar.shown, Face(6.8, True), step - 2)
    under = base - height + 8.5 if height < 0 else base - height - 3
    if height > 0:
        yield Box(middle - width / 2, base - height, width, height, ACCENT, 1.5)
    elif height < 0:
        yield Box(middle - width / 2, base, width, -height, WARN, 1.5)
    yield Words(middle, under, bar.shown, face, INK, Align.CENTRE)


def in_parts_height(parts: Sequence[Part]) -> float:
    return 8 + THICK + 6 + ROW * len(parts)


def in_parts(sheet: Sheet, parts: Sequence[Part]) -> None:
    """One bar of all that is more than nothing, and below it each part with its amount."""
    top = sheet.y + 8
    sheet.put(Box(EDGE, top, ROOM, THICK, TINT, 3))
    sheet.put(*_segments(parts, top))
    sheet.y = top + THICK + 6
    for place, part in enumerate(parts):
        sheet.put(*_legend(part, COLOURS[place % len(COLOURS)], sheet.y))
        sheet.y += ROW


def _segments(parts: Sequence[Part], top: float) -> Iterator[Mark]:
    whole = sum(part.value for part in parts if part.value > 0) or 1
    left, last = EDGE, EDGE + ROOM
    for place, part in enumerate(parts):
        width = ROOM * max(part.value, 0) / whole
        colour = COLOURS[place % len(COLOURS)]
        if width:
            white = 1.2 if left + width < last - 0.1 else 0
            yield Box(left, top, max(width - white, 0.4), THICK, colour)
            yield from _within(part, left, top, width)
        left += width


def _within(part: Part, left: float, top: float, width: float) -> Iterator[Words]:
    if STRONG.width(part.share) + 8 <= width:
        middle, y = left + width / 2, top + THICK / 2 + 3
        yield Words(middle, y, part.share, STRONG, WHITE, Align.CENTRE)


def _legend(part: Part, colour: str, top: float) -> Iterator[Mark]:
    y, right = top + ROW - 4, EDGE + ROOM
    yield Box(EDGE, y - SWATCH + 0.6, SWATCH, SWATCH, colour if part.value > 0 else LINE, 1.5)
    yield Words(right, y, part.share, LABEL, GREY, Align.RIGHT)
    yield Words(right - 44, y, part.shown, STRONG, INK, Align.RIGHT)
    room = ROOM - SWATCH - 64 - STRONG.width(part.shown)
    (label,) = wrapped(part.label, LABEL, room, 1) or [""]
    yield Words(EDGE + SWATCH + 6, y, label, LABEL)
