"""How what is on its way into the knowledge looks: being read, a draft, published, refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from handlers.conversation.form import Form
from handlers.conversation.reply import (
    AskWith,
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Style,
)
from handlers.conversation.text import Text
from handlers.conversation.turn import Telling, Turn
from handlers.library import audience, details, drafts
from handlers.library.details import Details
from knowledge.sources import ALWAYS, Source
from storage.imports import Import, ImportState
from storage.knowledge import Document
from storage.store import Records

MOST_HEADINGS = 8
LONG = 100  #: parts; fewer are learned in a few seconds
EXCERPT = 400  #: characters of the first section
Drawing = Turn | Telling


def ask(form: Form, text: Text) -> Reply:
    errors = [Paragraph(field.error) for field in form.fields if field.error]
    blocks: tuple[Block, ...] = (*errors, AskWith(text("open_form"), form))
    return Reply(text("incomplete" if form.has_errors else "write_it"), blocks, private=True)


def brought(imports: Sequence[Import], text: Text) -> Reply:
    """What was taken to be read, and what could not be."""
    taken = [each.name for each in imports if each.is_unread]
    refused = [Paragraph(why(each, text)) for each in imports if not each.is_unread]
    if not taken:
        return Reply(text("none_taken"), tuple(refused), private=True)
    title = text.plural("reading", len(taken), names=", ".join(taken))
    return Reply(title, (Paragraph(text("reading_next")), *refused), private=True)


def shown(found: Import, drawing: Drawing) -> Reply:
    """An import as it stands, for the card that is kept true."""
    text = drawing.text
    match found.state:
        case ImportState.WAITING | ImportState.READING:
            going = (Paragraph(text("going_on")),)
            return Reply(text.plural("reading", 1, names=found.name), going)
        case ImportState.READY:
            return draft(found, drawing)
        case ImportState.PUBLISHED:
            return published(found, drawing)
        case ImportState.REFUSED:
            return Reply(why(found, text), (Paragraph(text("refused_next")),), private=True)
        case ImportState.DISCARDED | ImportState.REPLACED:
            return Reply(text("discarded", title=title(found)), private=True, replaces=True)
        case other:
            assert_never(other)


def draft(found: Import, drawing: Drawing) -> Reply:
    """What was read. Nothing is live yet."""
    text, source = drawing.text, source_of(found)
    form = details.form(
        Details.of(source, text, found.facts.get("words")), f"import:{found.id}", text
    )
    buttons = (
        Button(text("publish"), "library.publish", str(found.id), Style.PRIMARY),
        Button(text("discard"), "library.discard", str(found.id), Style.DANGER),
    )
    blocks = (
        Paragraph(text("not_live")),
        *_notes(found, source, drawing),
        Facts(tuple(_facts(source, drawing))),
        *_contents(source, text),
        Buttons(buttons),
        AskWith(text("change_details"), form),
    )
    return Reply(text("draft_title", title=source.title), blocks, private=True)


def published(found: Import, drawing: Drawing) -> Reply:
    text, source = drawing.text, source_of(found)
    undo = Buttons((Button(text("undo"), "library.undo", str(found.id)),))
    facts = Facts(tuple(_facts(source, drawing)))
    learned = _learned(found, text)
    blocks = (facts, *learned, Paragraph(text("published_next")), undo)
    return Reply(text("published_title", title=named(source)), blocks, True, replaces=True)


def changed(document: Document, by: Import, turn: Turn) -> Reply:
    text = turn.text
    facts = Facts(tuple(_facts(source_of(by), turn)))
    undo = Buttons((Button(text("undo"), "library.undo", str(by.id)),))
    return Reply(text("changed_title", title=document.title), (facts, undo), private=True)


def needs_other(found: Import, turn: Turn) -> Reply:
    return Reply(turn.text("needs_other"), (Paragraph(turn.text("needs_other_next")),), True)


def why(refused: Import, text: Text) -> str:
    """By name, and for which reason."""
    key = f"refused_{refused.reason}"
    reason = text(key if key in text.replies else "refused_broken")
    return text("refused", name=refused.name, reason=reason)


def source_of(found: Import) -> Source:
    assert found.source is not None
    return drafts.from_document(found.source)


def title(found: Import) -> str:
    return str((found.source or {}).get("title") or found.name)


def named(source: Source | Document) -> str:
    return f"{source.title} {source.version}".strip()


def document_of(records: Records, number: str) -> Document | None:
    wanted = int(number) if number.isdecimal() else 0
    return records.knowledge.get([wanted]).get(wanted)


def period(began: date, ended: date | None, text: Text) -> str:
    """Since when and until when."""
    match began, ended:
        case day, None if day == ALWAYS:
            return text("always")
        case day, None:
            return text("since", day=text.short_day(day))
        case day, date() as last if day == ALWAYS:
            return text("until", day=text.short_day(last))
        case day, last:
            return f"{text.short_day(day)} – {text.short_day(last)}"


def language(name: str, text: Text) -> str:
    return text.replies.get(f"language_{name}", name)


def _facts(source: Source, drawing: Drawing) -> list[Fact]:
    text = drawing.text
    optional = {"version": source.version, "supersedes": source.supersedes}
    return [
        *(Fact(text(f"label_{name}"), value) for name, value in optional.items() if value),
        Fact(text("label_language"), language(source.language, text)),
        Fact(text("label_period"), period(source.effective_from, source.effective_to, text)),
        Fact(text("label_audience"), audience.shown(source.audience, text)),
        Fact(text("label_sections"), text.show(len(source.sections))),
    ]


def _notes(found: Import, source: Source, drawing: Drawing) -> list[Block]:
    """What it would replace, and who has to publish it."""
    before = drawing.records.knowledge.from_source(source.name)
    notes = [drawing.text("replaces", title=named(before))] if before else []
    if found.author_id is not None:
        author = drawing.records.people.get(found.author_id)
        notes.append(drawing.text("answered_by", who=author.name))
    return [Paragraph(note) for note in notes]


def _contents(source: Source, text: Text) -> list[Block]:
    """Its first words and its headings, so that a wrong reading is seen."""
    first = source.sections[0].text if source.sections else ""
    short = first if len(first) <= EXCERPT else f"{first[:EXCERPT]}…"
    headings = list(dict.fromkeys(each.heading for each in source.sections if each.heading))
    more = len(headings) - MOST_HEADINGS
    listed = "; ".join(headings[:MOST_HEADINGS]) + (
        text("and_more", count=more) if more > 0 else ""
    )
    return [
        Paragraph(text("begins", words=short)),
        *([Paragraph(text("headings", headings=listed))] if headings else []),
    ]


def _learned(found: Import, text: Text) -> tuple[Block, ...]:
    """Of a long document, how much is found by meaning and not only by its words."""
    if found.done >= found.total or found.total < LONG:
        return ()
    return (Paragraph(text("learned", done=found.done, total=found.total)),)
