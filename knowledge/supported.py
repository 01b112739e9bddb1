"""Does a passage say what a sentence says? Strict: what it cannot tell, it does not believe.

Numbers with what they count, names, dates, limits and denials must be the passage's; so must
most other words, and most of them in its order. True rewordings are lost that way, and then the
passage's own words are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from babel.dates import get_day_names, get_month_names

from knowledge.passages import sentences
from knowledge.words import TOKEN, Word, number, vocabulary

ENOUGH = 0.75  #: of the words that say something have to be the passage's
IN_ORDER = 0.4  #: of the neighbours among them have to be neighbours there
DENIES = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|\w+n['’]t|except|unless|excluding|forbidden"
    r"|prohibited|tidak|tdk|tak|bukan\w*|tanpa|belum|jangan|nggak|ngga|gak|kecuali|dilarang)\b",
    re.IGNORECASE,
)
#: What changes what a number or a rule comes to; a sentence has to find its own in the passage.
LIMITS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"at most|up to|maximum|max|no more than|paling banyak|maksimal|maksimum|hingga"
        r"|tidak lebih dari|sampai dengan|limit\w*|batas\w*",
        r"at least|minimum|min|no less than|paling sedikit|paling kecil|minimal|sekurang\w*"
        r"|setidak\w*",
        r"more than|over|above|exceed\w*|lebih dari|di atas|melebihi",
        r"less than|below|under|fewer than|kurang dari|di bawah",
        r"before|until|sebelum|sampai|hingga|selambat\w*",
        r"after|since|from|setelah|sesudah|sejak|mulai",
        r"only|solely|hanya|cuma|khusus",
        r"all|every|each|always|any|semua|setiap|tiap|seluruh|selalu",
        r"free|gratis|bebas|unlimited|tak terbatas|guarante\w*|dijamin|menjamin",
        r"must|required?|has to|have to|harus|wajib|perlu",
        r"about|approximately|around|almost|nearly|sekitar|kira-kira|hampir",
        r"if|when|where|unless|provided|jika|kalau|bila|apabila|ketika|asal\w*|kecuali",
        r"may|might|can|could|dapat|bisa|boleh|mungkin",
    )
)
#: Those that a sentence may not leave out either: without them it promises more.
BINDING = (0, 1, 2, 3, 4, 5, 6, 10, 11)
#: Numbers in words; *one* and *a* say too little to be held to.
COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|billions?|half|halves|twice|double\w*|triple\w*|third|quarter|dozen"
    r"|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|\w+ (?:belas|puluh|ratus"
    r"|ribu)|seratus|seribu|sejuta|juta|miliar|setengah|separuh|lipat)\b",
    re.IGNORECASE,
)
OF_OURS = re.compile(
    r"\b(?:i|we|our|my|us|saya|kami|kita|aku|sorry|maaf|assistant|asisten)\b", re.IGNORECASE
)
PERCENT = re.compile(r"^\s*(?:%|percent\b|per cent\b|persen\b)", re.IGNORECASE)
CURRENCY = re.compile(r"(?:rp|idr|usd|us\$|\$|€|eur|sgd|s\$|myr|rm)\.?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the cited passages say, sentence by sentence, and where they stand."""

    words: str
    sentences: tuple[str, ...]
    stems: frozenset[str]
    neighbours: frozenset[tuple[str, str]]
    counted: frozenset[tuple[str, str]]
    names: frozenset[str]
    owned: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, texts: Sequence[str], sources: Sequence[str]) -> Evidence:
        every = [each for text in texts for each in sentences(text)]
        said = [_said(each) for each in every]
        named = [word.stem for source in sources for word in _said(source)]
        names = frozenset(w.stem for words in said for w in words if w.is_name and w.start)
        return cls(
            words="\n".join([*texts, *sources]),
            sentences=tuple(every),
            stems=frozenset([*named, *(word.stem for words in said for word in words)]),
            neighbours=frozenset(pair for words in said for pair in _pairs(words)),
            counted=frozenset(
                pair
                for sentence, words in zip(every, said, strict=True)
                for pair in _counts(sentence, words)
            ),
            names=names,
            owned=frozenset(pair for words in said for pair in _owners(words, names)),
        )


def is_supported(sentence: str, evidence: Evidence) -> bool:
    """Does it say nothing that the evidence does not?"""
    said = _said(sentence)
    if not said or (OF_OURS.search(sentence) and not OF_OURS.search(evidence.words)):
        return False
    nearest = _nearest(said, evidence)
    return (
        _has_its_numbers(sentence, said, evidence)
        and _has_its_names(said, nearest, evidence)
        and _is_as_limited(sentence, nearest, evidence.words)
        and _is_mostly_there(said, evidence)
        and len(DENIES.findall(sentence)) == len(DENIES.findall(nearest))
    )


def _said(text: str) -> list[Word]:
    """In either language's form; months and days by what they are, not by their names."""
    calendar = _calendar()
    return [
        replace(word, stem=calendar.get(word.written.casefold(), word.stem))
        for word in vocabulary("id").words(text)
    ]


@cache
def _calendar() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "id"):
        for width in ("wide", "abbreviated"):
            months = get_month_names(width, locale=language)
            days = get_day_names(width, locale=language)
            found |= {name.casefold().strip("."): f"=month {n}" for n, name in months.items()}
            found |= {name.casefold().strip("."): f"=weekday {n}" for n, name in days.items()}
    return found


def _nearest(said: Sequence[Word], evidence: Evidence) -> str:
    """The sentence of the passage that is most like it."""
    stems = _stems(said)
    alike = (len(stems & {word.stem for word in _said(each)}) for each in evidence.sentences)
    ranked = zip(alike, evidence.sentences, strict=True)
    return max(ranked, key=lambda pair: pair[0], default=(0, ""))[1]


def _has_its_numbers(sentence: str, said: Sequence[Word], evidence: Evidence) -> bool:
    """Each with what it counts and beside what it stands: 500 seats are not 500 days."""
    there, here = _numbers(evidence.words), _numbers(sentence)
    counted = {pair for pair in _counts(sentence, said) if pair[1]}
    return here <= there and counted <= evidence.counted and _stand_alike(said, evidence)


def _numbers(text: str) -> set[str]:
    figures = {number(match[0]) for match in TOKEN.finditer(text) if match[0][0].isdigit()}
    return figures | {match[0].casefold() for match in COUNTED.finditer(text)}


def _stand_alike(said: Sequence[Word], evidence: Evidence) -> bool:
    """*Gold 10 %, Silver 8 %* is not *Gold 8 %, Silver 10 %*."""
    pairs = list(pairwise(said))
    for word in (each for each in said if each.is_number):
        beside = [(one.stem, two.stem) for one, two in pairs if word in {one, two}]
        if beside and not evidence.neighbours.intersection(beside):
            return False
    theirs = dict(_owners(said, evidence.names))
    return all(not name or (n, name) in evidence.owned for n, name in theirs.items())


def _owners(said: Sequence[Word], names: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Each number with the name that was last mentioned before it."""
    last = ""
    for word in said:
        last = word.stem if word.stem in names else last
        if word.is_number:
            yield word.stem, last


def _counts(sentence: str, said: Sequence[Word]) -> Iterable[tuple[str, str]]:
    """Each number with its unit: a percent sign, a currency, or the word that follows."""
    for at, word in enumerate(said):
        if not word.is_number:
            continue
        if PERCENT.match(sentence[word.end :]):
            yield word.stem, "%"
        elif CURRENCY.search(sentence[: word.start]):
            yield word.stem, "money"
        else:
            yield word.stem, said[at + 1].stem if at + 1 < len(said) else ""


def _has_its_names(said: Sequence[Word], nearest: str, evidence: Evidence) -> bool:
    """Whatever is written as a name, its first word included, has to stand there; and what is
    said there of somebody is not said of nobody."""
    names = {word.stem for word in said if word.is_name}
    theirs = {word.stem for word in _said(nearest) if word.is_name and word.start}
    return names <= evidence.stems and (not theirs or not theirs.isdisjoint(_stems(said)))


def _stems(said: Sequence[Word]) -> set[str]:
    return {word.stem for word in said}


def _is_as_limited(sentence: str, nearest: str, evidence: str) -> bool:
    """It adds no limit, and leaves out none that binds."""
    added = (limit for limit in LIMITS if limit.search(sentence) and not limit.search(evidence))
    binding = (LIMITS[at] for at in BINDING)
    lost = (each for each in binding if each.search(nearest) and not each.search(sentence))
    return not any(added) and not any(lost)


def _is_mostly_there(said: Sequence[Word], evidence: Evidence) -> bool:
    share = sum(word.stem in evidence.stems for word in said) / len(said)
    pairs = list(_pairs(said))
    kept = sum(pair in evidence.neighbours for pair in pairs)
    return share >= ENOUGH and (not pairs or kept >= IN_ORDER * len(pairs))


def _pairs(said: Sequence[Word]) -> Iterable[tuple[str, str]]:
    return ((one.stem, two.stem) for one, two in pairwise(said))
