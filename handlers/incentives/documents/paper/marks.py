"""What is drawn on a page, measured in points from its upper left corner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from handlers.incentives.documents.paper.faces import Face

WIDTH, HEIGHT = A4
#: Every word has a contrast of at least 4.5 to what it stands on.
INK, GREY, LINE, TINT, WHITE = "#182020", "#5a6565", "#d5dcda", "#eef4f2", "#ffffff"
ACCENT, WARN, WARN_TINT = "#0f766b", "#a3470f", "#fdf0e4"


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Words:
    """`y` is the line that letters stand on; `x` their left, right or middle."""

    x: float
    y: float
    text: str
    face: Face
    ink: str = INK
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A thin line from left to right."""

    x: float
    y: float
    width: float
    ink: str = LINE
    thickness: float = 0.6


Mark = Words | Box | Stroke


def draw(canvas: Canvas, marks: Iterable[Mark]) -> None:
    for mark in marks:
        match mark:
            case Words():
                _words(canvas, mark)
            case Box():
                _box(canvas, mark)
            case Stroke():
                canvas.setStrokeColor(HexColor(mark.ink))
                canvas.setLineWidth(mark.thickness)
                canvas.line(mark.x, HEIGHT - mark.y, mark.x + mark.width, HEIGHT - mark.y)
            case _:
                assert_never(mark)


def _words(canvas: Canvas, words: Words) -> None:
    canvas.setFillColor(HexColor(words.ink))
    canvas.setFont(words.face.name, words.face.size)
    shift = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[words.align]
    left = words.x - shift * words.face.width(words.text)
    canvas.drawString(left, HEIGHT - words.y, words.text)


def _box(canvas: Canvas, box: Box) -> None:
    canvas.setFillColor(HexColor(box.fill))
    under = HEIGHT - box.y - box.height
    radius = min(box.radius, box.width / 2, box.height / 2)
    canvas.roundRect(box.x, under, box.width, box.height, radius, stroke=0, fill=1)
