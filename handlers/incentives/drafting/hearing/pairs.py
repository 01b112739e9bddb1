"""Reads rates by name: *Gold 10%, Silver 8%*, *350k for Pro and 100k for Basic*."""

from __future__ import annotations

import re

from handlers.incentives.drafting.hearing.said import Part, Payment
from handlers.incentives.drafting.hearing.sheet import Sheet, Taken
from handlers.incentives.drafting.hearing.vocabulary import pattern

_UNIT = r"(?:\s*(?:/|{per})\s*(?P<%s>{seat}|{unit}))"
_NAME = r"⟦(?P<name>[tkx]\d+)⟧"
NAME_FIRST = rf"{_NAME}[\s:=]*(?:[^\W\d_]+\s+){{0,2}}?(?:<pct>|<money>){_UNIT % 'unit'}?"
VALUE_FIRST = rf"(?:<pct>|<money>){_UNIT % 'unit'}?(?:\s+(?:[^\W\d_]+|⟦k\d+⟧)){{0,3}}?\s+{_NAME}"
FIELDS = {"t": "partner.tier", "k": "partner.type", "x": "product.name"}


def read(sheet: Sheet) -> list[Payment]:
    for template in (NAME_FIRST, VALUE_FIRST, VALUE_FIRST.replace("[tkx]", "[tx]")):
        found = [Taken(match, sheet.tokens) for match in pattern(template).finditer(sheet.text)]
        if _are_pairs(found):
            return _payments(sheet, found)
    return []


def _are_pairs(found: list[Taken]) -> bool:
    """Several names of one kind, each with a rate."""
    letters = {taken.match["name"][0] for taken in found}
    names = {taken.token("name").value for taken in found}
    shared = {"pct" in taken for taken in found}
    return len(names) == len(found) > 1 and len(letters) == len(shared) == 1


def _payments(sheet: Sheet, found: list[Taken]) -> list[Payment]:
    counted = any("unit" in taken for taken in found) or bool(
        sheet.find(r"{per} (?:<value> )?{seat}")
    )
    for taken in found:
        sheet.cross_out(taken.start, taken.end)
        sheet.cross_out(taken.match.start("name") - 1, taken.match.end("name") + 1, names=True)
    return [
        Payment(_rule(taken, counted=counted), taken.start, tests=(_test(taken),))
        for taken in found
    ]


def _rule(taken: Taken, *, counted: bool) -> Part:
    if "pct" in taken:
        return {"kind": "rate", "base": "net", "pct": taken.token("pct").value}
    amount: Part = {"amount": taken.token("money").reading}
    return {"kind": "per_unit", "base": "seats", **amount} if counted else amount


def _test(taken: Taken) -> Part:
    letter = re.sub(r"\d", "", taken.match["name"])
    return {"field": FIELDS[letter], "op": "eq", "value": taken.token("name").value}
