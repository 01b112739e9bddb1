"""The forms of channel managers: a webinar, who was there, and thanks afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from handlers.conversation.form import Choice, ChoiceField, DateField, Field, Form, TextField
from handlers.conversation.text import ZONE_WORDS, Text
from handlers.webinars import audience
from handlers.webinars.draft import ZONES, Draft, Fault, Missing, titles_in
from storage.values import Language
from storage.webinars import Webinar

PLAN, ATTENDANCE, THANKS = "webinars.plan", "webinars.attendance", "webinars.thanks"
#: Nothing was said yet: to be asked for, not to be called wrong.
UNSAID = frozenset({"no_title", "no_day", "no_time", "no_minutes"})
TO = ("both", "attended", "absent")


def sent_in(values: Mapping[str, str]) -> Draft:
    plain = {name: values.get(name, "").strip() for name in _FIELDS}
    return Draft(titles=titles_in(values), **plain)


def to_complete(missing: Missing, text: Text, subject: str = "", fresh: bool = False) -> Form:
    """Filled with what is known; what a first sentence did not say is no error yet."""
    faults = missing.faults
    if fresh:
        faults = {name: each for name, each in faults.items() if each.key not in UNSAID}
    return _form(missing.draft, faults, text, subject)


def to_change(webinar: Webinar, text: Text) -> Form:
    """Filled with a webinar as it is planned."""
    return _form(of(webinar, text), {}, text, version(webinar))


def of(webinar: Webinar, text: Text) -> Draft:
    """A webinar as its form has it."""
    local = webinar.starts_at.astimezone(ZoneInfo(webinar.zone))
    return Draft(
        titles={language: str(title) for language, title in webinar.titles.items()},
        day=local.date().isoformat(),
        time=f"{local:%H:%M}",
        zone=webinar.zone,
        minutes=str(webinar.minutes),
        host=webinar.host,
        link=webinar.link,
        audience=audience.said(webinar.audience, text),
        capacity="" if webinar.capacity is None else str(webinar.capacity),
    )


def version(webinar: Webinar) -> str:
    """What a change is about: the webinar as it was shown, not as it has become since."""
    return f"{webinar.id}:{webinar.sequence}"


def attendance(webinar: Webinar, text: Text, names: str = "") -> Form:
    field = TextField("names", text("names"), names, text("names_hint"), multiline=True)
    title = text("attendance_title")
    return Form(ATTENDANCE, title, (field,), text("mark"), str(webinar.id))


def thanks(webinar: Webinar, text: Text, error: str = "", **said: str) -> Form:
    """Both the recording and the document may stay out."""
    choices = tuple(Choice(to, text(f"to_{to}")) for to in TO)
    recording = said.get("recording", webinar.recording)
    document = said.get("document", webinar.document)
    fields = (
        ChoiceField("to", text("thanks_to"), choices, said.get("to", TO[0])),
        TextField(
            "recording",
            text("recording"),
            recording,
            text("recording_hint"),
            required=False,
            error=text("no_link") if error == "recording" else "",
        ),
        TextField(
            "document",
            text("document"),
            document,
            text("document_hint"),
            required=False,
            error=text("no_document") if error == "document" else "",
        ),
    )
    return Form(THANKS, text("thanks_title"), fields, text("send"), str(webinar.id))


_FIELDS = ("day", "time", "zone", "minutes", "host", "link", "audience", "capacity")
_OPTIONAL = ("host", "link", "audience", "capacity")


def _form(draft: Draft, faults: Mapping[str, Fault], text: Text, subject: str) -> Form:
    errors = {name: text(fault.key, said=fault.said) for name, fault in faults.items()}
    titles = tuple(_title(language, draft, errors, text) for language in Language)
    day = DateField("day", text("day"), draft.day, error=errors.get("day", ""))
    rest = (_line(name, draft, errors, text) for name in ("minutes", *_OPTIONAL))
    fields: tuple[Field, ...] = (
        *titles,
        day,
        _line("time", draft, errors, text),
        _zone(draft, errors, text),
        *rest,
    )
    key = "change_title" if subject else "plan_title"
    return Form(PLAN, text(key), fields, text("save"), subject)


def _title(language: Language, draft: Draft, errors: Mapping[str, str], text: Text) -> TextField:
    """One language is enough; the fault of having none stands beside the reader's own."""
    return TextField(
        f"title_{language}",
        text(f"title_in_{language}"),
        draft.titles.get(language, ""),
        required=False,
        error=errors.get("title", "") if language is text.language else "",
    )


def _line(name: str, draft: Draft, errors: Mapping[str, str], text: Text) -> TextField:
    hint = text.replies.get(f"{name}_hint", "")
    label, value = text(f"{name}_label"), getattr(draft, name)
    return TextField(name, label, value, hint, name not in _OPTIONAL, error=errors.get(name, ""))


def _zone(draft: Draft, errors: Mapping[str, str], text: Text) -> ChoiceField:
    known = () if "zone" in errors else (draft.zone,)
    names = dict.fromkeys((*ZONES, *known))
    choices = tuple(Choice(name, ZONE_WORDS.get(name, name)) for name in names if name)
    chosen = draft.zone or ZONES[0]
    return ChoiceField("zone", text("zone"), choices, chosen, error=errors.get("zone", ""))


def with_zone(draft: Draft, zone: str) -> Draft:
    """In the planner's own zone, where none was said."""
    return draft if draft.zone else replace(draft, zone=zone)
