"""Draws replies as plain text: for the command line, and for whatever reads `text`."""

from __future__ import annotations

from typing import assert_never

from handlers.conversation.form import Form
from handlers.conversation.reply import (
    AskWith,
    Attachment,
    Block,
    Buttons,
    Citation,
    Citations,
    Facts,
    Feedback,
    Heading,
    Links,
    Paragraph,
    Picture,
    Reply,
    Table,
)


def render(reply: Reply) -> str:
    """Everything a person would read, in order."""
    return "\n".join([reply.title, *(text for block in reply.blocks if (text := _block(block)))])


def _block(block: Block) -> str:  # noqa: C901, PLR0911 - one arm for each kind of block
    match block:
        case Heading(text):
            return f"\n{text}"
        case Paragraph(text):
            return text
        case Facts(facts):
            return "\n".join(f"{fact.label}: {fact.value}" for fact in facts)
        case Table():
            return _table(block)
        case Picture():
            return block.alternative
        case Buttons(buttons):
            return " ".join(f"[{button.label}]" for button in buttons)
        case Links(links):
            return "\n".join(f"{link.label}: {link.url}" for link in links)
        case AskWith(label, form):
            return _form(label, form)
        case Citations(citations):
            return "\n".join(_citation(citation) for citation in citations)
        case Feedback():
            return f"[{block.yes}] [{block.no}]"
        case Attachment():
            return f"{block.label} ({block.name})"
        case other:
            assert_never(other)


def _table(table: Table) -> str:
    rows = [table.headers, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.headers))]
    lines = ["  ".join(_cell(table, row, c, widths[c]) for c in range(len(row))) for row in rows]
    return "\n".join([table.caption, *lines] if table.caption else lines)


def _cell(table: Table, row: tuple[str, ...], column: int, width: int) -> str:
    value = row[column]
    return value.rjust(width) if column in table.numeric else value.ljust(width)


def _form(label: str, form: Form) -> str:
    fields = [
        f"  {field.label}: {field.value}" + (f" ({field.error})" if field.error else "")
        for field in form.fields
    ]
    return "\n".join([f"[{label}] {form.title}", *fields])


def _citation(citation: Citation) -> str:
    document = f"{citation.document} {citation.version}".strip()
    where = " › ".join(filter(None, [document, citation.heading, citation.page]))
    return f"“{citation.quote}” {where} {citation.link}".rstrip()
