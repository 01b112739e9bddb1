"""The words of a sentence that carry its intent: slang made plain, endings taken off, and
amounts, dates and names replaced by what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache

from Stemmer import Stemmer

from handlers.conversation.slots import companies, contacts, dates, money, names
from handlers.conversation.slots.reading import Found, Reading, masked
from handlers.conversation.understanding.slang import (
    ANSWERS,
    COLOUR,
    COURTESIES,
    GREETINGS,
    PLAIN_IN,
    SMALL_WORDS,
    STANDS_FOR,
)
from storage.values import Language

Mend = Callable[[str], str]
MARK = "#"  #: begins a word that stands for something read out of the sentence
WORD = re.compile(rf"{MARK}[a-z]+|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
A_DIGIT = re.compile(r"\d")
A_FORM = re.compile(rf"\b(?:{companies.FORMS_BEFORE}|{companies.FORMS_AFTER})\b", re.IGNORECASE)
#: The stemmer would take these to pieces: *apa*, *napa*, *ima*, *marin*.
WHOLE = frozenset({"berapa", "kenapa", "terima", "kemarin"})
LONG_ENOUGH = 6
SOME_DAY = date(2026, 1, 1)  #: only where a date stands matters here
STEMMERS = {Language.EN: Stemmer("english"), Language.ID: Stemmer("indonesian")}


def words(sentence: str, language: Language, mend: Mend = str) -> list[str]:
    """What the sentence is compared by, in its order."""
    return compared(plainly(sentence), language, mend)


def compared(plain: Iterable[str], language: Language, mend: Mend = str) -> list[str]:
    """The same of words that are plain already; `mend` spells each as it was meant."""
    meant = (one for word in plain for one in _unshortened(_mended(word, mend)))
    return [_stem(word, language) for word in meant if word not in COLOUR]


def uncourteous(plain: list[str]) -> list[str]:
    """Without the greeting before a request and the thanks after it."""
    start, end = 0, len(plain)
    while start < end and plain[start] in GREETINGS:
        start += 1
    while end > start and plain[end - 1] in COURTESIES:
        end -= 1
    return plain[start:end]


def plainly(sentence: str) -> list[str]:
    """Its words in small letters, with `#amount`, `#company`… where those stood."""
    return WORD.findall(_with_marks(sentence).casefold())


def says_nothing(sentence: str) -> bool:
    """*Ok*, *ya lanjut*: an answer to nothing that was asked."""
    return all(word in ANSWERS for word in plainly(sentence))


def unshortened(sentence: str) -> str:
    """The sentence with its slang written out: *brp bonus sy* as berapa bonus saya."""
    return WORD.sub(lambda word: STANDS_FOR.get(word[0].casefold(), word[0]), sentence)


def _with_marks(sentence: str) -> str:
    position, pieces = 0, []
    for name, reading in sorted(_known(sentence), key=lambda known: known[1].start):
        if reading.start >= position:
            pieces += [sentence[position : reading.start], f" {MARK}{name} "]
            position = reading.end
    return "".join([*pieces, sentence[position:]])


def _known(sentence: str) -> Iterator[tuple[str, Reading[object]]]:
    """Which language the sentence is in hardly moves where these stand in it."""
    amounts: list[Reading[object]] = []
    references = names.references(sentence) if A_DIGIT.search(sentence) else []
    yield from (("reference", one) for one in references)
    if A_DIGIT.search(masked(sentence, *references)):
        amounts = [*money.read(sentence, Language.ID, "IDR")]
        calendar = dates.Calendar(Language.ID, SOME_DAY)
        yield from (("amount", one) for one in amounts)
        yield from (("date", one) for one in dates.read(sentence, calendar))
    if "@" in sentence:
        yield from (("address", one) for one in contacts.emails(sentence))
    if "." in sentence:
        yield from (("address", one) for one in contacts.domains(sentence))
    if A_FORM.search(sentence):
        company = companies.by_form(sentence, [one.start for one in amounts])
        yield from (("company", one) for one in _some(company))


def _some(found: Found[str] | None) -> list[Found[str]]:
    return [found] if found else []


def _mended(word: str, mend: Mend) -> str:
    return word if word[0] == MARK or word in STANDS_FOR or word in COLOUR else mend(word)


def _unshortened(word: str) -> list[str]:
    return STANDS_FOR.get(word, word).split()


@lru_cache(maxsize=10_000)
def _stem(word: str, language: Language) -> str:
    if word[0] == MARK or word in WHOLE:
        return word
    if word.isdigit():
        return f"{MARK}number"
    if language is Language.ID and word.endswith("in") and len(word) >= LONG_ENOUGH:
        word = word if word in PLAIN_IN else f"{word[:-2]}kan"
    stem: str = STEMMERS[language].stemWord(word)
    return stem


#: The small words as they are compared.
SMALL = frozenset(_stem(word, lang) for lang in Language for word in SMALL_WORDS[lang].split())
