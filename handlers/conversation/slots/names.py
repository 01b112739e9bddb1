"""References and the names of things that the caller knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handlers.conversation.slots.reading import Found

REFERENCE = re.compile(
    r"(?<![\w-])(?:(?P<any>[a-z])-|(?P<known>[dt])(?:-?|\s(?=\d{4}))"
    r"|deal\s+(?:(?:no|nomor|number)\b\.?\s*|#)?(?=\d{4})(?!19|20))(?P<number>\d{2,8})(?![\w-])"
    r"(?!\s*(?:seat|kursi|lisensi|licen[cs]e|user|juta|jt|ribu|rb|mi[lo]|m\b))",
    re.IGNORECASE,
)
ENDING = r"(?:-?(?:nya|ku|mu)|['’]s)?"  #: what people hang on a name


def references(text: str) -> list[Found[str]]:
    """D-1012, d1012, *deal 1012* and T-88, written with a capital and a dash."""
    return [
        Found(f"{(m['any'] or m['known'] or 'd').upper()}-{m['number']}", *m.span())
        for m in REFERENCE.finditer(text)
    ]


def named(text: str, names: Iterable[str]) -> list[Found[str]]:
    """Which of the names stand in the text as whole words; the longest wins a stretch."""
    known = {" ".join(name.casefold().split()): name for name in names if name.strip()}
    if not known:
        return []
    longest_first = sorted(known, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    pattern = re.compile(rf"(?<!\w)(?P<name>{words}){ENDING}(?!\w)", re.IGNORECASE)
    return [
        Found(known[" ".join(m["name"].casefold().split())], m.start(), m.end())
        for m in pattern.finditer(text)
    ]
