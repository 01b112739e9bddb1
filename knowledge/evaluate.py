"""Measures how well questions are answered from documents, on anybody's documents.

A question is a line of JSON: `question`, `relevant` (the files that answer it, each with
`#Heading` if only that section does), and if known the `answer`; or `absent`: nothing answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from math import log2
from pathlib import Path
from time import perf_counter

from knowledge.asked import Question
from knowledge.finder import Finder
from knowledge.language import language_of
from knowledge.reading import Reading
from storage.knowledge import Asker
from storage.store import Store

DEEP = 10
PRECISE = 0.95
NOT_A_WORD = re.compile(r"\W+")


class BadQuestions(ValueError):
    """The file of questions cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question with what is known about its answer."""

    question: str
    relevant: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question. `rank` of the first relevant passage counts from 1 (0: not
    among the best ten), `gain` is its nDCG, `shown` whether the quoted words hold the answer."""

    trial: Trial
    confidence: float
    rank: int
    gain: float
    shown: bool | None
    milliseconds: float
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1, and milliseconds; None where the questions do not tell.

    `coverage_at_95`: the share of the answerable questions that are answered when so much is
    refused that 95 % of what is answered is right.
    """

    questions: int
    absent: int
    recall_at_1: float | None
    recall_at_5: float | None
    ndcg_at_10: float | None
    mrr_at_10: float | None
    refusal_auroc: float | None
    coverage_at_95: float | None
    answer_hits: float | None
    p50_ms: float
    p95_ms: float

    def as_json(self) -> dict[str, object]:
        return {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def trials(path: Path) -> list[Trial]:
    """Read a file of questions.

    Raises:
        BadQuestions: when a line is no question.
    """
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [_trial(number, line) for number, line in lines if line.strip()]


def ask(store: Store, finder: Finder, asked: Iterable[Trial], day: date) -> list[Outcome]:
    """Ask everything, as somebody who may read everything."""
    return [_outcome(store, finder, trial, day) for trial in asked]


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """What the outcomes come to."""
    known = [each for each in outcomes if each.trial.relevant]
    absent = [each for each in outcomes if each.trial.absent]
    told = [each.shown for each in outcomes if each.shown is not None]
    times = sorted(each.milliseconds for each in outcomes)
    return Figures(
        questions=len(outcomes),
        absent=len(absent),
        recall_at_1=_mean([float(each.rank == 1) for each in known]),
        recall_at_5=_mean([float(0 < each.rank <= 5) for each in known]),
        ndcg_at_10=_mean([each.gain for each in known]),
        mrr_at_10=_mean([1 / each.rank if each.rank else 0.0 for each in known]),
        refusal_auroc=auroc(
            [each.confidence for each in known], [each.confidence for each in absent]
        ),
        coverage_at_95=_coverage(outcomes) if absent and known else None,
        answer_hits=_mean([float(each) for each in told]),
        p50_ms=_quantile(times, 0.5),
        p95_ms=_quantile(times, 0.95),
    )


def auroc(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    """How often one of the first is above one of the second; a tie counts half."""
    if not higher or not lower:
        return None
    ordered = sorted([(value, 1) for value in higher] + [(value, 0) for value in lower])
    total, below, at = 0.0, 0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        above = sum(kind for _, kind in ordered[at:end])
        ties = end - at - above
        total += above * (below + ties / 2)
        below, at = below + ties, end
    return total / (len(higher) * len(lower))


def _trial(number: int, line: str) -> Trial:
    try:
        row = json.loads(line)
        answer = row.get("answer") or ()
        return Trial(
            question=str(row["question"]),
            relevant=tuple(row.get("relevant") or ()),
            answers=(answer,) if isinstance(answer, str) else tuple(answer),
            absent=bool(row.get("absent", False)),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BadQuestions(f"line {number} is no question: {wrong}") from wrong


def _outcome(store: Store, finder: Finder, trial: Trial, day: date) -> Outcome:
    asked = Question(trial.question, language_of(trial.question), Asker(staff=True), day)
    began = perf_counter()
    with store.reading() as records:
        readings = finder.readings(records, asked)
    took = (perf_counter() - began) * 1000
    hits = _hits(readings, trial)
    return Outcome(
        trial=trial,
        confidence=readings[0].confidence if readings else 0.0,
        rank=hits.index(True) + 1 if any(hits) else 0,
        gain=_gain(hits, len(trial.relevant)),
        shown=_holds(readings[0].quote, trial.answers) if trial.answers and readings else None,
        milliseconds=took,
        readings=tuple(readings),
    )


def _hits(readings: Sequence[Reading], trial: Trial) -> list[bool]:
    """Which of the best ten are relevant; a file that is meant whole is found once."""
    hits: list[bool] = []
    seen: set[str] = set()
    for reading in readings:
        file, section = _names(reading)
        wanted = next((each for each in trial.relevant if each in (file, *section)), file)
        if wanted not in seen:
            hits.append(wanted in trial.relevant)
            seen.update({wanted} if wanted in trial.relevant else ())
    return hits[:DEEP]


def _names(reading: Reading) -> tuple[str, tuple[str, ...]]:
    """The file, and its section by the whole path of headings or by the last of them."""
    file = reading.hit.document.source.partition("/")[2] or reading.hit.document.source
    heading = reading.hit.passage.heading
    return file, (f"{file}#{heading}", f"{file}#{heading.rpartition(' › ')[2]}")


def _gain(hits: Sequence[bool], relevant: int) -> float:
    found = sum(1 / log2(place + 2) for place, hit in enumerate(hits) if hit)
    ideal = sum(1 / log2(place + 2) for place in range(min(DEEP, relevant)))
    return min(found / ideal, 1.0) if ideal else 0.0


def _holds(quote: str, answers: Sequence[str]) -> bool:
    said = _plain(quote)
    return any(_plain(answer) in said for answer in answers)


def _plain(text: str) -> str:
    return f" {NOT_A_WORD.sub(' ', text.casefold()).strip()} "


def _coverage(outcomes: Sequence[Outcome]) -> float:
    answerable = sum(not each.trial.absent for each in outcomes)
    best, right = 0.0, 0
    ordered = sorted(outcomes, key=lambda each: -each.confidence)
    for count, each in enumerate(ordered, 1):
        right += each.rank == 1
        if right / count >= PRECISE:
            best = right / answerable
    return best


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0
