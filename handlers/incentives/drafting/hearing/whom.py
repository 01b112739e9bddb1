"""Reads who takes part in a plan, and for which products."""

from __future__ import annotations

import re

from handlers.incentives.drafting.hearing.said import Names, Whom
from handlers.incentives.drafting.hearing.sheet import Sheet, Token
from handlers.incentives.drafting.hearing.vocabulary import LETTERS, pattern

FIELDS = {"tier": "partner.tier", "kind": "partner.type", "region": "partner.region"}
GOODS = {"product": "product.name", "category": "product.category"}
_LISTED = r"(?:⟦[tkgxy]\d+⟧(?:\s*(?:,\s*{and}|,|/|\+|{and})\s*)?)+"
_ONE = r"⟦[tkgxy]\d+⟧"
_BEFORE = r"(?:\s+[^\W\d_]+){0,2}?\s*"
#: Words with a capital where a region, a tier or a product belongs.
_NAME = r"(?-i:(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)*))"
PLACES = (rf"(?:(?<!\w)(?:di|in)|{{region_word}}) {_NAME}(?!\w)",)
WHO = (rf"{_NAME} {{only}}", rf"{{only}} {_NAME}(?!\w)")
PRODUCTS = (rf"{{seat}} {_NAME}(?!\w)", rf"{{per}} {_NAME} {{seat}}")


def read(sheet: Sheet) -> Whom:
    names = {field: _names(sheet, kind) for kind, field in FIELDS.items()}
    return Whom(
        {field: each for field, each in names.items() if each},
        certified=sheet.says("certified"),
        everyone=sheet.says("everyone"),
        unknown=_unknown(sheet, *PLACES, *WHO),
    )


def goods(sheet: Sheet) -> dict[str, Names]:
    """Products and categories named, by their field."""
    names = {field: _names(sheet, kind) for kind, field in GOODS.items()}
    return {field: each for field, each in names.items() if each}


def unknown_goods(sheet: Sheet) -> tuple[str, ...]:
    return _unknown(sheet, *PRODUCTS)


def _names(sheet: Sheet, kind: str) -> Names:
    tokens = sheet.left(kind)
    wrong = _beside(sheet, tokens, kind, rf"{{not_that}}\s+{_ONE}(?=\s*(?:,|{{but_that}}))")
    instead = tokens.index(wrong[0]) < len(tokens) - 1 if wrong else False
    excluded = wrong if instead else _beside(sheet, tokens, kind, rf"{{except}}{_BEFORE}{_LISTED}")
    also = _beside(sheet, tokens, kind, rf"{{also}}{_BEFORE}{_LISTED}|{_LISTED}\s*{{also}}")
    return Names(
        tuple(dict.fromkeys(t.value for t in tokens if t not in excluded)),
        tuple(dict.fromkeys(t.value for t in excluded)),
        bool(also),
    )


def _beside(sheet: Sheet, tokens: list[Token], kind: str, template: str) -> list[Token]:
    """The values that stand in a list with such a word."""
    letter = LETTERS[kind]
    listed = [
        sheet.tokens[int(number)]
        for match in pattern(template).finditer(sheet.text)
        for number in re.findall(rf"⟦{letter}(\d+)⟧", match[0])
    ]
    return [token for token in tokens if token in listed]


def _unknown(sheet: Sheet, *templates: str) -> tuple[str, ...]:
    """Leaving such a word out would pay more than was meant."""
    found = [
        match["name"] for template in templates for match in pattern(template).finditer(sheet.text)
    ]
    small = pattern("{not_names}")
    return tuple(dict.fromkeys(name for name in found if not small.fullmatch(name)))
