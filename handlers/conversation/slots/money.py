"""Amounts of money as people write them: *60 jt*, *1,2 M*, *Rp 75.000.000*, *$4,500.50*.

Numbers, signs and scale words of both languages are known in either; the language of the
sentence decides what a mark or an *M* means, and where it cannot, the amount is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from handlers.conversation.slots import contacts, counts
from handlers.conversation.slots.currencies import AFTER, SIGN
from handlers.conversation.slots.numerals import (
    FIGURES,
    GROUPING,
    WORDS,
    Numeral,
    figures,
    spelled,
)
from handlers.conversation.slots.reading import Reading, apart, one_of
from handlers.conversation.slots.words import any_of
from storage.values import Language, Money

THOUSAND, MILLION, BILLION, TRILLION = 10**3, 10**6, 10**9, 10**12
SCALES: dict[str, tuple[int, Language | None]] = {
    "ribu": (THOUSAND, Language.ID), "rb": (THOUSAND, Language.ID), "k": (THOUSAND, None),
    "thousand": (THOUSAND, Language.EN),
    "juta": (MILLION, Language.ID), "jt": (MILLION, Language.ID), "mio": (MILLION, None),
    "million": (MILLION, Language.EN), "mn": (MILLION, Language.EN), "mil": (MILLION, Language.EN),
    "miliar": (BILLION, Language.ID), "milyar": (BILLION, Language.ID),
    "billion": (BILLION, Language.EN), "bn": (BILLION, Language.EN), "b": (BILLION, None),
    "triliun": (TRILLION, Language.ID), "trilyun": (TRILLION, Language.ID),
    "trillion": (TRILLION, Language.EN), "tn": (TRILLION, Language.EN), "t": (TRILLION, None),
    "m": (0, None),  # juta or miliar: see _scales
}  # fmt: skip
UNMARKED_LEAST = 1_000_000  #: a number without currency or scale is money from here on
UNMARKED_DIGITS = 12  #: and up to here; longer ones are tax and account numbers

_LETTERS = "".join(scale for scale in SCALES if len(scale) == 1)
_SCALE = rf"(?:(?:{any_of(s for s in SCALES if len(s) > 1)})(?:-?an)?\b|[{_LETTERS}]\b(?!-\w))"
_SIGNS = "|".join(re.escape(sign) for sign in sorted(SIGN, key=len, reverse=True))
_NAMES = "|".join(f"(?P<{code}>{names})" for code, names in AFTER.items())
AMOUNT = re.compile(
    rf"(?:(?<!\w)(?P<minus>[-−](?=[^\s\d]))?(?P<sign>{_SIGNS})\.?\s*|(?P<below>(?<![\w)])[-−](?=\d)|\b(?:minus|negatif|negative)\s+)?(?<![^\W\d_])(?<![\d/+^]))"
    rf"(?<!\d[.,:])(?<!\w-)(?:(?P<least>{FIGURES})(?:-|–|\s+(?:sampai|hingga|s/d|to|or|atau)\s+"
    r"|(?<=between \d\d)\s+and\s+|(?<=antara \d\d)\s+dan\s+))?"
    rf"(?P<number>{FIGURES}|{WORDS})(?:\s*(?P<scale>{_SCALE}))?"
    rf"(?P<more>(?:\s+{FIGURES}\s*{_SCALE})*)(?:\s*(?:{_NAMES})(?!\w))?(?:,-+)?(?![\d%]|[/:.,-]\d|\s%)",
    re.IGNORECASE,
)
PART = re.compile(rf"({FIGURES})\s*({_SCALE})", re.IGNORECASE)
LONGEST_FORM = 8  #: characters of a legal form and the space behind it
LEGAL_FORM = re.compile(r"\b(?:pt|cv|ud|toko)\.?\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """What an amount is read against: the sentence's language and the amount's currency."""

    language: Language
    currency: str


def read(text: str, language: Language, currency: str) -> list[Reading[Money]]:
    """Every amount; numbers of things and telephone numbers are none."""
    others = [*counts.read(text), *contacts.phones(text), *contacts.emails(text)]
    return apart(_read(text, language, currency), *others)


def _read(text: str, language: Language, currency: str) -> Iterator[Reading[Money]]:
    for match in AMOUNT.finditer(text):
        said = _currency(match, currency)
        scope = Scope(language, said or currency)
        amounts = [] if _is_no_number(match) else _amounts(match, scope, bare=said is None)
        if amounts:
            sign = -1 if (match["minus"] or match["below"]) and "\n" not in text else 1
            money = (Money.of(sign * amount, scope.currency) for amount in amounts)
            yield one_of(money, *match.span())


def _currency(match: re.Match[str], usual: str) -> str | None:
    """The currency an amount says; $ and ¥ are the usual one where that is a dollar or yuan."""
    sign = (match["sign"] or "").casefold()
    if (sign == "$" and usual.endswith("D")) or (sign == "¥" and usual == "CNY"):
        return usual
    return SIGN.get(sign) or next((code for code in AFTER if match[code]), None)


def _is_no_number(match: re.Match[str]) -> bool:
    """The *Sejuta* of *PT Sejuta Sinar* is no million, *a b* no billion."""
    number, scale = match["number"], match["scale"] or ""
    if not number[0].isalpha():
        return False
    lettered = len(scale) == 1 and (number in {"a", "an"} or scale.islower())
    before = match.string[max(0, match.start() - LONGEST_FORM) : match.start()]
    return lettered or LEGAL_FORM.search(before) is not None


def _amounts(match: re.Match[str], scope: Scope, bare: bool) -> list[Decimal]:
    """Every value the match may have, the likeliest first; none when it is no money."""
    numeral = _numeral(match["number"])
    if numeral is None:
        return []
    scale = _scale_word(match["scale"])
    if not scale:
        return [] if bare and not _is_unmarked_money(match["number"], numeral) else [numeral.value]
    scaled = [n * s for n in _values(numeral, scale, scope) for s in _scales(scale, scope)]
    total = [amount + _sum(match["more"], scope) for amount in scaled]
    return [*_least(match["least"], numeral, total), *total]


def _numeral(written: str) -> Numeral | None:
    if written[0].isdigit():
        return figures(written)
    value = spelled(written)
    return None if value is None else Numeral(value)


def _scale_word(written: str | None) -> str:
    """Without the *-an* of *60 jutaan*, about sixty million."""
    word = (written or "").casefold()
    return word if word in SCALES else re.sub(r"-?an$", "", word)


def _is_unmarked_money(written: str, numeral: Numeral) -> bool:
    digits = sum(character.isdigit() for character in written)
    plain = written[0] not in "0" and digits <= UNMARKED_DIGITS
    return plain and numeral.value >= UNMARKED_LEAST


def _values(numeral: Numeral, scale: str, scope: Scope) -> list[Decimal]:
    """1.500 juta: the mark groups in Indonesian; a mark foreign to the sentence is unsure."""
    if numeral.other is None:
        return [numeral.value]
    written = SCALES[scale][1] or scope.language
    groups = numeral.mark == GROUPING[scope.language]
    if written is scope.language and groups:
        return [numeral.value]
    if written is Language.EN is scope.language and scope.currency != "IDR":
        return [numeral.other]
    return [numeral.value, numeral.other] if groups else [numeral.other, numeral.value]


def _scales(scale: str, scope: Scope) -> list[int]:
    """An *M* is a miliar in Indonesian and a million in English, but rupiah in English or
    other money in Indonesian may mean either."""
    if scale != "m":
        return [SCALES[scale][0]]
    if scope.language is Language.ID:
        return [BILLION] if scope.currency == "IDR" else [MILLION, BILLION]
    return [MILLION, BILLION] if scope.currency == "IDR" else [MILLION]


def _sum(more: str, scope: Scope) -> Decimal:
    """The *200 juta* of *1 miliar 200 juta*."""
    parts = ((figures(number), _scale_word(scale)) for number, scale in PART.findall(more))
    return sum(
        (numeral.value * _scales(scale, scope)[0] for numeral, scale in parts if numeral),
        Decimal(0),
    )


def _least(written: str | None, numeral: Numeral, total: list[Decimal]) -> list[Decimal]:
    """The 50 of *50-60 juta*, which is unsure; a larger number before a dash is not a range."""
    least = figures(written) if written else None
    if least is None or least.value >= numeral.value:
        return []
    return [amount / numeral.value * least.value for amount in total]
