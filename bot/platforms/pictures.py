"""Draws a bar chart as a PNG, for platforms that show pictures but draw none themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from handlers.conversation.reply import Bar, Picture

#: Twice the size it is shown at, so that it stays sharp on good screens.
WIDTH = 960
EDGE = 20
ROW = 112
LEAST_ROW = 78
TALLEST = 1024  #: what Teams shows of a picture without making it smaller
THICKNESS = 22
SLIM = 12  #: where many bars leave so little room that a name would stand at the bar above it
UNDER_NAME = 48
FONT_SIZE = 34
GAP = 24
COLOURS = 32
ELLIPSIS = "…"
LONGEST = 150  #: letters; no more of them fit beside each other
NO_LETTER = "\uffff"  #: is drawn as every letter is that a face lacks

Font = ImageFont.ImageFont | ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a chart; every word has a contrast of at least 4.5 to the paper."""

    paper: str
    word: str
    figure: str
    ground: str
    bar: str
    less: str


LIGHT = Ink("#ffffff", "#4a5555", "#182020", "#e8eceb", "#0f766b", "#c2571a")
DARK = Ink("#292929", "#c8cecd", "#ffffff", "#454b4b", "#4fbcae", "#f0a35e")


def png(picture: Picture, dark: bool = False) -> bytes:
    """The bars of a picture, longest to scale, each with its label and its value above it."""
    ink = DARK if dark else LIGHT
    row = max(LEAST_ROW, min(ROW, (TALLEST - 2 * EDGE) // max(len(picture.bars), 1)))
    size = (WIDTH, 2 * EDGE + row * max(len(picture.bars), 1) - (row - LEAST_ROW))
    paper = Image.new("RGB", size, ink.paper)
    font = _font([text for bar in picture.bars for text in (bar.label, bar.shown)])
    thickness = THICKNESS if row > LEAST_ROW + SLIM else SLIM
    chart = _Chart(ImageDraw.Draw(paper), ink, font, thickness)
    longest = max((abs(bar.value) for bar in picture.bars), default=0) or 1
    for position, bar in enumerate(picture.bars):
        chart.draw(bar, EDGE + position * row, abs(bar.value) / longest)
    return _packed(paper)


@dataclass(frozen=True, slots=True)
class _Chart:
    pen: ImageDraw.ImageDraw
    ink: Ink
    font: Font
    thickness: int

    def draw(self, bar: Bar, top: int, share: float) -> None:
        """One bar and its two words, `top` pixels from above."""
        ink, room = self.ink, WIDTH - 2 * EDGE
        shown = _fitted(bar.shown, self.font, room)
        label = _fitted(bar.label, self.font, room - self.font.getlength(shown) - GAP)
        self.pen.text((EDGE, top), label, ink.word, self.font)
        self.pen.text((WIDTH - EDGE, top), shown, ink.figure, self.font, anchor="ra")
        under = top + (UNDER_NAME if self.thickness == SLIM else LEAST_ROW - THICKNESS)
        self._pill(under, room, ink.ground)
        if bar.value:
            length = max(share * room, self.thickness)
            self._pill(under, length, ink.bar if bar.value > 0 else ink.less)

    def _pill(self, top: int, length: float, colour: str) -> None:
        box = (EDGE, top, EDGE + length, top + self.thickness)
        self.pen.rounded_rectangle(box, self.thickness / 2, colour)


def _fitted(text: str, font: Font, room: float) -> str:
    """The whole text, or as much of it as there is room for."""
    text = _drawable(text)
    if font.getlength(text) <= room:
        return text
    kept = len(text)
    while kept and font.getlength(text[:kept].rstrip() + ELLIPSIS) > room:
        kept -= 1
    return text[:kept].rstrip() + ELLIPSIS


def _drawable(text: str) -> str:
    """One line of letters; what has no shape cannot be laid out."""
    shaped = "".join(letter if letter.isprintable() else " " for letter in text[: 2 * LONGEST])
    return " ".join(shaped.split())[:LONGEST]


def _font(texts: list[str]) -> Font:
    """Pillow's own face, which is everywhere, unless it lacks a letter."""
    letters = {letter for text in texts for letter in _drawable(text)}
    return _broad() if any(map(_is_lacking, letters)) else _plain()


@cache
def _is_lacking(letter: str) -> bool:
    drawn, nothing = (bytes(_plain().getmask(one)) for one in (letter, NO_LETTER))
    return drawn == nothing


@cache
def _plain() -> Font:
    return ImageFont.load_default(FONT_SIZE)


@cache
def _broad() -> Font:
    try:
        return ImageFont.truetype("DejaVuSans.ttf", FONT_SIZE - 2)
    except OSError:
        return _plain()


def _packed(paper: Image.Image) -> bytes:
    """Few colours make a small file: it travels inside the message."""
    packed = BytesIO()
    paper.quantize(COLOURS, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    return packed.getvalue()
