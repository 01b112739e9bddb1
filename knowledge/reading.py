"""Reads the passages that were found: which of their sentences answers, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge import refusal
from knowledge.asked import Asked
from knowledge.index import Finds
from knowledge.passages import context
from knowledge.quoting import Quoting, Words, quoting
from knowledge.ranking import Hit
from knowledge.refusal import Evidence

if TYPE_CHECKING:
    from knowledge.model import reader

#: How much reading counts beside finding, for the order; across languages words find little.
READING, READING_ACROSS = 0.3, 0.6
SURE_SPAN = 16.0  #: from a surely wrong to a surely right passage, in the reader's own units
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
    found = [_by_words(_taken(hit, asked, finds)) for hit in hits]
    found.sort(key=lambda each: (-each.confidence, -each.score))
    if found and _is_too_general(found):
        return [replace(each, confidence=0.0, sure=False) for each in found]
    return found


def _by_words(taken: Quoting) -> Reading:
    hit = taken.hit
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
    taken = [_taken(hit, asked, finds) for hit in hits[:PASSAGES]]
    taken = [each for each in taken if each.single]
    judged = sorted(_judged(taken, reader, question), key=lambda each: -each.score)
    readings = [Reading(each.taken.hit, each.words.text, 0.0, each.score) for each in judged]
    if readings:
        evidence, read = _evidence(judged, finds), reader is not None
        chance = refusal.confidence(evidence, read)
        sure = chance >= refusal.threshold(read)
        readings[0] = replace(readings[0], confidence=chance, sure=sure, evidence=evidence)
    last = readings[-1].score if readings else 1.0
    return [*readings, *(Reading(hit, "", 0.0, min(hit.score, last)) for hit in hits[PASSAGES:])]


def _taken(hit: Hit, asked: Mapping[str, Asked], finds: Finds) -> Quoting:
    about = asked[hit.document.language]
    return quoting(hit, about, {stem: finds.weights[stem] for stem in about.stems})


def _judged(taken: Sequence[Quoting], reader: reader.Reader | None, question: str) -> list[Judged]:
    if reader is None:
        return [Judged(each, each.best(), each.hit.score, None) for each in taken]
    parts = [_part(each) for each in taken]
    said = reader.read(question, [text for text, _ in parts])
    triples = zip(taken, said, parts, strict=True)
    return [_judgement(each, heard, moved) for each, heard, (_, moved) in triples]


def _judgement(taken: Quoting, said: reader.Reading, moved: int) -> Judged:
    words = taken.read([(at + moved, share) for at, share in said.marks])
    share = READING_ACROSS if _is_across(taken) else READING
    score = share * _liked(said.answers) + (1 - share) * taken.hit.score
    return Judged(taken, words, score, said)


def _part(taken: Quoting) -> tuple[str, int]:
    """What the reader sees of a section, and by how much places in it are off."""
    hit, text = taken.hit, taken.hit.passage.text
    start, window = 0, taken.hit.found.window
    if len(text) > CHARACTERS and window is not None:
        start = max(0, min(window[0] - BEFORE, len(text) - CHARACTERS))
        start = text.find(" ", start) + 1 if start else 0
    prefix = f"{context(hit.document, hit.passage.heading)}: "
    return prefix + text[start : start + CHARACTERS], start - len(prefix)


def _evidence(judged: Sequence[Judged], finds: Finds) -> Evidence:
    best, others = judged[0], judged[1:]
    found = best.taken.hit.found
    near = sorted((each.taken.hit.found.dense for each in others), reverse=True)
    lexical = max(each.taken.hit.found.lexical for each in judged)
    said = [each.said.answers for each in judged if each.said is not None]
    return Evidence(
        near=found.dense,
        ahead=found.dense - near[0] if near else 0.0,
        outstanding=(found.dense - finds.usual) / finds.spread if finds.spread else 0.0,
        section=best.taken.share(best.taken.section),
        quoted=best.taken.share(best.words.stems),
        missing=best.taken.missing,
        unknown=float(not best.taken.about.named.isdisjoint(finds.nowhere)),
        agreeing=float(found.lexical == lexical and lexical > 0),
        across=float(_is_across(best.taken)),
        answers=said[0] if said else 0.0,
        span=best.said.span if best.said else 0.0,
        read_ahead=said[0] - max(said[1:]) if len(said) > 1 else 0.0,
    )


def _is_across(taken: Quoting) -> bool:
    return taken.about.language != taken.hit.document.language


def _liked(answers: float) -> float:
    """The reader's judgement on the scale of the scores; straight, so that passages which all
    seem to answer keep their order."""
    return max(0.0, min(1.0, answers / SURE_SPAN + 0.5))
