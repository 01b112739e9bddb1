"""Learns when an answer is sure enough to be given, from public questions.

`python -m knowledge.learning.refusal DATA`: DATA has squad-xling and idk-mrc; only articles to
learn from and to tune on are used. Prints the numbers for `knowledge/refusal.toml`.
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
from knowledge.learning.trials import TODAY, Set, idk_mrc, squad
from knowledge.models import Models
from knowledge.refusal import Evidence, features
from storage.scratch import scratch

PRECISE = 0.95
HELD_BACK = 1.0  #: how strongly large numbers are held back
STEPS = 60
SOME = 400  #: of the paragraphs of idk-mrc
MOST = 300  #: questions of a set
SEED = 11
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
    """Learn on one part, and choose the threshold on another."""
    taught = [each for found in _outcomes(data, "training", models) for each in found]
    names, rows, right = _table(taught)
    bias, weights = regression(rows, right)
    checked = [each for found in _outcomes(data, "tuning", models) for each in found]
    _, more, also = _table(checked)
    threshold = _threshold(1 / (1 + np.exp(-(more @ weights + bias))), also)
    numbers = {name: float(value) for name, value in zip(names, weights, strict=True)}
    return Learned(bias, {name: value for name, value in numbers.items() if value}, threshold)


def regression(rows: Floats, right: Floats) -> tuple[float, Floats]:
    """Logistic regression by Newton's method, on features brought to one scale and back."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale < 1e-9] = np.inf
    table = np.hstack([(rows - mean) / scale, np.ones((len(rows), 1))])
    penalty = np.diag([HELD_BACK] * rows.shape[1] + [0.0])
    found = np.zeros(table.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (chance - right) + penalty @ found
        curve = (table.T * (chance * (1 - chance))) @ table + penalty
        found -= np.linalg.solve(curve + 1e-9 * np.eye(len(curve)), slope)
    weights: Floats = found[:-1] / scale
    return float(found[-1] - weights @ mean), weights


def _outcomes(data: Path, part: Part, models: Models) -> list[list[Outcome]]:
    sets = [
        squad(data, part, "en", "en", hidden=True),
        squad(data, part, "id", "id", hidden=True),
        squad(data, part, "id", "en", hidden=True),
        squad(data, part, "en", "id", hidden=True),
        _halved(idk_mrc(data, part)),
    ]
    random = Random(SEED)
    return [_asked(_fewer(each, random), models) for each in sets]


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


def _table(outcomes: Sequence[Outcome]) -> tuple[list[str], Floats, Floats]:
    """Feature names, a row of them an outcome, and whether its best passage answers."""
    known = [(each, each.readings[0].evidence) for each in outcomes if each.readings]
    rows = [list(features(found).values()) for _, found in known if found is not None]
    right = [float(each.rank == 1) for each, found in known if found is not None]
    return list(features(Evidence())), np.array(rows), np.array(right)


def _threshold(chances: Floats, right: Floats) -> float:
    """The lowest from which on enough of what is answered is right."""
    order = np.argsort(-chances)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(precision >= PRECISE)
    return float(chances[order[enough[-1]]]) if len(enough) else 1.0


def main() -> None:
    models = Models()
    name = "read" if models.has_reader else "searched"
    sys.stdout.write(learn(Path(sys.argv[1]), models).as_toml(name) + "\n")


if __name__ == "__main__":
    main()
