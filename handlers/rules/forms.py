"""The form of a rule: its value, from which day on, and what people read as its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.conversation.form import DateField, Field, Form, TextField
from handlers.conversation.text import Text
from handlers.rules.kinds import Kind
from handlers.rules.shapes import Document, Fault, World


def form(kind: Kind, value: Document, day: date, text: Text, world: World) -> Form:
    fields: tuple[Field, ...] = (
        *kind.shape.fields(value, text, world),
        DateField("day", text("label_day"), day.isoformat()),
        TextField("source", text("label_source"), "", text("hint_source"), required=False),
    )
    title = text(f"name_{kind.key}")
    return Form("rules.change", title, fields, text("form_submit"), subject=kind.name)


def mended(asked: Form, written: Mapping[str, str], wrong: Fault, text: Text) -> Form:
    """As it was filled in, with what is wrong beside its field, or beside the first."""
    names = [field.name for field in asked.fields]
    at = wrong.at if wrong.at in names else names[0]
    return replace(
        asked,
        fields=tuple(
            replace(
                field,
                value=written.get(field.name, field.value),
                error=wrong.sentence(text) if field.name == at else "",
            )
            for field in asked.fields
        ),
    )
