"""Which questions the reader learns from at each stage, and how often each kind comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from knowledge.learning import sets
from knowledge.learning.examples import Asking, Example
from knowledge.learning.pairs import KINDS, Pair, Pairs
from knowledge.learning.sets import Squad
from knowledge.learning.written import about_guides, about_manuals
from knowledge.learning.wrong import Wrong

Askings = Mapping[str, Sequence[Asking]]
JUDGED = 240  #: questions of each set, at most, while learning
#: Its unanswerable questions can be told without the passage: they teach a shortcut.
WARY = {"asked": 0.2, "wrong": 0.45, "removed": 0.3, "swapped": 0.05}
LESS_WARY = {"asked": 0.4, "wrong": 0.35, "removed": 0.2, "swapped": 0.05}


@dataclass(frozen=True, slots=True)
class Stage:
    """Some steps at a rate that falls, over sets that come so many times each round."""

    name: str
    steps: int
    rate: float
    rounds: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]
    shortened: float
    frozen: int = 0

    def dealt(self, askings: Askings, wrong: Wrong, random: Random) -> list[Pair]:
        """The pairs of one round."""
        found: list[Pair] = []
        for name, times in self.rounds.items():
            pairs = Pairs(
                askings[name], wrong, random, self.kinds.get(name, KINDS), self.shortened
            )
            found += _times(pairs, times, random)
        random.shuffle(found)
        return found


def to_learn(data: Path) -> dict[str, list[Asking]]:
    """Everything that may be learnt from, by the name of its set."""
    squad = Squad(data)
    return {
        "idk": list(sets.idk_mrc(data, "training")),
        "translated": list(squad.translated("training")),
        "en-en": list(squad.asked("training", "en", "en")),
        "id-en": list(squad.asked("training", "id", "en")),
        "en-id": list(squad.asked("training", "en", "id")),
        "covid": list(sets.covid(data)),
        "guides": list(about_guides(data)),
        "manuals": list(about_manuals("training")),
    }


def to_tune(data: Path) -> dict[str, list[Example]]:
    """What shows whether it learns: questions with the passage that they were asked about."""
    squad = Squad(data)
    found = {
        "en-en": squad.asked("tuning", "en", "en"),
        "id-en": squad.asked("tuning", "id", "en"),
        "id-id": squad.translated("tuning"),
        "idk": sets.idk_mrc(data, "tuning"),
        "manuals": about_manuals("tuning"),
    }
    return {name: _sample(askings) for name, askings in found.items()}


def _sample(askings: Iterator[Asking]) -> list[Example]:
    every = list(askings)
    step = max(1, len(every) // JUDGED)
    return [Example(each.question, each.passage.text, each.answers) for each in every[::step]]


def _times(pairs: Pairs, times: float, random: Random) -> Iterator[Pair]:
    """Whole rounds, then a part of one."""
    for _ in range(int(times)):
        yield from pairs.dealt()
    yield from (pair for pair in pairs.dealt() if random.random() < times % 1)
