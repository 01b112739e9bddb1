"""Learns when an answer is sure enough to be given, from public questions.

`python -m knowledge.learning.refusal DATA`: DATA has squad-xling and idk-mrc; only articles to
tune on are used, because of those that it learned from the reader is too sure. Prints the
numbers for `knowledge/refusal.toml`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from knowledge import library, vectors
from knowledge.evaluate import Outcome, ask
from knowledge.finder import Finder
from knowledge.learning.parts import Part
from knowledge.learning.trials import TODAY, Set, idk_mrc, squad, unanswerable
from knowledge.models import Models
from knowledge.refusal import features
from storage.scratch import scratch

PRECISE = 0.95
HELD_BACK = 1.0  #: how strongly large numbers are held back
STEPS = 60
SOME = 400  #: of the paragraphs of idk-mrc
MOST = 200  #: questions of a set
#: How much a question counts whose page is there but does not say, beside one on nothing there:
#: people ask more of these, and a small reader tells them badly.
UNSAID = 0.4
SEARCHED = ("near", "ahead", "outstanding", "missing", "agreeing", "across", "section")
USED = {
    "read": (*SEARCHED, "answers", "span", "read_ahead"),
    "searched": (*SEARCHED, "quoted", "section_across", "quoted_across"),
}
SEED = 11
PART: Part = "tuning"
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Learned:
    """A bias, a number for each feature, and from where on an answer is given."""

    bias: float
    numbers: dict[str, float]
    threshold: float

    def as_toml(self, name: str) -> str:
        rows = {"bias": self.bias, "threshold": self.threshold, **self.numbers}
        return "\n".join([f"[{name}]", *(f"{key} = {value:.4f}" for key, value in rows.items())])


def learn(data: Path, models: Models) -> Learned:
    """Learn from questions that are answered, that are about nothing there, and whose page is
    there but does not say; the threshold is for the first two."""
    used = USED["read" if models.has_reader else "searched"]
    rows, right = _table(_outcomes(data, models), used)
    more, never = _table(_unsaid(data, models), used)
    counts = np.concatenate([np.ones(len(rows)), np.full(len(more), UNSAID)])
    both = np.concatenate([right, np.zeros_like(never)])
    bias, weights = regression(np.vstack([rows, more]), both, counts)
    threshold = _threshold(1 / (1 + np.exp(-(rows @ weights + bias))), right)
    return Learned(bias, dict(zip(used, weights.tolist(), strict=True)), threshold)


def regression(rows: Floats, right: Floats, counts: Floats | None = None) -> tuple[float, Floats]:
    """Logistic regression by Newton's method, on features brought to one scale and back; each
    row counts so many times."""
    counts = np.ones(len(rows)) if counts is None else counts
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale < 1e-9] = np.inf
    table = np.hstack([(rows - mean) / scale, np.ones((len(rows), 1))])
    penalty = np.diag([HELD_BACK] * rows.shape[1] + [0.0])
    found = np.zeros(table.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (counts * (chance - right)) + penalty @ found
        curve = (table.T * (counts * chance * (1 - chance))) @ table + penalty
        found -= np.linalg.solve(curve + 1e-9 * np.eye(len(curve)), slope)
    weights: Floats = found[:-1] / scale
    return float(found[-1] - weights @ mean), weights


def _outcomes(data: Path, models: Models) -> list[Outcome]:
    pairs = (("en", "en"), ("id", "id"), ("id", "en"), ("en", "id"))
    sets = [squad(data, PART, asked, read, hidden=True) for asked, read in pairs]
    return _all([*sets, _halved(idk_mrc(data, PART))], models)


def _unsaid(data: Path, models: Models) -> list[Outcome]:
    pairs = (("en", "en"), ("id", "id"), ("id", "en"))
    return _all([unanswerable(data, PART, asked, read) for asked, read in pairs], models)


def _all(sets: Sequence[Set], models: Models) -> list[Outcome]:
    random = Random(SEED)
    return [one for each in sets for one in _asked(_fewer(each, random), models)]


def _fewer(each: Set, random: Random) -> Set:
    trials = random.sample(each.trials, min(MOST, len(each.trials)))
    return replace(each, trials=tuple(trials))


def _asked(each: Set, models: Models) -> list[Outcome]:
    with scratch() as store:
        with store.transaction() as records:
            for source in each.sources:
                library.put(records, source)
        if models.encoder is not None:
            vectors.fill(store, models.encoder)
        return ask(store, Finder(models), each.trials, TODAY)


def _halved(whole: Set) -> Set:
    """Some of a set, of which every second document is taken away."""
    names = [each.name for each in whole.sources][:SOME]
    there = set(names[::2])
    trials = [each for each in whole.trials if each.relevant[0] in set(names)]
    trials = [
        each if each.relevant[0] in there else replace(each, relevant=(), answers=(), absent=True)
        for each in trials
    ]
    sources = tuple(each for each in whole.sources if each.name in there)
    return Set(whole.name, sources, tuple(trials))


def _table(outcomes: Sequence[Outcome], used: Sequence[str]) -> tuple[Floats, Floats]:
    """The features that are used, a row an outcome, and whether its best passage answers."""
    known = [(each, each.readings[0].evidence) for each in outcomes if each.readings]
    facts = [(each, features(found)) for each, found in known if found is not None]
    rows = [[found[name] for name in used] for _, found in facts]
    return np.array(rows), np.array([float(each.rank == 1) for each, _ in facts])


def _threshold(chances: Floats, right: Floats) -> float:
    """The lowest from which on enough of what is answered is right."""
    order = np.argsort(-chances)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(precision >= PRECISE)
    return float(chances[order[enough[-1]]]) if len(enough) else 1.0


def main() -> None:
    for name in USED:
        learned = learn(Path(sys.argv[1]), Models(reads=name == "read"))
        sys.stdout.write(learned.as_toml(name) + "\n\n")


if __name__ == "__main__":
    main()
