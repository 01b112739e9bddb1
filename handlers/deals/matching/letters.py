"""Letters of any script made comparable: case, accents, transliteration, and how they sound."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

AND = {"&": " dan ", "+": " dan "}
PLAIN = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "ı": "i",
        **dict(
            zip(
                "абвгґдеєзиіклмнопрстуфыэј",
                "abvggdeeziiklmnoprstufyej",
                strict=True,
            )
        ),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
        "й": "y",
        "ё": "e",
        "ї": "i",
        "љ": "lj",
        "њ": "nj",
        "џ": "dz",
        **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
        "θ": "th",
        "χ": "ch",
        "ψ": "ps",
    }
)
#: Spellings of one sound, the longer first: of German, old Indonesian, English.
SOUNDS = (
    *(("ae", "a"), ("ue", "u"), ("oo", "u"), ("ee", "i"), ("dj", "j")),
    *(("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "k"), ("kh", "k"), ("ck", "k")),
    *(("ph", "f"), ("th", "t"), ("gh", "g"), ("sh", "sy"), ("dh", "d"), ("bh", "b")),
    *(("c", "k"), ("q", "k"), ("x", "ks"), ("z", "s"), ("v", "f"), ("w", "f"), ("y", "i")),
)
KANA = re.compile(r"[\u3041-\u30ff]")


def words(name: str) -> list[str]:
    """Lower case, without accents and punctuation; *and* is always *dan*."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for mark, word in AND.items():
        plain = plain.replace(mark, word)
    plain = re.sub(r"(?<!\w)(\w)[./](?=\w)", r"\1", plain)  # P.T. and S.p.A.
    plain = re.sub(r"['’`]", "", plain)
    return ["dan" if word == "and" else word for word in re.findall(r"\w+", plain)]


def latin(name: str) -> str:
    """Kana, Cyrillic and Greek as Latin letters, and letters that no accent explains (ø, ł)."""
    composed = unicodedata.normalize("NFKC", name)
    spelt = "".join(_kana(c) if KANA.match(c) else c for c in composed)
    apart = unicodedata.normalize("NFD", spelt.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(PLAIN)


@lru_cache(65_536)
def sounds(word: str) -> frozenset[str]:
    """What it may sound like: *Moeller* is Möller, *Soekarno* is Sukarno."""
    return frozenset(_sound(word.replace("oe", vowel)) for vowel in "ou")


def _sound(word: str) -> str:
    for spelling, heard in SOUNDS:
        word = word.replace(spelling, heard)
    return re.sub(r"(.)\1+", r"\1", word)


def _kana(letter: str) -> str:
    """Its syllable, out of its Unicode name: *KATAKANA LETTER TO*."""
    name = unicodedata.name(letter, "")
    return name.rsplit(" ", 1)[-1].casefold() if "LETTER" in name else ""
