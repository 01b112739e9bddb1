"""Pages that fill from above: whatever does not fit begins the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from handlers.incentives.documents.paper.faces import ONE_AT_A_TIME, Face, fonts, wrapped
from handlers.incentives.documents.paper.marks import (
    GREY,
    HEIGHT,
    INK,
    WIDTH,
    Mark,
    Words,
    draw,
)

EDGE = 36.0
TOP, BOTTOM = 66.0, HEIGHT - 62.0
ROOM = WIDTH - 2 * EDGE

Frame = Callable[[int, int], Iterable[Mark]]  #: what surrounds page n of m
TITLE = Face(11.5, is_bold=True)
BODY = Face(8.5)


@dataclass(frozen=True, slots=True)
class About:
    """What a reader's program shows of a file."""

    title: str
    author: str
    day: date
    language: str


@dataclass(slots=True)
class Sheet:
    """`y` is how far down the last page is filled."""

    pages: list[list[Mark]] = field(default_factory=lambda: [[]])
    titles: list[tuple[str, int]] = field(default_factory=list)
    y: float = TOP

    def need(self, height: float) -> bool:
        """Turns the page unless so much fits on this one; says whether it did."""
        turned = self.y + height > BOTTOM and bool(self.pages[-1])
        if turned:
            self.pages.append([])
            self.y = TOP
        return turned

    def put(self, *marks: Mark) -> None:
        self.pages[-1].extend(marks)

    def title(self, text: str, note: str = "", below: float = 0) -> None:
        """Begins a section; so much of what it is about stays on the same page."""
        noted = wrapped(note, BODY, ROOM, 4) if note else []
        self.need(34 + len(noted) * BODY.leading + below)
        self.y += 26
        self.put(Words(EDGE, self.y, text, TITLE, INK))
        self.titles.append((text, len(self.pages) - 1))
        self.y += 6
        self.say(noted)

    def say(self, lines: Iterable[str], face: Face = BODY, ink: str = GREY) -> None:
        for line in lines:
            self.need(face.leading)
            self.y += face.leading
            self.put(Words(EDGE, self.y, line, face, ink))


def printed(sheet: Sheet, frame: Frame, about: About) -> bytes:
    """The same pages give the same bytes, whenever and wherever they are printed."""
    fonts()
    written = BytesIO()
    canvas = Canvas(written, pageCompression=1, invariant=1, lang=about.language)
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setCreator(about.author)
    canvas.setDateFormatter(lambda *_: f"D:{about.day:%Y%m%d}000000Z")
    with ONE_AT_A_TIME:
        for number, marks in enumerate(sheet.pages):
            _mark_titles(canvas, sheet, number)
            draw(canvas, [*marks, *frame(number + 1, len(sheet.pages))])
            canvas.showPage()
        canvas.save()
    return written.getvalue()


def _mark_titles(canvas: Canvas, sheet: Sheet, number: int) -> None:
    """The outline that a reader's program shows beside the pages."""
    for title in (title for title, page in sheet.titles if page == number):
        key = f"{number}:{title}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(title, key)
