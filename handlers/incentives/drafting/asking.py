"""A question about a draft in words, with what each of its choices is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.conversation.text import Text
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.questions import Question
from handlers.incentives.drafting.saying.values import Shown

#: What the choices are called whose values are whole parts of a plan.
NAMED = {
    "cap_whose": ("each", "all"),
    "cap_shared": ("each", "last"),
    "over_100": ("meant",),
}


def prompt(question: Question, text: Text) -> str:
    return text(f"ask_{question.key}", said=question.said)


def choices(question: Question, draft: Draft, text: Text) -> tuple[str, ...]:
    """In the order of the choices; empty where the answer is a sentence."""
    shown = Shown(text, draft.plan.get("currency") or "IDR", draft.plan)
    if question.key in NAMED:
        names = NAMED[question.key]
        return tuple(text(f"choice_{question.key}_{name}", said=question.said) for name in names)
    return tuple(_called(question.key, choice, shown) for choice in question.choices)


def _called(key: str, choice: tuple[Any, ...], shown: Shown) -> str:
    match key:
        case "which_amount":
            return " / ".join(dict.fromkeys(shown.money(value) for value in choice))
        case "which_day":
            return shown.day(choice[0])
        case "currency":
            return str(choice[0])
        case "unread":
            return shown.text("choice_unread")
        case _:
            value = choice[0]
            named = _name(value) if isinstance(value, Mapping) else str(value)
            days = value.get("days") if isinstance(value, Mapping) else None
            return shown.word(f"choice_{key}", named, days=shown.number(days) if days else "")


def _name(value: Mapping[str, Any]) -> str:
    """What sets a rule or a hold apart."""
    found = value.get("release") or value.get("once_per") or value.get("base")
    return str(found)
