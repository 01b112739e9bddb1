"""What a sentence means, learned from examples alone.

With a language model it is read by its words and its vector, without one by its words. Only
`learn`, `understand`, `requests` and `language` are used from outside, so that a stronger
model can take this one's place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from handlers.conversation.understanding import requests, tidy
from handlers.conversation.understanding.blend import Blend, Encoder
from handlers.conversation.understanding.calibration import Calibration, Doubles
from handlers.conversation.understanding.classifier import Classifier
from handlers.conversation.understanding.features import Features, Floats
from handlers.conversation.understanding.languages import Languages
from handlers.conversation.understanding.meaning import Example, Meant, Torn, Unclear, Understood
from handlers.conversation.understanding.slang import ANSWERS
from handlers.conversation.understanding.spelling import Spelling
from storage.values import Language

MOST_EXAMPLES = 3_000  #: the likeness of each two of them is compared; more are thinned out evenly
CERTAIN = 1.0  #: a sentence is an example, word for word
A_QUESTION = 4  #: words behind a greeting that are more than a part of it
NEAR = 0.9  #: a second score of this share of the best leaves us torn
CLOSE = 0.5  #: or, with a vector, a second that is this many times as likely as the best


@dataclass(frozen=True, slots=True)
class Ranking:
    """The intents from the likeliest to the least, how much speaks for any of them, and whether
    the second is about as good as the first."""

    intents: tuple[str, ...]
    evidence: float
    calibration: Calibration
    torn: bool


class Understanding:
    """Reads sentences the way the examples do."""

    def __init__(self, examples: Sequence[Example], encoder: Encoder | None = None) -> None:
        plain = [tidy.plainly(example.text) for example in examples]
        words = [
            tidy.compared(said, each.language) for said, each in zip(plain, examples, strict=True)
        ]
        self._intents = sorted({example.intent for example in examples})
        places = {intent: place for place, intent in enumerate(self._intents)}
        labels = np.array([places[example.intent] for example in examples], dtype=np.intp)
        self._spelling = Spelling(word for said in plain for word in said)
        self._features = Features(words)
        points = self._features.examples()
        self._classifier = Classifier.learn(
            points, len(self._features), labels, self._features.likeness(points)
        )
        self._languages = Languages(examples)
        self._said: dict[tuple[str, ...], set[str]] = {}
        for said, example in zip(words, examples, strict=True):
            self._said.setdefault(tuple(said), set()).add(example.intent)
        self._encoder, self._blend = encoder, None
        if encoder is not None:
            vectors = [encoder.question(each.text, each.language.value) for each in examples]
            self._blend = Blend.learn(self._features, np.stack(vectors), labels)

    @classmethod
    def learn(cls, examples: Sequence[Example], encoder: Encoder | None = None) -> Understanding:
        """From at most so many of them, evenly over the intents."""
        step = max(1, -(-len(examples) // MOST_EXAMPLES))
        return cls(sorted(examples, key=lambda example: example.intent)[::step], encoder)

    def reading_with(self, encoder: Encoder | None) -> Understanding:
        """After it was kept without: an encoder is a file of its own."""
        self._encoder = encoder
        return self

    @property
    def reads_vectors(self) -> bool:
        return self._blend is not None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_encoder": None}

    def understand(self, sentence: str, default: Language) -> Understood:
        return self._understand(sentence, default, sentence)

    def requests(self, sentence: str, default: Language) -> list[str]:
        """Its separate requests; one with commas or an *and* in it stays one. The many ways
        to part it are compared by words alone."""
        return requests.split(sentence, lambda part: self._understand(part, default))

    def rank(self, sentence: str, language: Language) -> Ranking:
        """Every intent, however unlike the sentence is."""
        words = tidy.words(sentence, language, self._spelling.mended)
        if self._embeds(sentence):
            return self._by_vector(words, sentence, language)
        return self._by_words(words)

    def language(self, sentence: str, default: Language) -> Language:
        return self._languages.tell(sentence, default)

    def _understand(self, sentence: str, default: Language, embedded: str = "") -> Understood:
        """`embedded` is what the encoder reads; nothing: words alone."""
        language = self.language(sentence, default)
        plain = tidy.plainly(sentence)
        whole = self._understood(plain, embedded, language)
        bare = tidy.uncourteous(plain)
        if not bare or len(bare) == len(plain) or _is_certain(whole):
            return whole
        request = self._understood(bare, embedded, language)
        greeted = plain[-len(bare) :] == bare and len(bare) >= A_QUESTION
        return whole if isinstance(request, Unclear) and not greeted else request

    def _understood(self, plain: list[str], embedded: str, language: Language) -> Understood:
        words = tidy.compared(plain, language, self._spelling.mended)
        taught = set(self._said.get(tuple(words), ()))
        if len(taught) == 1:
            return Meant(taught.pop(), CERTAIN, language)
        if taught:
            return Torn(tuple(sorted(taught)), language)
        if all(word.startswith(tidy.MARK) or word in ANSWERS for word in plain):
            return Unclear(language)
        by_words = _likeliest(self._by_words(words), language)
        if not self._embeds(embedded) or tidy.SMALL.issuperset(words):
            return by_words  # *what about it?* is near to anything
        ranking = self._by_vector(words, embedded, language)
        is_foreign = self._languages.is_foreign(embedded, language)
        return _likeliest(ranking, language) if is_foreign else _agreed(by_words, ranking)

    def _embeds(self, embedded: str) -> bool:
        return bool(embedded) and self._blend is not None and self._encoder is not None

    def _by_words(self, words: Sequence[str]) -> Ranking:
        scores = self._classifier.scores(self._features.point(words))
        return self._in_order(scores, float(scores.max()), NEAR, self._classifier.calibration)

    def _by_vector(self, words: Sequence[str], embedded: str, language: Language) -> Ranking:
        assert self._encoder is not None
        assert self._blend is not None
        found = self._blend.weigh(
            self._features.point(words),
            self._encoder.question(embedded, language.value),
            foreign=self._languages.is_foreign(embedded, language),
        )
        return self._in_order(found.chances, found.evidence, CLOSE, found.calibration)

    def _in_order(
        self, scores: Floats | Doubles, evidence: float, near: float, calibration: Calibration
    ) -> Ranking:
        order = np.argsort(-scores, kind="stable")
        best, *others = (float(scores[place]) for place in order[:2])
        torn = bool(others) and others[0] >= near * best
        intents = tuple(self._intents[place] for place in order)
        return Ranking(intents, evidence, calibration, torn)


def _likeliest(ranking: Ranking, language: Language) -> Understood:
    """By what a sentence is like, as its words are those of no example."""
    if not ranking.calibration.is_likely(ranking.evidence):
        return Unclear(language)
    if ranking.torn:
        return Torn(ranking.intents[:2], language)
    return Meant(ranking.intents[0], ranking.calibration.chance(ranking.evidence), language)


def _agreed(by_words: Understood, ranking: Ranking) -> Understood:
    """Words that are clear decide; what they leave open, the vector may settle."""
    if isinstance(by_words, Meant):
        return by_words
    found = _likeliest(ranking, by_words.language)
    if isinstance(by_words, Torn) and isinstance(found, Meant):
        return found if found.intent in by_words.intents else by_words
    return found


def _is_certain(understood: Understood) -> bool:
    return isinstance(understood, Meant) and understood.confidence == CERTAIN
