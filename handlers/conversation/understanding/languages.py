"""Which language a sentence is in: by the small words, and by the words of the examples."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from handlers.conversation.understanding.meaning import Example
from handlers.conversation.understanding.slang import SMALL_WORDS
from handlers.conversation.understanding.tidy import MARK, plainly
from storage.values import Language

ENDINGS = {
    Language.EN: ("ing", "tion", "ed", "ly", "n't", "'s"),
    Language.ID: ("kan", "nya", "annya", "lah", "kah"),
}
NAME = re.compile(r"(?<=\w\s)[A-Z]\w*")  #: in no language, in whichever example it stands
STRONG, WEAK = 2.0, 0.7
#: English, though Indonesians say them as well, with other words that tell.
ORDERS = ("decline", "reject", "withdraw", "announce")
IN_BOTH = frozenset({"ok", "okay", "hmm", "stop", "oh"})
#: *D-10412*, *W-7XQ2B*: letters and figures of no language; an *e-mail* is a word.
A_CODE = re.compile(r"\b(?!e-)[a-z]-[^\W_]+\b|\S*\d\S*", re.IGNORECASE)
A_LETTER = re.compile(r"\W*\w\W*")  #: chosen among options, in no language
CLEARLY = 0.6  #: less evidence than this says nothing
FAMILIAR = 0.25  #: with fewer of its words known, a sentence is in no language of ours
MIXED = 0.7  #: with more than so much of it for the other language, a sentence is mixed


class Languages:
    """Learned from the examples; it knows the small words without any."""

    def __init__(self, examples: Iterable[Example]) -> None:
        heard = {language: Counter[str]() for language in Language}
        for example in examples:
            heard[example.language].update(set(plainly(NAME.sub(" ", example.text))))
        self._evidence = _learned(heard) | _given()
        self._taught = frozenset(language for language in Language if heard[language])

    def tell(self, sentence: str, default: Language) -> Language:
        """The default for what is mixed or says too little."""
        if A_LETTER.fullmatch(sentence):
            return default
        said = A_CODE.sub(" ", sentence)
        weights = [self._weight(word) for word in plainly(said) if word[0] != MARK]
        english = sum(weight for weight in weights if weight > 0)
        indonesian = -sum(weight for weight in weights if weight < 0)
        more, less = max(english, indonesian), min(english, indonesian)
        if more < CLEARLY or less > MIXED * more:
            return default
        return Language.EN if english > indonesian else Language.ID

    def is_foreign(self, sentence: str, told: Language) -> bool:
        """Is it in a language that no example is in? Few of its words are known then."""
        words = [word for word in plainly(sentence) if word[0] != MARK]
        known = sum(word in self._evidence for word in words)
        return told not in self._taught or known < FAMILIAR * len(words)

    def _weight(self, word: str) -> float:
        """Above zero for English, below for Indonesian."""
        if word in IN_BOTH:
            return 0
        if word in self._evidence:
            return self._evidence[word]
        return WEAK * (word.endswith(ENDINGS[Language.EN]) - word.endswith(ENDINGS[Language.ID]))


def _given() -> dict[str, float]:
    english = dict.fromkeys(SMALL_WORDS[Language.EN].split(), STRONG)
    indonesian = dict.fromkeys(SMALL_WORDS[Language.ID].split(), -STRONG)
    return english | indonesian | dict.fromkeys(ORDERS, WEAK)


def _learned(heard: dict[Language, Counter[str]]) -> dict[str, float]:
    """How much likelier a word is in one language's examples, from -1 to 1."""
    words = set().union(*heard.values())
    return {word: _lean(*(heard[language][word] for language in Language)) for word in words}


def _lean(english: int, indonesian: int) -> float:
    return math.tanh(math.log((english + 0.5) / (indonesian + 0.5)) / 2)
