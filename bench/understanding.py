"""How well and how fast sentences are understood: on public sets, and as the catalogues are.

The public sets are read from `shared/data/understanding` beside the checkout, and left out
where they are absent.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import astuple
from functools import partial
from pathlib import Path

from handlers import HANDLERS
from handlers.conversation.registry import Registry
from handlers.conversation.understanding import Example, Score, Understanding, score
from knowledge.models import Models
from storage.values import Language

PUBLIC = Path(__file__).parents[2] / "shared" / "data" / "understanding"
DRAWS = 10
INTENTS = 20
EXAMPLES = 10
RUNS = 7
OURS = ("handlers.conversation.slots", "handlers.conversation.understanding")

ENCODER = Models().encoder  #: None: words alone, as on a machine without it

Rows = list[dict[str, str]]


def main() -> None:
    for name, measure in (("CLINC150", _clinc), ("xSID Indonesian", _xsid)):
        if PUBLIC.is_dir():
            _print(name, measure())
        else:
            print(f"{name}: left out, {PUBLIC.name} is not in shared/data beside this checkout")
    _print_speed()


def _clinc() -> list[Score]:
    """Ten draws of 20 intents with 10 examples each, against all that are out of scope."""
    train, test = _by_intent("clinc150/train_10"), _by_intent("clinc150/full_val")
    strange = _read("clinc150/full_oos_val") + _read("clinc150/full_oos_train")
    scores = []
    for draw in range(DRAWS):
        chosen = random.Random(draw).sample(sorted(train), INTENTS)
        learned = [row for intent in chosen for row in train[intent]]
        asked = [row for intent in chosen for row in test[intent]]
        scores.append(score(learned, asked + strange, ENCODER))
    return scores


def _xsid() -> list[Score]:
    """Ten draws of 10 examples of every intent, tried on the rest of the set."""
    rows, scores = _by_intent("xsid/id.valid"), []
    for draw in range(DRAWS):
        mixed = {i: random.Random(draw).sample(r, len(r)) for i, r in rows.items()}
        learned = [row for listed in mixed.values() for row in listed[:EXAMPLES]]
        asked = [row for listed in mixed.values() for row in listed[EXAMPLES:]]
        scores.append(score(learned, asked, ENCODER))
    return scores


def _print(name: str, scores: list[Score]) -> None:
    columns = list(zip(*map(astuple, scores), strict=True))
    means = [f"{statistics.mean(column):9.3f}" for column in columns]
    print(f"{name:16}  accuracy  answered     auroc    recall   (mean of {len(scores)} draws)")
    print(f"{'':16} {' '.join(means)}")
    print(f"{'  worst draw':16} {' '.join(f'{min(column):9.3f}' for column in columns)}")


def _print_speed() -> None:
    examples = Registry(HANDLERS).examples()
    model = Understanding.learn(examples)
    learned = min(_seconds(lambda: Understanding.learn(examples)) for _ in range(RUNS))
    each = min(_seconds(lambda: _read_all(model, examples)) for _ in range(RUNS)) / len(examples)
    imported = min(_import_seconds() for _ in range(RUNS))
    if ENCODER is not None:
        read = partial(ENCODER.question, language="en")
        times = [_seconds(partial(read, f"perhaps {one.text}")) for one in examples[:50]]
        print(f"embed a sentence, p50              {statistics.median(times) * 1000:7.2f} ms")
    print(f"import slots and understanding     {imported * 1000:7.1f} ms")
    print(f"learn the {len(examples):4} catalogue examples {learned * 1000:7.1f} ms")
    print(f"understand a sentence              {each * 1000:7.2f} ms")


def _read_all(model: Understanding, examples: list[Example]) -> None:
    """With a word before each, so that none is an example as it stands."""
    for example in examples:
        model.understand(f"perhaps {example.text}", Language.EN)


def _import_seconds() -> float:
    """What our own modules take of a start, without what they import from elsewhere."""
    command = (sys.executable, "-X", "importtime", "-c", "import handlers")
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    lines = (line.removeprefix("import time:").split("|") for line in ran.stderr.splitlines())
    return sum(int(own) for own, _, name in lines if name.strip().startswith(OURS)) / 1e6


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _by_intent(name: str) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in _read(name):
        found[row["intent"]].append({"text": row["text"], "intent": row["intent"]})
    return found


def _read(name: str) -> Rows:
    lines = (PUBLIC / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
