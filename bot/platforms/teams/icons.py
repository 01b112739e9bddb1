"""Draws the app's two icons: the mark in its colours, and its outline in white."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

GROUND, LEFT, RIGHT = "#0f5c55", "#f4efe6", "#f2b45c"
WHITE = "#ffffff"
#: The mark is drawn on 40 by 40 units, and several times too large: edges come out smooth.
UNITS = 40
LARGER = 8
STROKE = 4.5


def color() -> bytes:
    """192 by 192, opaque; the mark keeps the distance from the edge that Teams asks for."""
    size = 192
    pen, paper = _paper(size, GROUND)
    _mark(pen, size, inset=0.03, colours=(LEFT, RIGHT))
    return _png(paper, size)


def outline() -> bytes:
    """32 by 32, white on nothing."""
    size = 32
    pen, paper = _paper(size, "#ffffff00")
    _mark(pen, size, inset=0.0, colours=(WHITE, WHITE))
    return _png(paper, size)


def _paper(size: int, ground: str) -> tuple[ImageDraw.ImageDraw, Image.Image]:
    paper = Image.new("RGBA", (size * LARGER, size * LARGER), ground)
    return ImageDraw.Draw(paper), paper


def _mark(pen: ImageDraw.ImageDraw, size: int, *, inset: float, colours: tuple[str, str]) -> None:
    """Two arches side by side: partners."""
    unit = size * LARGER * (1 - 2 * inset) / UNITS
    edge = size * LARGER * inset
    for left, colour in zip((9.5, 20.0), colours, strict=True):
        _arch(pen, edge, unit, left, colour)


def _arch(pen: ImageDraw.ImageDraw, edge: float, unit: float, left: float, colour: str) -> None:
    """Two legs with round feet under half a circle, as bot/platforms/web/page/logo.svg."""
    radius, top, foot, half = 5.25, 19.0, 28.0, STROKE / 2
    width = round(STROKE * unit)

    def at(x: float, y: float) -> tuple[float, float]:
        return edge + x * unit, edge + y * unit

    box = (
        *at(left - half, top - radius - half),
        *at(left + 2 * radius + half, top + radius + half),
    )
    pen.arc(box, 180, 360, colour, width)
    for x in (left, left + 2 * radius):
        pen.rectangle((*at(x - half, top), *at(x + half, foot)), colour)
        pen.ellipse((*at(x - half, foot - half), *at(x + half, foot + half)), colour)


def _png(paper: Image.Image, size: int) -> bytes:
    packed = BytesIO()
    paper.resize((size, size), Image.Resampling.LANCZOS).save(packed, "PNG", optimize=True)
    return packed.getvalue()
