"""The form of an announcement, filled with what is known, with what was wrong beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.announcements import wording
from handlers.announcements.audience import Audience
from handlers.announcements.drafting import Draft, Missing
from handlers.announcements.reading import Fault
from handlers.announcements.timing import from_document
from handlers.conversation.form import Form, TextField
from handlers.conversation.text import Text
from storage.announcements import Announcement
from storage.values import Language

NAME = "announcements.draft"
#: Nothing was said yet: to be asked for, not to be called wrong.
UNSAID = frozenset({"nobody_named", "no_words"})


def sent_in(values: Mapping[str, str]) -> Draft:
    texts = {language.value: values.get(f"text_{language}", "").strip() for language in Language}
    said = {language: words for language, words in texts.items() if words}
    return Draft(said, values.get("audience", ""), values.get("when", ""))


def to_change(announcement: Announcement, text: Text) -> Form:
    """Filled with an announcement that was not sent yet."""
    audience = wording.audience(Audience.of(announcement.audience), text)
    when = wording.timing(from_document(announcement.timing), text)
    return _form(Draft(announcement.texts, audience, when), {}, text, str(announcement.id))


def to_complete(missing: Missing, text: Text, subject: str = "") -> Form:
    """Filled with what was understood, saying what was not."""
    draft, faults = missing.draft, missing.faults
    if draft.one_breath:
        draft = replace(draft, audience="", when="")
        faults = {name: fault for name, fault in faults.items() if fault.key not in UNSAID}
    if missing.audience is not None:
        draft = replace(draft, audience=wording.audience(missing.audience, text))
    if missing.timing is not None:
        draft = replace(draft, when=wording.timing(missing.timing, text))
    return _form(draft, faults, text, subject)


def _form(draft: Draft, faults: Mapping[str, Fault], text: Text, subject: str) -> Form:
    errors = {name: text(fault.key, said=fault.said) for name, fault in faults.items()}
    words = (_words(language, draft, errors.get("text", ""), text) for language in Language)
    audience = TextField(
        "audience",
        text("to"),
        draft.audience,
        text("audience_hint"),
        error=errors.get("audience", ""),
    )
    when = TextField(
        "when", text("when"), draft.when, text("when_hint"), False, error=errors.get("when", "")
    )
    return Form(NAME, text("form_title"), (*words, audience, when), text("show_preview"), subject)


def _words(language: Language, draft: Draft, error: str, text: Text) -> TextField:
    """One language is enough; the fault of having none stands beside the reader's own."""
    return TextField(
        f"text_{language}",
        text("text_in", language=text(f"language_{language}")),
        draft.texts.get(language, ""),
        text("text_hint"),
        required=False,
        multiline=True,
        error=error if language is text.language else "",
    )
