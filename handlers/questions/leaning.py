"""How a sentence shows that it leans on the one before: in its first words, by pointing back,
or by naming nothing but another of a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.conversation.slots import Reader
from handlers.questions.asking import ASKS
from knowledge.asked import named
from knowledge.words import Word, vocabulary

_HM = (
    r"oh|ok|oke|okay|nah|eh|hmm|aha|gitu|begitu|i see|alright|right|sip|siap|baik|so|but|tapi"
    r"|makasih|thanks|wah"
)
_GOES_ON = (
    r"kalau|kalo|klo|kl|gimana|bagaimana|gmn|dengan|terus|trus|lalu|dan|what about|how about"
    r"|what if|and|if|then|also|juga|same|sama|serta|plus"
)
_TIES = r"yang|yg|untuk|utk|buat|bagi|for|with|the|it|is|it's|di|in|of|waktu|saat"
_ENDS = (
    r"ya|dong|sih|deh|nih|kak|min|juga|gimana|bagaimana|gmn|too|then|as well|also|though"
    r"|please|instead|dulu|aja|saja"
)
LEADING = re.compile(rf"^\W*(?:(?:{_HM}|{_GOES_ON}|{_TIES})\b\W*)+", re.IGNORECASE)
TRAILING = re.compile(rf"(?:[\s,]+(?:{_ENDS}))*[\s?.!,]*$", re.IGNORECASE)
MARKED = re.compile(rf"^\W*(?:(?:{_HM})\b\W*)*(?:{_GOES_ON})\b", re.IGNORECASE)
#: *What about* asks for nothing in particular; what stands behind it does.
GOES_ON_ABOUT = re.compile(r"\b(?:what|how) about\b|\bwhat if\b", re.IGNORECASE)
HOW = re.compile(r"\b(?:gimana|bagaimana|gmn|how)\b(?!\s+(?:long|much|many|often))", re.IGNORECASE)
#: *Its*, *that*, *harganya*: something that was spoken of.
POINTS = re.compile(
    r"\b(?:its?|it's|they|them|their|theirs|that|those|this|these|there|itu|tersebut|tsb"
    r"|(?!(?:ha|biasa|sebenar|sebener|kata|akhir|berapa|ta|puya|pu)nya\b)\w{2,}nya)\b",
    re.IGNORECASE,
)
#: *Apa itu tenant?* asks what something is, and points at nothing.
WHAT_IS = re.compile(r"\bapa(?:kah)?\s+(?:sih\s+)?(?:itu|tuh)\s+(?=\w)", re.IGNORECASE)
PRONOUN = re.compile(r"\b(?:it's|its?|they|them|their|that one|this one)\b", re.IGNORECASE)
#: *Does the same hold for…?*
SAMENESS = re.compile(
    r"\b(?:same|apply|applies|hold|holds|valid|too|also|as well|sama|berlaku\w*|juga|only|edition"
    r"|edisi|paket|plan|partners?|mitra|version|versi)\b",
    re.IGNORECASE,
)
WHY = re.compile(r"\b(?:kenapa|mengapa|why|kok|alasan\w*|how come)\b", re.IGNORECASE)
#: *Since when?* asks for when it holds; *when?* may ask for anything.
WHEN = re.compile(
    r"\b(?:since|until|till|from|as of|starting|sejak|mulai|dari|sampai|hingga)"
    r"\s+(?:when|kapan)\b",
    re.IGNORECASE,
)
EMPTY = frozenset({"since", "starting", "sejak", "mulai"})  #: beside words that say something
BETWEEN = re.compile(r"\s*(?:,|\b(?:dan|and|atau|or|serta)\b|&)\s*", re.IGNORECASE)
A_NAME = 3  #: words at most, to stand in the place of another name
FEW = 2  #: words that say something, in a sentence that may lean without saying so

#: Names of one kind, such as the products or the tiers; one takes another's place.
Kinds = Mapping[str, Sequence[str]]
PRODUCTS = "products"


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands, and its kind; empty for a name that we do not know."""

    text: str
    start: int
    end: int
    kind: str = ""


def is_marked(sentence: str) -> bool:
    return MARKED.match(sentence) is not None


def said(sentence: str) -> str:
    """Without the words that only tie it to what was before."""
    return TRAILING.sub("", LEADING.sub("", sentence)).strip(" ?.!,")


def asks(sentence: str) -> bool | None:
    """Whether it asks for something; None for no more than *how?*"""
    plain = GOES_ON_ABOUT.sub(" ", sentence)
    if ASKS.search(HOW.sub(" ", plain)):
        return True
    return None if HOW.search(plain) else False


def asks_why(sentence: str) -> bool:
    return WHY.search(sentence) is not None


def asks_when(sentence: str) -> bool:
    return WHEN.search(sentence) is not None


def points(text: str) -> bool:
    return POINTS.search(WHAT_IS.sub(" ", text)) is not None


def without_asking(text: str) -> str:
    return " ".join(ASKS.sub(" ", text).split())


def without_sameness(text: str) -> str:
    return " ".join(SAMENESS.sub(" ", text).split())


def apart(text: str) -> list[str]:
    return [piece for piece in BETWEEN.split(text) if piece]


def inside(text: str) -> str:
    """As it stands in a sentence, where a capital letter tells a name."""
    return f"– {text}"


def content(text: str) -> list[Word]:
    """The words that say something, in either language."""
    words = vocabulary("id").words(text)
    return [word for word in words if word.written.casefold() not in EMPTY]


def names(text: str, kinds: Kinds, read: Reader) -> list[Name]:
    """In their order: those we know by kind, and what is written as a name."""
    known = list(_known(text, kinds, read))
    others = [
        Name(word.written, word.start, word.end)
        for word in named(text, content(text))
        if not any(name.start < word.end and word.start < name.end for name in known)
    ]
    return sorted([*known, *others], key=lambda name: name.start)


def _known(text: str, kinds: Kinds, read: Reader) -> Iterator[Name]:
    for kind, known in kinds.items():
        for found in read.named(text, known):
            yield Name(text[found.start : found.end], found.start, found.end, kind)
