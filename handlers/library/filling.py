"""Looks again at what somebody asked in vain, and tells them the answer, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from handlers.conversation.reply import Citation, Citations, Paragraph, Reply
from handlers.conversation.routing import spoken_here
from handlers.conversation.turn import Happening, Telling, Tick
from handlers.library.handler import library
from knowledge.answers import Answer
from knowledge.asked import Question, asker
from knowledge.finder import Finder
from storage.gaps import Gap, GapAsker, GapReason, GapState
from storage.knowledge import Asker, Document
from storage.people import Person
from storage.stewardship import SecondLook
from storage.store import Records
from storage.walltime import local_day

A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Found:
    """What answers by now, as it is told: `restricted` is not for reading aloud."""

    words: str
    citations: tuple[Citation, ...]
    restricted: bool


def look(records: Records, second: SecondLook, now: datetime, finder: Finder) -> Found | None:
    """The answer that this asker may read, if there is one by now. Takes a while: not for a
    transaction that writes."""
    waiting = records.stewardship.asker(second.asker_id)
    if waiting is None or waiting.told_at is not None:
        return None
    person, gap = records.people.get(waiting.person_id), records.gaps.get(waiting.gap_id)
    if not gap.is_open or not person.active:
        return None
    question = _question(records, waiting, person, now)
    answered = finder.answer(records, question)
    settled = isinstance(answered, Answer) and not answered.disagreement
    if isinstance(answered, Answer) and settled and _is_news(records, gap, waiting, answered):
        return _found(answered)
    return _written(records, second, question.asker)


def tell(happening: Happening, second: SecondLook, found: Found | None) -> None:
    """In the conversation they asked in; a gap is filled when everybody knows."""
    records = happening.records
    waiting = records.stewardship.asker(second.asker_id)
    if not records.stewardship.looked(second.asker_id) or waiting is None or found is None:
        return
    waiting.told_at = happening.now
    subject = {
        "asker_id": waiting.id,
        "question": waiting.question,
        "words": found.words,
        "citations": [asdict(citation) for citation in found.citations],
        "restricted": found.restricted,
    }
    say(happening, waiting, "library.filled", subject, private=found.restricted)
    gap = records.gaps.get(waiting.gap_id)
    if all(each.told_at for each in records.gaps.askers(gap.id)):
        gap.state = GapState.FILLED


def say(
    happening: Happening,
    waiting: GapAsker,
    notice: str,
    subject: Mapping[str, Any],
    *,
    private: bool = False,
) -> None:
    """Where they asked, in the language they spoke there; what is not for everybody goes to
    their direct chat."""
    records = happening.records
    person = records.people.get(waiting.person_id)
    here = records.conversations.get(waiting.conversation_id)
    if here is None or (private and not here.place.is_direct):
        happening.tell(person, notice, **subject)
        return
    happening.tell_in(here, person, notice, language=spoken_here(person, here), **subject)


@library.notice("filled")
def filled(telling: Telling) -> Reply | None:
    """Nothing, where what answered is gone or no longer for them."""
    subject = telling.subject
    citations = tuple(Citation(**each) for each in subject["citations"])
    if not all(_still_there(telling, each) for each in citations):
        return None
    blocks = (Paragraph(subject["words"]), Citations(citations))
    title = telling.text("filled_title", question=subject["question"])
    return Reply(title, blocks, private=subject["restricted"])


@library.every(minutes=1)
def notice_changes(tick: Tick) -> None:
    """Documents come from a folder and the command line, too."""
    if tick.records.stewardship.watch(tick.records.knowledge.documents(), tick.now):
        tick.records.stewardship.look_again()


@library.every(minutes=A_DAY)
def look_daily(tick: Tick) -> None:
    """A day puts documents in force, and partners into other tiers."""
    tick.records.stewardship.look_again()


def _question(records: Records, waiting: GapAsker, person: Person, now: datetime) -> Question:
    here = records.conversations.get(waiting.conversation_id)
    language = spoken_here(person, here) if here else person.language
    today = local_day(now, person.zone)
    return Question(waiting.question, language, asker(records, person, today), today)


def _is_news(records: Records, gap: Gap, waiting: GapAsker, answered: Answer) -> bool:
    """An answer that was disliked is no news until its document has changed."""
    if gap.reason is GapReason.UNANSWERED:
        return True
    quoted = {(quote.document, quote.version, quote.language) for quote in answered.quotes}
    stewards = records.stewardship.all()
    changed = (
        stewards[document.source].changed_at > waiting.at
        for document in records.knowledge.documents()
        if (document.title, document.version, document.language) in quoted
        and document.source in stewards
    )
    return any(changed)


def _found(answered: Answer) -> Found:
    citations = tuple(
        Citation(
            document=quote.document,
            version=quote.version,
            heading=quote.heading,
            quote=quote.quote,
            link=quote.link,
            page=quote.page,
        )
        for quote in answered.quotes
    )
    restricted = any(quote.restricted for quote in answered.quotes)
    return Found(answered.text, citations, restricted)


def _written(records: Records, second: SecondLook, reader: Asker) -> Found | None:
    """What a person wrote as the answer, for those who may read it."""
    written = records.knowledge.get([second.document_id or 0]).get(second.document_id or 0)
    if written is None or not written.may_be_read_by(reader):
        return None
    first, *_ = records.knowledge.passages_of(written)
    citation = Citation(written.title, written.version, first.heading, first.text, written.link)
    return Found(first.text, (citation,), written.is_restricted)


def _still_there(telling: Telling, citation: Citation) -> bool:
    person = telling.person
    if person is None:
        return False
    today = local_day(telling.now, person.zone)
    reader = asker(telling.records, person, today)
    readable: Sequence[Document] = telling.records.knowledge.readable(reader, today)
    return (citation.document, citation.version) in {(d.title, d.version) for d in readable}
