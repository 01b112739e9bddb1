"""The forms that a plan's card opens, one for each step, filled with what the plan says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.conversation.form import Form
from handlers.conversation.reply import AskWith, Button, Buttons
from handlers.conversation.text import Text
from handlers.incentives.drafting.places import get
from handlers.incentives.drafting.wizard import forms
from handlers.incentives.drafting.wizard.fields import Step
from handlers.incentives.drafting.wizard.forms import Faults
from handlers.incentives.drafting.world import Document
from handlers.incentives.planning.seen import Seen
from handlers.incentives.planning.words import drafting, planning

IN_ROWS = ("tiers", "rank")


def openers(document: Document, seen: Seen, text: Text) -> Iterator[AskWith | Buttons]:
    """For one component; where there are several, a button for each of the others."""
    for step in Step:
        if step is not Step.ROWS or _has_rows(document, seen.component):
            label = planning(text)(f"edit_{step}")
            yield AskWith(label, form(document, step, seen, text))
    others = tuple(_others(document, seen, text))
    if others:
        yield Buttons(others)


def form(
    document: Document, step: Step, seen: Seen, text: Text, faults: Faults | None = None
) -> Form:
    asked = forms.form(document, step, drafting(text), seen.component, faults)
    return replace(asked, subject=str(seen))


def _has_rows(document: Document, component: int) -> bool:
    return get(document, ("components", component, "rule", "kind")) in IN_ROWS


def _others(document: Document, seen: Seen, text: Text) -> Iterator[Button]:
    for number, component in enumerate(document.get("components") or ()):
        if number != seen.component:
            label = planning(text)("edit_other", label=component.get("label") or str(number + 1))
            yield Button(label, "incentives.plan_part", str(replace(seen, component=number)))
