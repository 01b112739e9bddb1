"""Lets a channel manager make a course of a document: drafted, read, corrected, published."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.conversation.manners import stale
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.training import draft_cards, draft_forms, writing
from handlers.training.certificates import MANAGERS
from handlers.training.finding import named, offered
from handlers.training.handler import training
from storage.knowledge import Document
from storage.training import CourseDraft


@training.intent("author", roles=MANAGERS)
def author(turn: Turn, sentence: str) -> Reply:
    """From the document that is named; a course that is named gets a new version."""
    courses = named(turn, sentence, offered(turn, turn.person))
    documents = _documents(turn, sentence)
    if documents and not (courses and draft_cards.CHANGE.search(sentence)):
        return _shown(turn, writing.from_document(turn, documents[0]))
    if courses:
        return _shown(turn, writing.from_course(turn, courses[0]))
    return draft_cards.drafts(turn.records.training.drafts(turn.person.id), turn.text)


@training.button("draft", roles=MANAGERS)
def show(turn: Turn, value: str) -> Reply:
    found = _open(turn, value)
    return _shown(turn, found) if found else stale(turn.language)


@training.button("draft_question", roles=MANAGERS)
def question(turn: Turn, value: str) -> Reply:
    """One question, in both languages as it will be asked."""
    found, number = _place(turn, value)
    if found is None or not number < len(writing.questions_of(found)):
        return stale(turn.language)
    return draft_cards.question(found, number, turn.text)


@training.button("confirm", roles=MANAGERS)
def confirm(turn: Turn, value: str) -> Reply:
    """It is right as it stands; the next that nobody has read comes up."""
    found, number = _unchanged(turn, value)
    if found is None:
        return stale(turn.language)
    writing.confirm(found, number)
    return _following(turn, found)


@training.button("drop_question", roles=MANAGERS)
def drop_question(turn: Turn, value: str) -> Reply:
    found, number = _unchanged(turn, value)
    if found is None:
        return stale(turn.language)
    writing.without_question(found, number)
    return _following(turn, found)


@training.form("question", roles=MANAGERS)
def edit(turn: Turn, values: Mapping[str, str]) -> Reply:
    """A question as a person wants it, in the place of one or behind the last."""
    found, number = _place(turn, turn.subject)
    if found is None or number > len(writing.questions_of(found)):
        return stale(turn.language)
    read = draft_forms.question_in(values, found, turn.text)
    if isinstance(read, draft_forms.Faults):
        return draft_cards.ask_again(
            draft_forms.question_form(found, number, turn.text, read), turn.text
        )
    writing.with_question(found, number, read)
    return _following(turn, found)


@training.form("settings", roles=MANAGERS)
def settings(turn: Turn, values: Mapping[str, str]) -> Reply:
    found = _open(turn, turn.subject)
    if found is None:
        return stale(turn.language)
    read = draft_forms.settings_in(values, turn)
    if isinstance(read, draft_forms.Faults):
        return draft_cards.ask_again(draft_forms.settings_form(found, turn.text, read), turn.text)
    writing.settle(found, read)
    return _shown(turn, found)


@training.button("publish", roles=MANAGERS, sensitive=True)
def publish(turn: Turn, value: str) -> Reply:
    """Never before each question was read and can be asked in both languages."""
    found = _open(turn, value)
    if found is None:
        return stale(turn.language)
    if not writing.is_ready(found):
        return draft_cards.not_yet(found, turn.text)
    return draft_cards.published(writing.publish(turn, found), turn.text)


@training.button("drop_draft", roles=MANAGERS)
def drop(turn: Turn, value: str) -> Reply:
    found = _open(turn, value)
    if found is None:
        return stale(turn.language)
    found.dropped = True
    return Reply(turn.text("draft_dropped"), replaces=True)


def _shown(turn: Turn, found: CourseDraft) -> Reply:
    return draft_cards.overview(found, turn.text)


def _following(turn: Turn, found: CourseDraft) -> Reply:
    """The next question to read, else the whole draft."""
    left = writing.unconfirmed(found)
    return draft_cards.question(found, left[0], turn.text) if left else _shown(turn, found)


def _documents(turn: Turn, sentence: str) -> list[Document]:
    """Those a sentence names, in the speaker's language first and the newest first."""
    all_ = turn.records.knowledge.documents()
    titles = {found.value for found in turn.read.named(sentence, [d.title for d in all_])}
    meant = [document for document in all_ if document.title in titles]
    newest = sorted(meant, key=lambda each: each.effective_from, reverse=True)
    return sorted(newest, key=lambda each: each.language != turn.language)


def _open(turn: Turn, value: str) -> CourseDraft | None:
    found = turn.records.training.draft(int(value)) if value.isdecimal() else None
    return found if found is not None and found.is_open else None


def _place(turn: Turn, value: str) -> tuple[CourseDraft | None, int]:
    draft_id, _, number = value.partition(":")
    found, place = _open(turn, draft_id), number.partition(":")[0]
    return (found, int(place)) if place.isdecimal() else (None, 0)


def _unchanged(turn: Turn, value: str) -> tuple[CourseDraft | None, int]:
    """The draft with the words that the button stood under."""
    found, number = _place(turn, value)
    if found is None or value.rpartition(":")[2] != str(found.revision):
        return None, 0
    return found, number
