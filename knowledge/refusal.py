"""How surely a passage answers a question, as one number that can be relied on.

A logistic regression over what search and reading found, learned from public questions by
`knowledge.learning.refusal`: a linear rule holds for other languages where finer ones do not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

NUMBERS = Path(__file__).with_name("refusal.toml")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against an answer.

    near: how near the best passage is in meaning (-1 to 1); ahead: how much nearer than the
    next; outstanding: how many spreads above the usual passage; section, quoted: the share of
    the question's words (by weight) in the section and in the quoted sentences; missing: the
    share of its names and numbers that the section lacks; unknown: it names something that no
    document of that language mentions; agreeing: the best is also the best by words; across:
    question and passage are in different languages; answers, span: what the reader says;
    read_ahead: how much more than of the next passage.
    """

    near: float = 0.0
    ahead: float = 0.0
    outstanding: float = 0.0
    section: float = 0.0
    quoted: float = 0.0
    missing: float = 0.0
    unknown: float = 0.0
    agreeing: float = 0.0
    across: float = 0.0
    answers: float = 0.0
    span: float = 0.0
    read_ahead: float = 0.0


def confidence(evidence: Evidence, read: bool) -> float:
    """The probability that the quoted sentences answer; `read`: the reader has judged too. What
    nobody ever wrote about is not answered by what is written about something like it."""
    if evidence.unknown and not evidence.across:
        return 0.0
    numbers = _numbers()["read" if read else "searched"]
    facts = features(evidence)
    score = numbers["bias"] + sum(numbers.get(name, 0.0) * value for name, value in facts.items())
    return 1 / (1 + exp(-max(min(score, 30.0), -30.0)))


def features(evidence: Evidence) -> dict[str, float]:
    """The facts, and how the word-bound ones weigh where the languages differ."""
    facts: dict[str, float] = asdict(evidence)
    across = {name: facts[name] * facts["across"] for name in ("section", "quoted")}
    return facts | {f"{name}_across": value for name, value in across.items()}


def threshold(read: bool) -> float:
    """From which confidence on an answer is given."""
    return float(_numbers()["read" if read else "searched"]["threshold"])


@cache
def _numbers() -> Mapping[str, Any]:
    return tomllib.loads(NUMBERS.read_text("utf-8"))
