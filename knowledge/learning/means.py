"""Finds what the vectors of a language's questions and passages have in common.

`python -m knowledge.learning.means DATA [OUT]`: DATA has squad-xling, react-docs, covid-faq,
idk-mrc and opensource-guide. Only the halves of squad-xling and react-docs that nothing is
reported on are used.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from knowledge.model.encoder import E5, MEANS, OTHERS, Floats, Words
from knowledge.model.folder import default
from knowledge.windows import windows

MOST = 400  #: texts of one kind from one set
Texts = dict[str, list[list[str]]]


def learn(data: Path, out: Path) -> None:
    """Write the means of questions and passages, in English, in Indonesian and in the others."""
    folder = default()
    encoder = E5(folder, Words(folder))
    means: dict[str, Floats] = {}
    for kind, prefix in (("question", "query: "), ("passage", "passage: ")):
        found = {
            language: _mean(encoder, prefix, sets) for language, sets in _texts(data, kind).items()
        }
        found[OTHERS] = np.mean(list(found.values()), axis=0, dtype=np.float32)
        means |= {f"{kind}-{language}": mean for language, mean in found.items()}
    halves: dict[str, Any] = {name: mean.astype(np.float16) for name, mean in means.items()}
    np.savez(out, **halves)


def is_for_learning(name: str) -> bool:
    """Half of everything, by its name; the other half is for reporting."""
    return crc32(name.encode()) % 2 == 0


def _mean(encoder: E5, prefix: str, sets: list[list[str]]) -> Floats:
    """Every set counts the same."""
    means = [encoder.raw([prefix + text for text in texts[:MOST]]).mean(axis=0) for texts in sets]
    mean: Floats = np.mean(means, axis=0)
    return mean


def _texts(data: Path, kind: str) -> Texts:
    return _questions(data) if kind == "question" else _passages(data)


def _questions(data: Path) -> Texts:
    squad = [row for row in _rows(data / "squad-xling/questions.jsonl") if _of(row["para"])]
    react = [row for row in _rows(data / "react-docs/sections.jsonl") if _of(row["id"])]
    return {
        "en": [
            [row["question_en"] for row in squad],
            [row["h_en"] for row in react],
            [row["question"] for row in _csv(data / "covid-faq/faq_covidbert.csv")],
        ],
        "id": [
            [row["question_id"] for row in squad if row["question_id"]],
            [row["h_id"] for row in react],
            [qa["question"] for row in _json(data / "idk-mrc/train.json") for qa in row["qas"]],
        ],
    }


def _passages(data: Path) -> Texts:
    react = [row for row in _rows(data / "react-docs/sections.jsonl") if _of(row["id"])]
    guides = list(_rows(data / "opensource-guide/articles.jsonl"))
    both: Texts = {}
    for language in ("en", "id"):
        squad = list(_rows(data / f"squad-xling/passages_{language}.jsonl"))
        texts = [
            [row["text"] for row in squad if _of(row["id"])],
            [row[f"t_{language}"] for row in react],
            [row["text"] for row in guides if row["lang"] == language],
        ]
        both[language] = [[one for text in each for one in _cut(text)] for each in texts]
    return both


def _cut(text: str) -> Iterator[str]:
    return (text[start:end] for start, end in windows(text))


def _of(name: str) -> bool:
    return is_for_learning(name)


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["lang"] == "en"]


if __name__ == "__main__":
    learn(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else MEANS)
