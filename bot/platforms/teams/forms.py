"""Draws a form's fields as Adaptive Card inputs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, assert_never

from bot.platforms.teams.markdown import card_text, clean
from bot.platforms.teams.receive import CARRIED, FIELD
from handlers.conversation.form import ChoiceField, DateField, Field, Form, TextField
from handlers.conversation.text import Text

Element = dict[str, Any]
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: More choices than this are a list to open rather than one to look at.
FEW_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Inputs:
    """`required` lets the client refuse an empty field. It asks that of every input on a card
    at once, so it is right only for a card's only form. `prefix` tells the inputs of several
    forms apart."""

    text: Text
    required: bool = True
    prefix: str = ""

    def draw(self, form: Form) -> Iterator[Element]:
        for field in form.fields:
            yield self._input(field)
            if field.error:
                yield _error(field.error)

    def _input(self, field: Field) -> Element:
        match field:
            case TextField(value=value, hint=hint, multiline=multiline):
                lines = {"isMultiline": True} if multiline else {}
                return self._named(field, "Input.Text", value, placeholder=clean(hint)) | lines
            case DateField(value=value):
                known = A_DAY.fullmatch(value) is not None
                shown = {} if known else {"placeholder": clean(value)}
                return self._named(field, "Input.Date", value if known else "") | shown
            case ChoiceField():
                return self._choice(field)
            case other:
                assert_never(other)

    def _choice(self, field: ChoiceField) -> Element:
        choices = [{"title": clean(c.label), "value": c.value} for c in field.choices]
        known = any(choice.value == field.value for choice in field.choices)
        style = "expanded" if len(choices) <= FEW_CHOICES else "compact"
        drawn = self._named(field, "Input.ChoiceSet", field.value if known else "")
        return drawn | {"choices": choices, "style": style, "wrap": True}

    def _named(self, field: Field, kind: str, value: str, *, placeholder: str = "") -> Element:
        label = clean(field.label)
        name = self.prefix + input_name(field)
        drawn = {"type": kind, "id": name, "label": label, "value": clean(value)}
        if placeholder:
            drawn["placeholder"] = placeholder
        if self.required and field.required:
            return drawn | {"isRequired": True, "errorMessage": self.text("required", label=label)}
        return drawn


def input_name(field: Field) -> str:
    """The field's name, out of the way of what travels with a form beside its inputs."""
    hidden = field.name in CARRIED or field.name.startswith(FIELD)
    return FIELD + field.name if hidden else field.name


def _error(words: str) -> Element:
    return {
        "type": "TextBlock",
        "text": card_text(words),
        "color": "Attention",
        "size": "Small",
        "wrap": True,
        "spacing": "None",
    }
