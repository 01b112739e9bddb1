"""Numbers as people write them, in figures and in words of both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from storage.values import Language

GROUPING = {Language.EN: ",", Language.ID: "."}
FIGURES = r"\d++(?:[.,\u00a0\u202f]\d++)*+"

ADDED: dict[str, int | Decimal] = {
    "a": 0, "an": 0, "and": 0, "se": 1, "satu": 1, "one": 1, "dua": 2, "two": 2, "tiga": 3,
    "three": 3, "empat": 4, "four": 4, "lima": 5, "five": 5, "enam": 6, "six": 6, "tujuh": 7,
    "seven": 7, "delapan": 8, "eight": 8, "sembilan": 9, "nine": 9, "ten": 10, "belas": 10,
    "sebelas": 11, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "half": Decimal("0.5"), "setengah": Decimal("0.5"),
}  # fmt: skip
TIMES = {
    "sepuluh": 10, "puluh": 10, "seratus": 100, "ratus": 100, "hundred": 100, "dozen": 12,
}  # fmt: skip
MOST_WORDS = 9  #: of a number written out, lest a long row of them be tried in every way
_FIRST = "|".join(sorted({*ADDED, *TIMES} - {"and", "se", "belas", "puluh", "ratus"}))
_ANY = "|".join(sorted({*ADDED, *TIMES} - {"se"}))
_SCALES = "ribu|juta|miliar|milyar|triliun|trilyun"
WORDS = rf"(?:\b(?:{_FIRST})\b(?:[\s-]+(?:{_ANY})\b){{0,{MOST_WORDS}}}|\bse(?=(?:{_SCALES})\b))"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A written number; `other` is its second reading where a mark could be either kind."""

    value: Decimal
    other: Decimal | None = None
    mark: str = ""


def figures(written: str) -> Numeral | None:
    """1.500 and 1,500 may be thousands or fractions; every other shape is one number."""
    digits = re.sub(r"[\u00a0\u202f]", "", written)
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return Numeral(Decimal(digits))
    head, mark, tail = digits.rpartition(marks[-1])
    if marks.count(mark) > 1:
        return _grouped(digits, mark) if len(set(marks)) == 1 else None
    if len(marks) > 1:
        whole = _grouped(head, marks[0])
        return Numeral(Decimal(f"{whole.value}.{tail}")) if whole else None
    fraction = Decimal(f"{head}.{tail}")
    whole = _grouped(digits, mark)
    return Numeral(whole.value, fraction, mark) if whole else Numeral(fraction)


def spelled(words: str) -> Decimal | None:
    """*dua ratus lima puluh*, *one and a half*; None when the words come to no number."""
    total, last = Decimal(0), Decimal(0)
    listed = words.casefold().replace("-", " ").split()
    for word in listed:
        if word in TIMES:
            total, last = total + (last or 1) * TIMES[word], Decimal(0)
        else:
            last += ADDED[word]
    return total + last or (Decimal(1) if listed[0] in {"a", "an"} else None)


def whole(written: str) -> int | None:
    """A number of things: marks can only group, and *a seat* counts nothing."""
    if not written[0].isdigit():
        value = None if written.casefold() in {"a", "an"} else spelled(written)
    else:
        numeral = figures(written)
        value = numeral.value if numeral else None
    return int(value) if value is not None and value == int(value) else None


def _grouped(written: str, mark: str) -> Numeral | None:
    first, *groups = written.split(mark)
    fits = 1 <= len(first) <= 3 and first != "0" and all(len(group) == 3 for group in groups)
    return Numeral(Decimal("".join([first, *groups]))) if fits else None
