"""Finds what the vectors of a language's questions and passages have in common.

`python -m knowledge.learning.means DATA [OUT]`: DATA has squad-xling, react-docs, covid-faq,
idk-mrc and opensource-guide. Nothing that is reported on is used.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.learning.trials import idk_mrc, react, squad
from knowledge.model.encoder import E5, MEANS, OTHERS, Floats, Words
from knowledge.model.folder import default
from knowledge.windows import windows

MOST = 300  #: texts of one kind from one set
Texts = list[list[str]]  #: of each set


def learn(data: Path, out: Path) -> None:
    """Write the means of questions and passages, in English, in Indonesian and in the others."""
    folder = default()
    encoder = E5(folder, Words(folder))
    means: dict[str, Floats] = {}
    for kind, prefix, texts in (
        ("question", "query: ", _questions),
        ("passage", "passage: ", _passages),
    ):
        both = {each: _mean(encoder, prefix, texts(data, each)) for each in ("en", "id")}
        both[OTHERS] = np.mean(list(both.values()), axis=0, dtype=np.float32)
        means |= {f"{kind}-{language}": mean for language, mean in both.items()}
    halves: dict[str, Any] = {name: mean.astype(np.float16) for name, mean in means.items()}
    np.savez(out, **halves)


def _mean(encoder: E5, prefix: str, sets: Texts) -> Floats:
    """Every set counts the same."""
    some = [texts[:: max(1, len(texts) // MOST)][:MOST] for texts in sets]
    means = [encoder.raw([prefix + text for text in texts]).mean(axis=0) for texts in some]
    mean: Floats = np.mean(means, axis=0)
    return mean


def _questions(data: Path, language: str) -> Texts:
    other = list(_covid(data)) if language == "en" else _asked(idk_mrc(data, "training").trials)
    learned = squad(data, "training", language, language).trials
    return [_asked(learned), _asked(react(data, "tuning", language, language).trials), other]


def _passages(data: Path, language: str) -> Texts:
    shown = {each.relevant[0] for each in squad(data, "training", "en", "en").trials}
    sets = [
        [each for each in squad(data, "training", "en", language).sources if each.name in shown],
        list(react(data, "tuning", language, language).sources),
    ]
    texts = [[section.text for each in one for section in each.sections] for one in sets]
    return [list(_cut(each)) for each in (*texts, list(_guides(data, language)))]


def _asked(trials: Iterable[Any]) -> list[str]:
    return [each.question for each in trials]


def _cut(texts: Iterable[str]) -> Iterator[str]:
    return (text[start:end] for text in texts for start, end in windows(text))


def _guides(data: Path, language: str) -> Iterator[str]:
    lines = (data / "opensource-guide/articles.jsonl").read_text("utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return (row["text"] for row in rows if row["lang"] == language)


def _covid(data: Path) -> Iterator[str]:
    with (data / "covid-faq/faq_covidbert.csv").open(encoding="utf-8") as file:
        yield from (row["question"] for row in csv.DictReader(file) if row["lang"] == "en")


if __name__ == "__main__":
    learn(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else MEANS)
