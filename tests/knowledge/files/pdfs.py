"""Writes small PDF files by hand, with lines where a test wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Put:
    """A line of text on a page, in points from the lower left corner."""

    text: str
    top: float
    size: float = 11
    left: float = 72
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark that leads to a page, counted from 1."""

    title: str
    page: int


def written(
    pages: Sequence[Sequence[Put]],
    title: str = "",
    outline: Sequence[Mark] = (),
    trailer: str = "",
) -> bytes:
    """A PDF with these pages."""
    first = 6  # after the catalog, the pages, two fonts and the properties
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    outlines = first + 2 * len(pages)
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {f'/Outlines {outlines} 0 R' if outline else ''} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
        f"<< /Title ({_escaped(title)}) >>",
    ]
    for number, page in enumerate(pages):
        drawn = "\n".join(map(_drawn, page))
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Contents {first + 2 * number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    objects.extend(_marks(outline, outlines, first))
    return assembled(objects, trailer)


def assembled(objects: Sequence[str], trailer: str = "") -> bytes:
    """Numbered objects with their table; the first is the catalog, the fifth the properties."""
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<< /Size {size} /Root 1 0 R /Info 5 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF"
    return body + end.encode("latin-1")


def _drawn(put: Put) -> str:
    font = "F2" if put.bold else "F1"
    return f"BT /{font} {put.size} Tf {put.left} {put.top} Td ({_escaped(put.text)}) Tj ET"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _marks(outline: Sequence[Mark], root: int, first: int) -> list[str]:
    if not outline:
        return []
    last = root + len(outline)
    marks = [f"<< /Type /Outlines /First {root + 1} 0 R /Last {last} 0 R >>"]
    for number, mark in enumerate(outline, root + 1):
        after = f"/Next {number + 1} 0 R" if number < last else ""
        page = first + 2 * (mark.page - 1)
        marks.append(
            f"<< /Title ({_escaped(mark.title)}) /Parent {root} 0 R {after} "
            f"/Dest [{page} 0 R /XYZ 0 800 0] >>"
        )
    return marks
