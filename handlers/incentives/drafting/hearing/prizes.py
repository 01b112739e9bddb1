"""Reads a race: what is raced for, and the prizes."""

from __future__ import annotations

import re

from handlers.incentives.drafting.hearing.said import Part, Payment
from handlers.incentives.drafting.hearing.sheet import Sheet
from handlers.incentives.drafting.hearing.tables import number
from handlers.incentives.drafting.hearing.vocabulary import pattern

PLACED = r"(?:{race}|{place_word}|{winners} ?\d|\d(?:st|nd|rd|th)(?!\w))"
SEVERAL = re.compile(
    pattern(r"(?:{winners} ?(?P<top>\d{1,2})|(?<!\w)(?P<best>\d{1,2}) (?:\w+ )?{winners}"
            r"|{place_word} ?1 ?(?:-|–|{until}) ?(?P<last>\d{1,2}))").pattern,
    re.IGNORECASE,
)  # fmt: skip
MOST_PRIZES = 20


def read(sheet: Sheet) -> list[Payment]:
    """All the money that is left, the greatest prize first."""
    found = sheet.find(PLACED)
    prizes = [token.reading for token in sheet.left("money")]
    if found is None or not prizes:
        return []
    several = SEVERAL.search(sheet.text)
    if several and len(prizes) == 1:
        places = int(next(number for number in several.groups() if number))
        prizes = prizes * max(1, min(places, MOST_PRIZES))
    rule: Part = {"kind": "rank", "prizes": sorted(prizes, key=number, reverse=True)}
    rule |= {"ties": "all" if sheet.says("ties_all") else "share"} | _measure(sheet)
    if several:
        sheet.cross_out(several.start(), several.end())
    sheet.take_all(r"{place_word} ?\d{1,2}", r"(?<![\w⟦])\d(?:st|nd|rd|th)(?!\w)")
    for token in sheet.left("money"):
        start = sheet.text.index(f"⟦m{sheet.tokens.index(token)}⟧")
        sheet.cross_out(start, start + 1)
    return [Payment(rule, found.start)]


def _measure(sheet: Sheet) -> Part:
    """Seats or revenue, as what is to be the most says, or the only one that is named."""
    by = sheet.find(r"(?:{by_measure}) (?:\w+ )?(?:(?P<seats>{seat}|{unit})|(?P<net>{net}))")
    if by:
        return {"measure": "seats" if "seats" in by else "net"}
    most = sheet.find(
        r"(?:{most}<few>(?:<value> )?(?P<seats>{seat}|{unit})|(?P<seat>{seat}|{unit})<few>{most})"
    )
    if most:
        return {"measure": "seats"}
    counted, sold = sheet.says("seat") or sheet.says("unit"), sheet.says("net")
    if counted != sold:
        return {"measure": "seats" if counted else "net"}
    return {"measure": "net"} if sheet.find(r"(?:{most}<few>{net}|{net}<few>{most})") else {}
