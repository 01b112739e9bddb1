"""Ways of writing that mean the same, written in the one way that is read."""

from __future__ import annotations

import re

from handlers.conversation.slots.words import MONTHS, ORDINALS, any_of
from handlers.incentives.drafting.hearing.vocabulary import pattern

_MONTH = rf"(?:{any_of(MONTHS)})\b"
_TILL = r" ?(?:-|–|to|until|through|hingga|sampai(?: dengan)?|s/d) ?"
_NO_DAY = r"\d|[.,]\d| ?%| (?:{seat}|{unit})"
_THING = "{seat}|{unit}|{deal}|{a_new_customer}|{customer}"
_NTH = rf"(?:{any_of(ORDINALS)}|\d+(?:st|nd|rd|th))"
_COUNTED = (
    r"(?:{seat}|{unit}) (?:[^\W\d_]+ ){0,4}?\d+(?: ?(?:ribu|rb|k|juta|jt|thousand|million))?"
)
#: What is written, and how it is read.
WRITINGS = (
    (r"\bpro[- ]rata\b", "prorata"),
    (r"(?<=s)[’'](?= )", ""),
    (r"{shift}", "in"),
    (r"{certified}", "certified"),
    (
        r"{carry} (?:ke|to|into) (?:the )?(?:next |following )?{period_word}"
        r"(?: {recent}| depan| \w+nya)?",
        "carried over",
    ),
    (r"{carry}", "carried over"),
    (r"{compared} {last_year}", "yearonyear"),
    (r"{compared} {last_period}", "periodonperiod"),
    (r"{compared} {on_target}", "ontarget"),
    (r"{compared} {on_record}", "onrecord"),
    (r"(?<=\w) ?/ ?(?={seller_word}|{partner_word}|{period_word})", " per "),
    (r"(?<=\d)(%)? (?:{after}|{above})(?= ?(?:[,.;]|$))", r"\1 above that"),
    (rf"{{between}} (\d{{1,2}}) (?:{{and}}|{{until}}) (\d{{1,2}})(?= {_MONTH})", r"\1-\2"),
    (rf"(?:the )?(?P<nth>{_NTH}) (?P<thing>{{seat}}|{{unit}})", lambda match: _nth(match)),
    (rf"(?P<thing>{{seat}}|{{unit}}) (?P<nth>{_NTH})(?!\w)", lambda match: _nth(match)),
    (
        r"({seat}|{unit}) (?:ke-? ?)?(\d+) ?(?:-|–|{until}) ?(?:ke-? ?)?(\d+)(?!\d|[.,]\d)",
        r"\2-\3 \1",
    ),
    (
        r"({seat}|{unit}) (?:ke-? ?)?(\d+) (?:and|dan) "
        r"(?:up|above|onwards?|more|seterusnya|ke atas)",
        r"from \2 \1",
    ),
    (rf"({_COUNTED}) each(?= ?(?:[,.;]|$))", r"\1 per seat"),
    (r"({seat}|{unit})( sold| terjual)[:;] ?(?=\d)", r"\1\2 ; "),
    (r"(?<!\w)an? (?=\d)", ""),
    (r"(?<=\d)( ?)(?:rebu|rebuan)(?!\w)", r"\1ribu"),
    (r"({hold}) {half_word}", r"\1 50%"),
    (r"{half_word}(?: of (?:it|them))?(?: (?:is|are))? (?={hold})", "50% "),
    (
        r"(?<!bulan\s)(?<!\d\s)(?<!\d-)(?<![\w-])(jan|feb|apr|jun|jul|agu|agt|aug|sep|sept|okt|oct|nov"
        r"|dec)(?!\w|[. ]*\d|-\d)",
        r"bulan \1",
    ),
    (
        rf"(?<=\w)(?<!\bfor)(?<!\bon)(?: |@|/)+(?:{{a}}|every) ?"
        rf"(?=(?:(?-i:[A-Z])\w+ )?(?:{_THING}))",
        " per ",
    ),
    (r"(?<=\w) ?@ ?(?={seat}|{unit})", " per "),
    (r"(?<!\w)(\d)(?:st|nd|rd|th)(?: {place_word})?[\s:=]+(?=\d)", r"place \1: "),
    (r"({place_word} ?\d+) (?=\d)", r"\1: "),
    (r"(?<=\d) ?(rb|ribu|k|jt|juta) (?={seat}|{unit})", r" \1 per "),
    (
        rf"(?<!\w)({_MONTH}) ?(?:-|–|{{until}}) ?({_MONTH})(?: (20\d\d))?",
        r"bulan \1 \3 sampai bulan \2 \3",
    ),
    (rf"({_MONTH}) (\d{{1,2}}){_TILL}(\d{{1,2}})(?!{_NO_DAY})", r"\2-\3 \1"),
    (rf"(?<![\d.,])(\d{{1,2}}){_TILL}(\d{{1,2}})(?= {_MONTH})", r"\1-\2"),
    (r"\b(?:h|{half_year}) ?1 (20\d\d)\b", r"1 January \1 - 30 June \1"),
    (r"\b(?:h|{half_year}) ?2 (20\d\d)\b", r"1 July \1 - 31 December \1"),
)  # fmt: skip
#: *10, 5 dan 3 juta*: the scale belongs to each.
SHARED = re.compile(
    r"(?<![\w.,])(?P<list>\d{1,4}(?:\s*,\s+\d{1,4})*,?\s*(?:dan\s|and\s|&|,\s)\s*)(?P<last>\d{1,4})"
    r"\s*(?P<scale>juta|jt|ribu|rb|k|million|miliar|milyar|bn|m)\b",
    re.IGNORECASE,
)


def tidy(sentence: str) -> str:
    for written, read in WRITINGS:
        sentence = pattern(written).sub(read, sentence)
    return SHARED.sub(_each_scaled, sentence)


def _nth(match: re.Match[str]) -> str:
    """*seat keenam*, *the sixth seat*, *the 6th seat*: seat ke-6."""
    nth = match["nth"].casefold()
    return f"{match['thing']} ke-{ORDINALS.get(nth) or re.sub(r'[a-z]', '', nth)}"


def _each_scaled(match: re.Match[str]) -> str:
    scale = match["scale"]
    listed = re.sub(r"\d+", lambda number: f"{number[0]} {scale}", match["list"])
    return f"{listed}{match['last']} {scale}"
