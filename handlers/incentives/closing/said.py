"""What a sentence wants done with a month, by the words that it says."""

from __future__ import annotations

import re

from handlers.conversation.slots.words import MONTHS, any_of

FEW_WORDS = 5
_MONTH = rf"(?:(?:{any_of(MONTHS)})(?:\s+\d{{4}})?|\d{{4}}-\d\d)"
_WHAT = r"(?:(?:the|periode?|bulan|buku|month|books?|of|for|untuk|penutupan|close)\s+)*"
_ASK = r"(?:(?:tolong|coba|please|pls|ayo|yuk|let'?s|mau)\s+)?"
_DO = r"(?:(?:di)?tutup(?:in|kan)?|nutup|close|setujui|setuju|approve|acc|hitung|calculate)"
#: A month and what is to be done with it, and nothing else.
IN_SO_MANY_WORDS = re.compile(
    rf"{_ASK}(?:{_DO}(?:\s+(?:dan|and|lalu|then)\s+{_DO})?|how far is|sejauh mana)\s+"
    rf"{_WHAT}{_MONTH}(?:\s+(?:dong|ya|yuk|please|sekarang|now))?\s*[.?]*",
    re.IGNORECASE,
)
APPROVING = re.compile(r"\b(?:appr?ov\w*|setuj\w*|acc|sign(?:ed)? off|sahkan)\b", re.IGNORECASE)
CLOSING = re.compile(r"\b(?:(?:di)?tutup\w*|nutup\w*|clos(?:e|ing)|shut)\b", re.IGNORECASE)
CALCULATING = re.compile(
    r"\b(?:(?:di)?hitung\w*|itung\w*|ngitung|calculat\w*|proses|kalkulasi\w*)\b", re.IGNORECASE
)
#: Nothing but an agreement to what comes next.
GOING_ON = re.compile(
    r"\W*(?:(?:ya+|iya|yes|yep|ok(?:e|ay|eh)?|baik|sip|boleh|silakan|lanjut\w*|gas|please|tolong"
    r"|go ahead|do it|carry on|then|kalau begitu|(?:saya|i)|(?:di)?setuj\w*|appr?ov\w*|acc|sahkan"
    r"|sign off(?: on)?|(?:di)?tutup\w*|nutup\w*|close|(?:di)?hitung\w*|calculate|mulai|start"
    r"|saja|aja|it|that|itu|dong|deh|dan|and|sekarang|now|langsung|juga|sekalian"
    r"|bulan(?:nya)?|periode(?:nya)?|(?:the )?(?:month|period|books))\b\W*)+",
    re.IGNORECASE,
)


def approves(sentence: str) -> bool:
    return APPROVING.search(sentence) is not None


def closes(sentence: str) -> bool:
    return CLOSING.search(sentence) is not None


def calculates(sentence: str) -> bool:
    return CALCULATING.search(sentence) is not None


def goes_on(sentence: str) -> bool:
    return GOING_ON.fullmatch(sentence) is not None


def is_short(sentence: str) -> bool:
    """An answer to *which month?*, and not another question."""
    return len(sentence.split()) <= FEW_WORDS
