"""What a sentence means, learned from examples alone.

Only `learn`, `understand`, `requests` and `language` are used from outside, so that a
stronger model can take this one's place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from handlers.conversation.understanding import requests, tidy
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


@dataclass(frozen=True, slots=True)
class Ranking:
    """The intents from the likeliest to the least, with their scores."""

    intents: tuple[str, ...]
    scores: Floats


class Understanding:
    """Reads sentences the way the examples do."""

    def __init__(self, examples: Sequence[Example]) -> None:
        plain = [tidy.plainly(example.text) for example in examples]
        words = [
            tidy.compared(said, each.language) for said, each in zip(plain, examples, strict=True)
        ]
        self._intents = sorted({example.intent for example in examples})
        labels = [self._intents.index(example.intent) for example in examples]
        self._spelling = Spelling(word for said in plain for word in said)
        self._features = Features(words)
        points = self._features.examples()
        self._classifier = Classifier.learn(
            points, len(self._features), np.array(labels), self._features.likeness(points)
        )
        self._languages = Languages(examples)
        self._said: dict[tuple[str, ...], set[str]] = {}
        for said, example in zip(words, examples, strict=True):
            self._said.setdefault(tuple(said), set()).add(example.intent)

    @classmethod
    def learn(cls, examples: Sequence[Example]) -> Understanding:
        """From at most so many of them, evenly over the intents."""
        step = max(1, -(-len(examples) // MOST_EXAMPLES))
        return cls(sorted(examples, key=lambda example: example.intent)[::step])

    def understand(self, sentence: str, default: Language) -> Understood:
        language = self.language(sentence, default)
        plain = tidy.plainly(sentence)
        whole = self._understood(plain, language)
        bare = tidy.uncourteous(plain)
        if not bare or len(bare) == len(plain) or _is_certain(whole):
            return whole
        request = self._understood(bare, language)
        greeted = plain[-len(bare) :] == bare and len(bare) >= A_QUESTION
        return whole if isinstance(request, Unclear) and not greeted else request

    def _understood(self, plain: list[str], language: Language) -> Understood:
        words = tidy.compared(plain, language, self._spelling.mended)
        taught = set(self._said.get(tuple(words), ()))
        if len(taught) == 1:
            return Meant(taught.pop(), CERTAIN, language)
        if taught:
            return Torn(tuple(sorted(taught)), language)
        if all(word.startswith(tidy.MARK) or word in ANSWERS for word in plain):
            return Unclear(language)
        return self._like(words, language)

    def _like(self, words: Sequence[str], language: Language) -> Understood:
        """By what the words are like, as they are those of no example."""
        ranking = self._ranked(words)
        best, *others = (float(score) for score in ranking.scores[:2])
        calibration = self._classifier.calibration
        if not calibration.is_likely(best):
            return Unclear(language)
        if others and others[0] >= NEAR * best:
            return Torn(ranking.intents[:2], language)
        return Meant(ranking.intents[0], calibration.chance(best), language)

    def rank(self, sentence: str, language: Language) -> Ranking:
        """Every intent, however unlike the sentence is."""
        return self._ranked(tidy.words(sentence, language, self._spelling.mended))

    def language(self, sentence: str, default: Language) -> Language:
        return self._languages.tell(sentence, default)

    def requests(self, sentence: str, default: Language) -> list[str]:
        """Its separate requests; one with commas or an *and* in it stays one."""
        return requests.split(sentence, lambda part: self.understand(part, default))

    def _ranked(self, words: Sequence[str]) -> Ranking:
        scores = self._classifier.scores(self._features.point(words))
        order = np.argsort(-scores)
        return Ranking(tuple(self._intents[place] for place in order), scores[order])


def _is_certain(understood: Understood) -> bool:
    return isinstance(understood, Meant) and understood.confidence == CERTAIN
