"""Web domains, e-mail addresses and telephone numbers."""

from __future__ import annotations

import re

from handlers.conversation.slots.reading import Found, apart

#: Endings that count without `www.`, so that *oke.terima* or *PT.Maju* is no domain.
_ENDINGS = (
    "com|net|org|biz|info|id|io|ai|app|dev|tech|cloud|digital|agency|store|shop|online|site|xyz"
    "|asia|co|sg|my|th|ph|vn|au|jp|cn|hk|tw|kr|in|nz|uk|us|eu|de|nl|fr"
)
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?<=[\w+])@(?:{_LABEL}\.)+[a-z]{{2,}}(?![\w@])", re.IGNORECASE
)
DOMAIN = re.compile(
    rf"(?<![\w@.-])(?:(?:https?://)(?:www\.)?(?P<linked>(?:{_LABEL}\.)+[^\W\d_]{{2,}})"
    rf"|www\.(?P<web>(?:{_LABEL}\.)+[^\W\d_]{{2,}})"
    rf"|(?P<bare>(?:{_LABEL}\.)+(?:{_ENDINGS})))(?![\w@-])(?:[:/?#][^\s,;>]*[\w/])?",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?<![\w.,/+-])(?:\+\d{1,3}|\(0\d{1,3}\)|0\d{1,4}|62(?=[\s-]?8))"
    r"(?:[\s.-]?\d{3,5}(?!\s*(?:jt|juta|rb|ribu|k|m|miliar|milyar|million|billion|seats?|kursi)\b)"
    r"){2,4}(?![\d/]|[.,]\d)",
    re.IGNORECASE,
)


def emails(text: str) -> list[Found[str]]:
    return [Found(m[0].lower(), m.start(), m.end()) for m in EMAIL.finditer(text)]


def domains(text: str) -> list[Found[str]]:
    found = [
        Found((m["linked"] or m["web"] or m["bare"]).lower(), m.start(), m.end())
        for m in DOMAIN.finditer(text)
    ]
    return [d for d in apart(found, *emails(text)) if isinstance(d, Found)]


def phones(text: str) -> list[Found[str]]:
    """Written the international way, +62…; a leading 0 is Indonesia's."""
    found = ((_international(m[0]), m) for m in PHONE.finditer(text))
    return [Found(number, m.start(), m.end()) for number, m in found if 10 <= len(number) <= 16]


def _international(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    return f"+62{digits[1:]}" if digits.startswith("0") else f"+{digits}"
