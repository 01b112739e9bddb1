"""How a course looks while it is written: as a whole, question by question, published."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    Table,
)
from handlers.conversation.text import Text
from handlers.training import draft_forms, writing
from handlers.training.course import Question, Syllabus
from storage.training import Course, CourseDraft
from storage.values import Language

SHORT = 70
RIGHT = "✓"
CHANGE = re.compile(
    r"\b(?:change|edit|update|revise|correct|new version|ubah|ganti|edit|perbarui|revisi|perbaiki"
    r"|versi baru)\w*\b",
    re.IGNORECASE,
)


def overview(found: CourseDraft, text: Text) -> Reply:
    """What there is, what is still to be read, and the way to publish it."""
    syllabus = Syllabus.of(found.document)
    left = writing.unconfirmed(found)
    title = text("draft_title", course=syllabus.title(text.language))
    count = text.plural("drafted", len(syllabus.questions), left=len(left))
    blocks: tuple[Block, ...] = (
        Paragraph(count if syllabus.questions else text("nothing_drafted")),
        *_table(syllabus.questions, text),
        *(Paragraph(each) for each in _faults(found, text) if not left),
        Buttons(_ways(found, left, text)),
        AskWith(text("add_question"), _new(found, syllabus, text)),
        AskWith(text("settings"), draft_forms.settings_form(found, text)),
    )
    return Reply(title, blocks, private=True)


def question(found: CourseDraft, number: int, text: Text) -> Reply:
    """As it will be asked, in each language, with the right option marked."""
    questions = writing.questions_of(found)
    asked, value = questions[number], f"{found.id}:{number}:{found.revision}"
    previews = [block for language in Language for block in _preview(asked, language, text)]
    heading = asked.source.heading(text.language)
    source = f"{asked.source.title} {asked.source.version}".strip()
    ways = Buttons(
        (
            Button(text("as_it_is"), "training.confirm", value, Style.PRIMARY),
            Button(text("drop_question"), "training.drop_question", value, Style.DANGER),
            Button(text("whole_draft"), "training.draft", str(found.id)),
        )
    )
    edit = AskWith(text("edit"), draft_forms.question_form(found, number, text))
    read = Paragraph(text("to_read", document=source, heading=heading))
    title = text("draft_question", number=number + 1, total=len(questions))
    return Reply(title, (*previews, read, edit, ways), private=True)


def ask_again(form: Form, text: Text) -> Reply:
    errors = tuple(Paragraph(field.error) for field in form.fields if field.error)
    return Reply(text("not_yet_right"), (*errors, AskWith(text("edit"), form)), private=True)


def not_yet(found: CourseDraft, text: Text) -> Reply:
    """Why it cannot be published; the first question to read is a press away."""
    left = writing.unconfirmed(found)
    said = tuple(Paragraph(each) for each in _faults(found, text))
    return Reply(text("not_yet"), (*said, Buttons(_ways(found, left, text))), private=True)


def published(course: Course, text: Text) -> Reply:
    title = Syllabus.of(course.document).title(text.language)
    facts = Facts(
        (
            Fact(text("version"), text.show(course.version)),
            Fact(text("in_force"), text.day(course.effective_from)),
        )
    )
    look = Buttons((Button(text("open_course"), "training.course", course.key),))
    said = Paragraph(text("published_next"))
    return Reply(text("published", course=title), (facts, said, look), private=True, replaces=True)


def drafts(found: Sequence[CourseDraft], text: Text) -> Reply:
    """Those one is writing, and how to begin another."""
    titles = [(Syllabus.of(each.document).title(text.language), each.id) for each in found]
    buttons = tuple(Button(_short(title), "training.draft", str(n)) for title, n in titles)
    shown: tuple[Block, ...] = (Paragraph(text("begin_draft")),)
    if not buttons:
        return Reply(text("no_drafts"), shown, private=True)
    title = text.plural("your_drafts", len(found))
    return Reply(title, (Buttons(buttons), *shown), private=True)


def _new(found: CourseDraft, syllabus: Syllabus, text: Text) -> Form:
    return draft_forms.question_form(found, len(syllabus.questions), text)


def _ways(found: CourseDraft, left: Sequence[int], text: Text) -> tuple[Button, ...]:
    read = f"{found.id}:{left[0]}:{found.revision}" if left else ""
    label = text("check_question", number=left[0] + 1) if left else ""
    check = [Button(label, "training.draft_question", read, Style.PRIMARY)] if left else []
    publish = Button(text("publish"), "training.publish", str(found.id))
    drop = Button(text("drop_draft"), "training.drop_draft", str(found.id), Style.DANGER)
    return (*check, publish, drop)


def _table(questions: Sequence[Question], text: Text) -> list[Table]:
    if not questions:
        return []
    rows = tuple(
        (str(number), _short(each.text(text.language)), _state(each, text))
        for number, each in enumerate(questions, 1)
    )
    return [Table((text("number"), text("question_word"), text("state")), rows, frozenset({0}))]


def _state(asked: Question, text: Text) -> str:
    missing = ", ".join(text(f"language_{each}") for each in asked.missing)
    if missing:
        return text("missing_in", languages=missing)
    return text("checked" if asked.confirmed else "to_check")


def _preview(asked: Question, language: Language, text: Text) -> list[Block]:
    name = text(f"language_{language}")
    if language in asked.missing:
        return [Paragraph(text("preview_missing", language=name))]
    lines = [
        f"{letter}. {option}{f' {RIGHT}' if letter == asked.right else ''}"
        for letter, option in asked.choices(language)
    ]
    said = text("preview_in", language=name, question=asked.text(language))
    return [Paragraph("\n".join([said, *lines]))]


def _faults(found: CourseDraft, text: Text) -> list[str]:
    """What keeps it from being published, in words."""
    left = [str(number + 1) for number in writing.unconfirmed(found)]
    said = [text("still_to_check", numbers=", ".join(left))] if left else []
    if not writing.questions_of(found):
        said.append(text("no_questions"))
    said += [
        text("question_missing_in", number=number + 1, language=text(f"language_{language}"))
        for number, language in writing.incomplete(found)
    ]
    return said + [
        text("title_missing_in", language=text(f"language_{language}"))
        for language in writing.untitled(found)
    ]


def _short(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"
