"""Brings files and texts into the knowledge: read, shown, and only then published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from handlers.conversation.manners import stale
from handlers.conversation.message import File, Said
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.library import audience, cards, details, drafts, putting
from handlers.library.details import Details
from handlers.library.handler import KEEPERS, library
from knowledge.sources import Source
from storage.imports import Import, ImportState

FEW = 80  #: characters
_CIVIL = r"(?:(?:tolong(?:in)?|mohon|coba|please|pls|kindly|can\s+you|could\s+you|bisa)\s+)*"
_KNOWLEDGE = (
    r"(?:ke|pada|di|jadi|sebagai|to|into|in|as)\s+(?:the\s+|our\s+)?"
    r"(?:pengetahuan|dokumen\s+pengetahuan|basis\s+pengetahuan|knowledge(?:\s+base)?)"
)
_ADD = r"(?:tambah(?:kan|in)?|masuk(?:kan|in)|simpan|taruh|catat|add|put|save|write)"
#: *add to knowledge: …*: what stands behind the colon is text, whatever it says.
DICTATED = re.compile(
    rf"{_CIVIL}{_ADD}\s+(?:(?:ini|this|teks\s+ini|this\s+text)\s+)?(?:{_KNOWLEDGE}|(?:ke)?pengetahuan)"
    r"(?P<beside>[^:\n]{0,80}?)(?:\s+(?:ya|dong|please))?\s*[:\n]\s*(?P<words>.+)",
    re.IGNORECASE | re.DOTALL,
)


@library.intent("add", roles=KEEPERS)
def add(turn: Turn, sentence: str) -> Reply:
    """The files that came along; without any, a form to paste a text into."""
    act = turn.message.act
    if isinstance(act, Said) and act.files:
        return bring(turn, sentence)
    return cards.ask(details.form(Details(words=""), "", turn.text), turn.text)


@library.brought(roles=KEEPERS)
def bring(turn: Turn, _: str) -> Reply:
    """Each file is read outside this turn, and shown here when it was."""
    act = turn.message.act
    assert isinstance(act, Said)
    brought = [_brought(turn, file) for file in act.files]
    return cards.brought(brought, turn.text)


@library.written("dictated", DICTATED, roles=KEEPERS)
def dictated(turn: Turn, sentence: str) -> Reply:
    found = DICTATED.fullmatch(sentence.strip())
    words, beside = (found["words"], found["beside"]) if found else (sentence, "")
    source = replace(_source(turn, words), audience=_readers(turn, beside))
    return cards.draft(_pasted(turn, source, words), turn)


@library.form("details", roles=KEEPERS)
def submit(turn: Turn, values: Mapping[str, str]) -> Reply:
    """A new text (perhaps for a gap), a draft, or a document: `turn.subject` says which."""
    what, _, number = turn.subject.partition(":")
    match what:
        case "import":
            return _redrafted(turn, values, number)
        case "document":
            return _changed(turn, values, number)
        case _:
            return _written(turn, values)


@library.button("publish", roles=KEEPERS)
def publish(turn: Turn, value: str) -> Reply:
    draft = found(turn, value)
    if draft is None or draft.state is not ImportState.READY:
        return cards.shown(draft, turn) if draft else stale(turn.language)
    if draft.author_id == turn.person.id:
        turn.audit("library.publish", draft.name, "refused", why="own answer")
        return cards.needs_other(draft, turn)
    putting.publish(turn, draft)
    return cards.published(draft, turn)


@library.button("discard", roles=KEEPERS)
def discard(turn: Turn, value: str) -> Reply:
    draft = found(turn, value)
    if draft is None:
        return stale(turn.language)
    if draft.state is ImportState.READY:
        draft.state = ImportState.DISCARDED
        turn.audit("library.discard", draft.name, "done")
        turn.refresh(draft.card)
    return cards.shown(draft, turn)


@library.button("undo", roles=KEEPERS)
def undo(turn: Turn, value: str) -> Reply:
    done = found(turn, value)
    if done is None or not putting.undo(turn, done):
        return stale(turn.language)
    return Reply(turn.text("undone", title=cards.title(done)))


def found(turn: Turn, value: str) -> Import | None:
    return turn.records.imports.locked(int(value)) if value.isdecimal() else None


def _brought(turn: Turn, file: File) -> Import:
    act = turn.message.act
    brought = Import(
        name=file.name,
        created_at=turn.now,
        person_id=turn.person.id,
        conversation_id=turn.conversation.id,
        content=file.content,
        facts={"audience": _readers(turn, act.text)} if isinstance(act, Said) else {},
    )
    if file.content is None:
        brought.refuse("not_fetched", {})
    turn.audit("library.bring", file.name, "refused" if file.content is None else "done")
    return turn.records.imports.add(brought)


def _readers(turn: Turn, beside: str) -> dict[str, object]:
    return audience.said(beside, turn.read, audience.regions(turn.records))


def _source(turn: Turn, words: str, title: str = "") -> Source:
    """A few words do not tell their language; then it is the one we speak."""
    source = drafts.of_text("", words, title)
    return source if len(words) >= FEW else replace(source, language=turn.language.value)


def _pasted(turn: Turn, source: Source, words: str, gap_id: int | None = None) -> Import:
    draft = Import(
        name=source.title,
        created_at=turn.now,
        person_id=turn.person.id,
        conversation_id=turn.conversation.id,
        state=ImportState.READY,
        gap_id=gap_id,
        facts={"words": words},
    )
    turn.records.imports.add(draft)
    draft.source = {**drafts.to_document(source), "name": f"chat/{draft.id}.md"}
    return draft


def _written(turn: Turn, values: Mapping[str, str]) -> Reply:
    given = Details.sent_in({"words": "", **values})
    words = given.words or ""
    source = _source(turn, words, given.title)
    filled = _filled(turn, given, source)
    if not isinstance(filled, Source):
        return _again(turn, given, filled)
    return cards.draft(_pasted(turn, filled, words, _gap(turn)), turn)


def _redrafted(turn: Turn, values: Mapping[str, str], number: str) -> Reply:
    draft = found(turn, number)
    if draft is None or draft.state is not ImportState.READY or draft.source is None:
        return stale(turn.language)
    given, source = Details.sent_in(values), drafts.from_document(draft.source)
    if given.words:
        source = drafts.retold(source, given.words)
    filled = _filled(turn, given, source)
    if not isinstance(filled, Source):
        return _again(turn, given, filled)
    draft.source = drafts.to_document(filled)
    draft.facts = {**draft.facts, "words": given.words} if given.words else draft.facts
    turn.refresh(draft.card)
    return cards.draft(draft, turn)


def _changed(turn: Turn, values: Mapping[str, str], number: str) -> Reply:
    document = cards.document_of(turn.records, number)
    if document is None:
        return stale(turn.language)
    given = Details.sent_in(values)
    before = drafts.of_stored(document, turn.records.knowledge.passages_of(document))
    filled = _filled(turn, given, before)
    if not isinstance(filled, Source):
        return _again(turn, given, filled)
    done = putting.change(turn, document, filled)
    return cards.changed(done.document, done.by, turn)


def _filled(turn: Turn, given: Details, source: Source) -> Source | details.Errors:
    regions = audience.regions(turn.records)
    return details.filled(given, source, turn.read, regions, turn.text)


def _again(turn: Turn, given: Details, errors: Mapping[str, str]) -> Reply:
    wrong = replace(given, errors=dict(errors))
    return cards.ask(details.form(wrong, turn.subject, turn.text), turn.text)


def _gap(turn: Turn) -> int | None:
    """The gap that this text is to fill, while it is open."""
    what, _, number = turn.subject.partition(":")
    wanted = int(number) if what == "gap" and number.isdecimal() else 0
    return next((gap.id for gap in turn.records.gaps.still_open() if gap.id == wanted), None)
