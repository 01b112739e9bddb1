"""Finds what answers a question: searches, reads, and says how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.answers import Answer, Candidate, Quote, Unknown
from knowledge.asked import Asked, Question, asked, names
from knowledge.disagreeing import disagreeing
from knowledge.index import Copy, Finds, Sought
from knowledge.keeping import Index
from knowledge.models import Models, none
from knowledge.ranking import Hit, rank
from knowledge.reading import Reading, by_meaning, by_words
from knowledge.spelling import Spelling
from storage.store import Records

MOST_FOUND = 40
THE_SAME = 0.75  #: how near two questions are that ask the same
#: The least confidence in another language's document, beside those that do not answer.
DOUBTED = 0.9
MOST_RANKED, MOST_COMPARED = 10, 20  #: by meaning, and by words


class Finder:
    """Answers from one store's documents, with the models of this machine."""

    def __init__(self, models: Models | None = None) -> None:
        self.models = models or none()
        self._index = Index(self.models.encoder_name)
        self._spelling = Spelling()

    def answer(self, records: Records, question: Question) -> Answer | Unknown:
        """Answer from the documents that this asker may read and that hold on that day."""
        readings = self.readings(records, question)
        candidates = tuple(_candidate(each.hit) for each in readings)
        if not readings or not readings[0].sure:
            return Unknown(readings[0].confidence if readings else 0.0, candidates)
        best = readings[0]
        other = disagreeing(best, readings[1:])
        quotes = tuple(_quote(each) for each in (best, other) if each)
        return Answer(best.quote, best.confidence, quotes, candidates, other is not None)

    def same(self, text: str, language: str, others: Sequence[tuple[str, str]]) -> int | None:
        """Which of the other questions, each with its language, asks the same: alike in meaning
        and naming the same names and numbers. None without a model."""
        encoder = self.models.encoder
        if encoder is None:
            return None
        about, vector = names(text, language), encoder.question(text, language)
        alike = [
            (float(vector @ encoder.question(other, spoken)), -at)
            for at, (other, spoken) in enumerate(others)
            if names(other, spoken) == about
        ]
        nearest, at = max(alike, default=(0.0, 0))
        return -at if nearest >= THE_SAME else None

    def readings(self, records: Records, question: Question) -> list[Reading]:
        """The passages that may answer, read, the best first. Documents in another language
        than the question's are only read when those in its own do not answer."""
        copy = self._index.refreshed(records)
        documents = {
            key
            for key, each in copy.documents.items()
            if each.is_open_to(question.asker, question.day)
        }
        own = {key for key in documents if copy.documents[key].language == question.language}
        readings = self._both(records, question, copy, own)
        if not any(each.sure for each in readings):
            others = self._both(records, question, copy, documents - own)
            readings += others if not own else [_doubted(each) for each in others]
        return sorted(readings, key=lambda each: (not each.sure, -each.confidence, -each.score))

    def _both(
        self, records: Records, question: Question, copy: Copy, documents: set[int]
    ) -> list[Reading]:
        """What the model has not read yet is found and judged by its words."""
        model = self.models.encoder_name
        known = {key for key in documents if model and copy.documents[key].vectors_of == model}
        parts = [each for each in (known, documents - known) if each]
        found = [self._read(records, question, copy, each) for each in parts]
        return [reading for each in found for reading in each]

    def _read(
        self, records: Records, question: Question, copy: Copy, documents: set[int]
    ) -> list[Reading]:
        languages = {copy.documents[key].language for key in documents}
        about = {language: self._asked(question, language, copy) for language in languages}
        finds = self._found(copy, question, about, documents)
        if finds.spread:
            hits = rank(records, finds, question.language, MOST_RANKED)
            return by_meaning(hits, about, finds, self.models.reader, question.text)
        hits = rank(records, finds, question.language, MOST_COMPARED)
        return by_words([hit for hit in hits if about[hit.document.language].stems], about, finds)

    def _asked(self, question: Question, language: str, copy: Copy) -> Asked:
        return self._spelling.mended(asked(question.text, language, question.language), copy)

    def _found(
        self, copy: Copy, question: Question, about: Mapping[str, Asked], documents: set[int]
    ) -> Finds:
        stems = frozenset().union(*(each.stems for each in about.values()))
        encoder = self.models.encoder
        vector = None
        if encoder is not None and question.text.strip():
            vector = encoder.question(question.text, question.language)
        return copy.search(Sought(stems, vector, documents), MOST_FOUND)


def _doubted(reading: Reading) -> Reading:
    """Where documents in the question's own language do not answer, another language's has to
    be surer, and to speak of everything that the question names."""
    evidence = reading.evidence
    if evidence is None or not reading.sure:
        return reading
    enough = reading.confidence >= DOUBTED and not evidence.unknown
    return reading if enough else replace(reading, sure=False, confidence=0.0)


def _candidate(hit: Hit) -> Candidate:
    return Candidate(hit.document.title, hit.passage.heading, round(hit.score, 3))


def _quote(reading: Reading) -> Quote:
    document, passage = reading.hit.document, reading.hit.passage
    return Quote(
        document=document.title,
        version=document.version,
        heading=passage.heading,
        page=passage.page,
        quote=reading.quote,
        link=document.link,
        language=document.language,
        effective_from=document.effective_from,
        effective_to=document.effective_to,
        restricted=document.is_restricted,
    )
