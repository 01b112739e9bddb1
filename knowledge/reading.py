"""Reads the passages that were found: which of their sentences answers, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge import refusal
from knowledge.asked import Asked
from knowledge.index import Finds
from knowledge.passages import Span, context
from knowledge.quoting import Quoting, Words, quoting
from knowledge.ranking import Hit
from knowledge.refusal import Evidence

if TYPE_CHECKING:
    from knowledge.model import reader

#: How much reading counts beside finding, for the order.
READING = 0.6
SURE_SPAN = 16.0  #: from a surely wrong to a surely right passage, in the reader's own units
#: From here on the sentence with the span needs no neighbour beside it.
SURE_OF_SPAN = 4.0
#: So many passages are read, and so much of each, around the part that is nearest in meaning:
#: more takes longer than people wait, and finds hardly more (bench/README.md).
PASSAGES, CHARACTERS, BEFORE = 5, 700, 180

#: Below this an answer by words alone is wrong too often. Chosen on every second question of
#: tests/knowledge/asked.py, half-way between what is answered and what is absent there.
BY_WORDS = 0.66
#: What stands before the first heading introduces more than it answers.
INTRODUCTION = 0.95
A_TIE = 0.005
TOO_GENERAL = 3  #: documents that answer equally well


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage says to a question, word for word, and how far it can be relied on."""

    hit: Hit
    quote: str
    confidence: float
    score: float
    sure: bool = False
    evidence: Evidence | None = None


def by_words(hits: Sequence[Hit], asked: Mapping[str, Asked], finds: Finds) -> list[Reading]:
    """Read without a model: by the words that question and sentences share."""
    found = [_by_words(hit, asked[hit.document.language], finds) for hit in hits]
    found.sort(key=lambda each: (-each.confidence, -each.score))
    if found and _is_too_general(found):
        return [Reading(each.hit, each.quote, 0.0, each.score) for each in found]
    return found


def _by_words(hit: Hit, about: Asked, finds: Finds) -> Reading:
    taken = quoting(hit, about, {stem: finds.weights[stem] for stem in about.stems})
    if not taken.single:
        return Reading(hit, "", 0.0, hit.score)
    words = taken.best()
    rated = 0.0 if taken.missing else taken.rating(words)
    rated = rated if hit.passage.heading else rated * INTRODUCTION
    return Reading(hit, words.text, rated, hit.score, rated >= BY_WORDS)


def _is_too_general(found: Sequence[Reading]) -> bool:
    best = found[0].confidence
    alike = {each.hit.document.title for each in found if each.confidence >= best - A_TIE}
    return len(alike) >= TOO_GENERAL


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage with the words to show; `said` is the reader's judgement, if there is one."""

    taken: Quoting
    words: Words
    score: float
    said: reader.Reading | None


def by_meaning(
    hits: Sequence[Hit],
    asked: Mapping[str, Asked],
    finds: Finds,
    reader: reader.Reader | None,
    question: str,
) -> list[Reading]:
    """Read with what the models know; the best comes first, and it alone is rated. Only the
    first few are read; the others follow them in the order in which they were found."""
    taken = [
        quoting(hit, asked[hit.document.language], _weights(finds, asked[hit.document.language]))
        for hit in hits[:PASSAGES]
    ]
    taken = [each for each in taken if each.single]
    if not taken:
        return []
    judged = sorted(_judged(taken, reader, question), key=lambda each: -each.score)
    evidence = _evidence(judged, finds)
    sure = refusal.confidence(evidence, reader is not None)
    found = [
        Reading(
            hit=each.taken.hit,
            quote=each.words.text,
            confidence=sure if each is judged[0] else 0.0,
            score=each.score,
            sure=each is judged[0] and sure >= refusal.threshold(reader is not None),
            evidence=evidence if each is judged[0] else None,
        )
        for each in judged
    ]
    return [*found, *(Reading(hit, "", 0.0, hit.score) for hit in hits[PASSAGES:])]


def _weights(finds: Finds, about: Asked) -> Mapping[str, float]:
    return {stem: finds.weights[stem] for stem in about.stems}


def _judged(taken: Sequence[Quoting], reader: reader.Reader | None, question: str) -> list[Judged]:
    if reader is None:
        return [Judged(each, each.best(), each.hit.score, None) for each in taken]
    parts = [_part(each.hit) for each in taken]
    prefixes = [f"{context(each.hit.document, each.hit.passage.heading)}: " for each in taken]
    texts = [
        prefix + each.hit.passage.text[start:end]
        for prefix, each, (start, end) in zip(prefixes, taken, parts, strict=True)
    ]
    judged = []
    for each, said, prefix, (start, _) in zip(
        taken, reader.read(question, texts), prefixes, parts, strict=True
    ):
        moved = start - len(prefix)
        sure = said.span >= SURE_OF_SPAN
        words = each.at((said.start + moved, said.end + moved), alone=sure)
        score = READING * _liked(said.answers) + (1 - READING) * each.hit.score
        judged.append(Judged(each, words, score, said))
    return judged


def _part(hit: Hit) -> Span:
    """What the reader sees of a section."""
    text, window = hit.passage.text, hit.found.window
    if len(text) <= CHARACTERS or window is None:
        return 0, CHARACTERS
    start = max(0, min(window[0] - BEFORE, len(text) - CHARACTERS))
    start = text.find(" ", start) + 1 if start else 0
    return start, start + CHARACTERS


def _evidence(judged: Sequence[Judged], finds: Finds) -> Evidence:
    best, others = judged[0], judged[1:]
    hit, found = best.taken.hit, best.taken.hit.found
    near = sorted((each.taken.hit.found.dense for each in others), reverse=True)
    lexical = max(each.taken.hit.found.lexical for each in judged)
    said = [each.said.answers for each in judged if each.said is not None]
    wanted = best.taken.about.wants_number and not best.words.has_number
    return Evidence(
        near=found.dense,
        ahead=found.dense - near[0] if near else 0.0,
        outstanding=(found.dense - finds.usual) / finds.spread if finds.spread else 0.0,
        section=best.taken.share(best.taken.section),
        quoted=best.taken.share(best.words.stems),
        missing=best.taken.missing,
        unnumbered=float(wanted),
        unknown=float(any(finds.is_nowhere(stem) for stem in best.taken.about.named)),
        agreeing=float(found.lexical == lexical and lexical > 0),
        across=float(best.taken.about.language != hit.document.language),
        answers=said[0] if said else 0.0,
        span=best.said.span if best.said else 0.0,
        read_ahead=said[0] - max(said[1:]) if len(said) > 1 else 0.0,
    )


def _liked(answers: float) -> float:
    """The reader's judgement on the scale of the scores; straight, so that passages which all
    seem to answer keep their order."""
    return max(0.0, min(1.0, answers / SURE_SPAN + 0.5))
