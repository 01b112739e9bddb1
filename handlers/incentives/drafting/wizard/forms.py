"""A plan's document as forms, a step at a time, and the forms as a document again.

What a person leaves as it stood stays in the document exactly as it was, so that a form never
changes what it cannot show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handlers.conversation.form import Choice, ChoiceField, DateField, Field, Form, TextField
from handlers.conversation.slots import Reader
from handlers.conversation.text import Text
from handlers.incentives.drafting.places import get, put
from handlers.incentives.drafting.saying.values import Shown
from handlers.incentives.drafting.wizard.fields import Asked, Kind, Step, asked
from handlers.incentives.drafting.wizard.settling import tidied
from handlers.incentives.drafting.wizard.values import Fault, Written, reading, shown
from handlers.incentives.drafting.world import Document, World

NAME = "incentives.plan"


@dataclass(frozen=True, slots=True)
class Faults:
    """What was wrong by field, and everything as it was written."""

    errors: Mapping[str, str]
    values: Mapping[str, str]


def form(
    document: Document, step: Step, text: Text, component: int = 0, faults: Faults | None = None
) -> Form:
    """Filled with what the document says, or with what was wrong."""
    said = Shown(text, document.get("currency") or "IDR", document)
    fields = tuple(
        _field(each, document, said, faults) for each in asked(document, step, component)
    )
    return Form(f"{NAME}_{step.value}", text(f"step_{step.value}"), fields, text("save"))


def filled(
    document: Document, step: Step, values: Mapping[str, str], by: Written, component: int = 0
) -> Document | Faults:
    """The document with what was changed in the form, or what is wrong with it."""
    before = {field.name: field.value for field in form(document, step, by.text, component).fields}
    written = {name: values.get(name, value).strip() for name, value in before.items()}
    errors: dict[str, str] = {}
    after = document
    for each in asked(document, step, component):
        if written[each.name] == before[each.name].strip():
            continue
        read = reading(each, written[each.name], get(after, each.place), by)
        if isinstance(read, Fault):
            errors[each.name] = by.text(read.key, said=read.said)
        else:
            after = put(after, each.place, read)
    if errors:
        return Faults(errors, written)
    return document if after == document else tidied(after)


def _field(each: Asked, document: Document, said: Shown, faults: Faults | None) -> Field:
    text = said.text
    value = shown(each, get(document, each.place), said)
    error = faults.errors.get(each.name, "") if faults else ""
    value = faults.values.get(each.name, value) if faults else value
    label = text(each.label or each.name, row=each.row)
    match each.kind:
        case Kind.DATE:
            return DateField(each.name, label, value, each.required, error)
        case Kind.CHOICE | Kind.RULE | Kind.BASIS | Kind.TRUTH:
            choices = tuple(_choice(key, each, said) for key in each.choices)
            return ChoiceField(each.name, label, choices, value, each.required, error)
        case _:
            hint = text(each.hint) if each.hint else ""
            return TextField(each.name, label, value, hint, each.required, error=error)


def _choice(key: str, each: Asked, said: Shown) -> Choice:
    if each.words == "measure":
        return Choice(key, said.measure(key))
    if each.words == "per" and key == "period":
        return Choice(key, said.per(key))
    return Choice(key, said.word(each.words, key))


def written_by(reader: Reader, world: World, text: Text, currency: str) -> Written:
    """Who fills a form: how their amounts are read, and what names they may use."""
    return Written(replace(reader, currency=currency), world, text)
