"""Whose earnings a sentence asks for, read from its words alone.

Nobody is looked up here: a name that exists and one that does not read alike, so that
whoever may not know cannot find out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum


class Whose(StrEnum):
    """`ours` may be said for oneself or for the company: who asks decides. `all` is every
    partner's."""

    OWN = "own"
    OURS = "ours"
    TEAM = "team"
    SOMEBODY = "somebody"
    ALL = "all"


WORD = re.compile(r"[^\W\d_]+")
#: "May I see", "show me": the first person who asks is not the one who earned.
ASKING = re.compile(
    r"\b(?:(?:can|could|may|let|do|shall)\s+(?:i|we|me)\s+(?:please\s+)?(?:see|know|look|ask|check)"
    r"|i(?:'d| would)?\s+(?:like|want|need)\s+to\s+(?:see|know|look|ask|check)"
    r"|(?:show|tell|give|send)\s+(?:me|us)"
    r"|(?:(?:boleh|bisa|bolehkah|bisakah|mau|ingin|pengen|tolong)\s+)?(?:saya|aku|gue|gw|kami|kita)"
    r"\s+(?:(?:mau|ingin|pengen|boleh|bisa|perlu)\s+)?(?:lihat|liat|tahu|tau|cek|tanya|minta)"
    r"|(?:kasih|beri|tunjukkan|tunjukin|perlihatkan)\s+(?:tahu\s+|lihat\s+)?(?:ke\s+|kepada\s+)?"
    r"(?:saya|aku|gue|gw|kami|kita))\b",
    re.IGNORECASE,
)
ONE = re.compile(r"\b(?:i|my|mine|me|saya|aku|ku|gue|gua|gw|\w{3,}ku)\b", re.IGNORECASE)
PLURAL = re.compile(r"\b(?:we|our|ours|us|kami|kita)\b", re.IGNORECASE)
COMPANY = re.compile(
    r"\b(?:compan(?:y|ies)|team|office|perusahaan|kantor|tim|anak\s+buah)(?:nya|ku)?\b",
    re.IGNORECASE,
)
EVERYONE = re.compile(
    r"\b(?:everyone|everybody|all|semua|seluruh|masing-masing|tiap\s+orang)(?:nya)?\b",
    re.IGNORECASE,
)
ANOTHER = re.compile(
    r"\b(?:he|she|they|his|her|hers|him|their|theirs|dia|ia|beliau|mereka)\b", re.IGNORECASE
)
EVERY_PARTNER = re.compile(
    r"\b(?:all|every|semua|seluruh|each|tiap)\s+(?:the\s+|of\s+the\s+|para\s+)?"
    r"(?:partners?|mitra|resellers?|pengecer|distributors?|affiliates?|compan(?:y|ies))\b",
    re.IGNORECASE,
)
A_FRIEND = re.compile(
    r"\b(?:temen|teman|rekan|kolega|bos|atasan|friend|colleague|coworker|boss|manager)\w*\b",
    re.IGNORECASE,
)
ENDING = re.compile(r"(?<=\w{3})(?:nya|ku|mu|kah|lah|pun|s)$")
SAID = (
    (EVERY_PARTNER, Whose.ALL),
    (A_FRIEND, Whose.SOMEBODY),
    (COMPANY, Whose.TEAM),
    (ONE, Whose.OWN),
    (PLURAL, Whose.OURS),
    (ANOTHER, Whose.SOMEBODY),
    (EVERYONE, Whose.TEAM),
)


def whose(sentence: str, known: Iterable[str]) -> Whose:
    """`known` are sentences whose every word may be said without naming anybody."""
    asked = ASKING.sub(" ", sentence)
    spoken = (whose for pattern, whose in SAID if pattern.search(asked))
    return next(spoken, None) or _by_words(asked, known)


def _by_words(asked: str, known: Iterable[str]) -> Whose:
    vocabulary = {word for each in known for word in _words(each)}
    strange = [w for w in _words(asked) if not {w, ENDING.sub("", w)} & vocabulary]
    return Whose.SOMEBODY if strange else Whose.OWN


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())
