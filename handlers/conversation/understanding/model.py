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
from storage.values import Language

MOST_EXAMPLES = 3_000  #: the likeness of each two of them is compared; more are thinned out evenly
NEAR = 0.9  #: a second score of this share of the best leaves us torn


@dataclass(frozen=True, slots=True)
class Ranking:
    """The intents from the likeliest to the least, with their scores."""

    intents: tuple[str, ...]
    scores: Floats


class Understanding:
    """Reads sentences the way the examples do."""

    def __init__(
        self, intents: Sequence[str], features: Features, classifier: Classifier, known: Languages
    ) -> None:
        self._intents = intents
        self._features = features
        self._classifier = classifier
        self._languages = known

    @classmethod
    def learn(cls, examples: Sequence[Example]) -> Understanding:
        kept = _thinned(examples)
        intents = sorted({example.intent for example in kept})
        features = Features([tidy.words(e.text, e.language) for e in kept])
        points = features.examples()
        labels = [intents.index(example.intent) for example in kept]
        alike = features.likeness(points)
        classifier = Classifier.learn(points, len(features), labels, alike)
        return cls(intents, features, classifier, Languages(kept))

    def understand(self, sentence: str, default: Language) -> Understood:
        language = self.language(sentence, default)
        ranking = self.rank(sentence, language)
        best, *others = (float(score) for score in ranking.scores[:2])
        calibration = self._classifier.calibration
        if not calibration.is_clear(best):
            return Unclear(language)
        if others and others[0] >= NEAR * best:
            return Torn(ranking.intents[:2], language)
        return Meant(ranking.intents[0], calibration.chance(best), language)

    def rank(self, sentence: str, language: Language) -> Ranking:
        """Every intent, however unlike the sentence is."""
        point = self._features.point(tidy.words(sentence, language))
        scores = self._classifier.scores(point)
        order = np.argsort(-scores)
        return Ranking(tuple(self._intents[place] for place in order), scores[order])

    def language(self, sentence: str, default: Language) -> Language:
        return self._languages.tell(sentence, default)

    def requests(self, sentence: str, default: Language) -> list[str]:
        """Its separate requests; one with commas or an *and* in it stays one."""
        return requests.split(sentence, lambda part: self.understand(part, default))


def _thinned(examples: Sequence[Example]) -> list[Example]:
    """All of them, or every n-th of each intent when they are too many to compare."""
    step = -(-len(examples) // MOST_EXAMPLES)
    in_order = sorted(examples, key=lambda example: example.intent)
    return in_order[::step]
