"""Draws forms as Slack's modals, and what was wrong in one that was sent in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, assert_never

from bot.platforms.slack import elements, limits, markup
from bot.platforms.slack.elements import SlackBlock, TooLong
from handlers.conversation.form import Choice, ChoiceField, DateField, Field, Form, TextField
from handlers.conversation.text import Text
from storage.values import Language, Place

CHROME = "platform"  #: the catalogue of words that are the platform's rather than a handler's
ELEMENT = "value"


def view(
    form: Form, key: str = "", place: Place | None = None, language: Language = Language.EN
) -> dict[str, Any]:
    """What `views.open` is given. The place and the key travel along unseen: a modal itself
    belongs to no channel."""
    words = Text.load(CHROME, language)
    return {
        "type": "modal",
        "callback_id": form.name,
        "private_metadata": _travelling(form, key, place),
        "title": elements.plain(form.title, limits.MODAL_TITLE),
        "submit": elements.plain(form.submit, limits.MODAL_TITLE),
        "close": elements.plain(words("cancel"), limits.MODAL_TITLE),
        "blocks": [*_whole_title(form), *(drawn for f in form.fields for drawn in _field(f))],
    }


def errors(form: Form) -> dict[str, Any]:
    """The answer to a `view_submission`: each message stands under its own field."""
    wrong = {field.name: field.error for field in form.fields if field.error}
    return {"response_action": "errors", "errors": wrong}


def handed_back(form: Form, sent: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """The answer to a modal as it was sent in. Slack shows errors only under fields it has; a
    form that has become another one takes its place."""
    travelled = json.loads(sent.get("private_metadata") or "{}")
    wrong = {field.name for field in form.fields if field.error}
    shown = set(sent.get("state", {}).get("values", {}))
    if wrong <= shown and travelled.get("subject", "") == form.subject:
        return errors(form)
    kept = json.dumps({**travelled, "subject": form.subject})
    again = {**view(form, language=language), "private_metadata": kept}
    return {"response_action": "update", "view": again}


def _travelling(form: Form, key: str, place: Place | None) -> str:
    travelling = {"key": key, "subject": form.subject}
    if place is not None:
        travelling |= {"channel": place.channel, "thread": place.thread, "setting": place.setting}
    document = json.dumps(travelling)
    if len(document) > limits.METADATA:
        raise TooLong(f"a form's subject makes {len(document)} characters")
    return document


def _whole_title(form: Form) -> Iterator[SlackBlock]:
    """A title that the narrow bar cut off stands in full below it."""
    if len(form.title) > limits.MODAL_TITLE:
        yield from elements.bold(form.title)


def _field(field: Field) -> Iterator[SlackBlock]:
    if field.error:
        lines = limits.drawn(f"⚠️ {field.error}", limits.CONTEXT, markup.literal)
        yield from elements.context(lines)
    drawn: SlackBlock = {
        "type": "input",
        "block_id": field.name,
        "label": elements.plain(field.label, limits.LABEL),
        "element": {"action_id": ELEMENT, **_element(field)},
        "optional": not field.required,
    }
    if hint := _hint(field):
        drawn["hint"] = elements.plain(hint, limits.LABEL)
    yield drawn


def _hint(field: Field) -> str:
    """A day that the calendar cannot show is at least written below it."""
    match field:
        case TextField(hint=hint):
            return hint
        case DateField(value=value):
            return "" if _day(value) else value
        case ChoiceField():
            return ""
        case other:
            assert_never(other)


def _element(field: Field) -> SlackBlock:
    match field:
        case TextField():
            return _text(field, multiline=field.multiline)
        case ChoiceField():
            return _choice(field) if field.choices else _text(field)
        case DateField():
            return {"type": "datepicker", **_day(field.value)}
        case other:
            assert_never(other)


def _text(field: TextField | ChoiceField, *, multiline: bool = False) -> SlackBlock:
    drawn: SlackBlock = {"type": "plain_text_input", "multiline": multiline}
    known = limits.cut(field.value, limits.INPUT)
    return {**drawn, "initial_value": known} if known else drawn


def _day(value: str) -> SlackBlock:
    try:
        return {"initial_date": date.fromisoformat(value).isoformat()}
    except ValueError:
        return {}


def _choice(field: ChoiceField) -> SlackBlock:
    options = {choice.value: _option(choice) for choice in field.choices}
    drawn: SlackBlock = {"type": "static_select"}
    if field.value in options:
        drawn["initial_option"] = options[field.value]
    listed = list(options.values())
    if len(listed) <= limits.OPTIONS:
        return {**drawn, "options": listed}
    return {**drawn, "option_groups": list(_groups(listed))}


def _option(choice: Choice) -> SlackBlock:
    if not 0 < len(choice.value) <= limits.OPTION_VALUE:
        raise TooLong(f"a choice's value has 1 to {limits.OPTION_VALUE} characters")
    label = elements.plain(choice.label, limits.OPTION)
    return {"text": label, "value": choice.value}


def _groups(options: list[SlackBlock]) -> Iterator[SlackBlock]:
    """More choices than one list takes, named by the first and last of each hundred."""
    for first in range(0, len(options), limits.OPTIONS):
        group = options[first : first + limits.OPTIONS]
        label = f"{first + 1}–{first + len(group)}"
        yield {"label": elements.plain(label, limits.OPTION), "options": group}
