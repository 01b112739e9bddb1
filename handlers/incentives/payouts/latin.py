"""Text in the letters that every bank takes: those of ISO 20022's Latin set, as SEPA keeps it."""

from __future__ import annotations

import re
from string import ascii_letters, digits
from unicodedata import category, combining, normalize

TAKEN = frozenset(ascii_letters + digits + "/-?:().,'+ ")
UNKNOWN = "."  #: what the European Payments Council writes for any other character


def _table(pairs: str) -> dict[str, str]:
    words = pairs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


LETTERS = _table("""
    Æ AE  Œ OE  Ø O  Đ D  Ð D  Þ TH  Ł L  Ħ H  Ŧ T  Ŋ NG  Ə E  ẞ SS  ı i  ĸ k
    Α A  Β V  Γ G  Δ D  Ε E  Ζ Z  Η I  Θ TH  Ι I  Κ K  Λ L  Μ M  Ν N  Ξ X  Ο O  Π P  Ρ R  Σ S
    Τ T  Υ Y  Φ F  Χ CH  Ψ PS  Ω O  ς s
    А A  Б B  В V  Г G  Д D  Е E  Ж ZH  З Z  И I  Й Y  К K  Л L  М M  Н N  О O  П P  Р R  С S
    Т T  У U  Ф F  Х H  Ц TS  Ч CH  Ш SH  Щ SHT  Ъ A  Ы Y  Ь Y  Э E  Ю YU  Я YA  І I  Є IE
    Ґ G  Ї I
""")
MARKS = _table("""
    & +  ; ,  [ (  ] )  { (  } )  \\ /  | /  _ -  ~ -  ` '  " '  ‘ '  ’ '  ʼ '  “ '  ” '  – -  — -
    ‐ -  ‑ -  − -
""")
WRITTEN = MARKS | {k.lower(): v.lower() for k, v in LETTERS.items()} | LETTERS


def latin(text: str, limit: int) -> str:
    """At most `limit` characters; a slash neither begins nor ends it, nor stands beside
    another, because banks split fields there."""
    plain = text if TAKEN.issuperset(text) else _transcribed(text)
    plain = re.sub(r"/{2,}", "/", " ".join(plain.split()))
    return plain.strip("/ ")[:limit].rstrip("/ ")


def _transcribed(text: str) -> str:
    return "".join(_written(character) or UNKNOWN for character in _characters(text))


def unwritable(text: str) -> bool:
    """Whether it holds letters that have no Latin form here, so that a bank would not know the
    name again; nobody's name is guessed from another script."""
    letters = [c for c in _characters(text) if category(c)[0] == "L"]
    return not all(map(_written, letters)) or not any(letters)


def _characters(text: str) -> list[str]:
    """Letters without their accents. Both forms are tried: й is not и with a mark."""
    composed = normalize("NFC", text)
    return [part for c in composed for part in ([c] if c in WRITTEN else _plain(c))]


def _plain(character: str) -> list[str]:
    if character.isspace():
        return [" "]
    parts = normalize("NFKD", character)
    return [part for part in parts if not combining(part) and category(part) != "Cf"]


def _written(character: str) -> str:
    return character if character in TAKEN else WRITTEN.get(character, "")
