"""How webinars look to a channel manager: as planned, who is registered, and who came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

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
from handlers.webinars import audience, export, forms, words
from handlers.webinars.attendance import Marked
from storage.webinars import COMING, Registration, RegistrationState, Webinar

MOST_NAMES = 20


def planned(webinar: Webinar, heading: str, text: Text) -> Reply:
    """Everything about it, with what can be done about it."""
    change = AskWith(text("change"), forms.to_change(webinar, text))
    return Reply(heading, (_facts(webinar, text), change, _buttons(webinar, text)), private=True)


def ask(form: Form, text: Text) -> Reply:
    errors = (Paragraph(field.error) for field in form.fields if field.error)
    return Reply(text("incomplete"), (*errors, AskWith(text("open_form"), form)), private=True)


def confirm_move(webinar: Webinar, told: int, to: str, moment: datetime, text: Text) -> Reply:
    heading = text("move_to", title=words.title(webinar, text), moment=moment)
    said = Paragraph(text.plural("will_tell", told))
    button = Button(text("move"), "webinars.move", to, Style.PRIMARY)
    return Reply(heading, (said, Buttons((button,))), private=True)


def confirm_call_off(webinar: Webinar, told: int, text: Text) -> Reply:
    heading = text("call_off_which", title=words.title(webinar, text), moment=webinar.starts_at)
    said = Paragraph(text.plural("will_tell", told))
    button = Button(text("call_off"), "webinars.call_off", forms.version(webinar), Style.DANGER)
    return Reply(heading, (said, Buttons((button,))), private=True)


def choose(found: Sequence[Webinar], action: str, text: Text) -> Reply:
    buttons = tuple(
        Button(f"{words.title(each, text)}, {text.show(each.starts_at)}", action, str(each.id))
        for each in found
    )
    blocks = (Buttons(buttons),) if buttons else (Paragraph(text("none_at_all")),)
    return Reply(text("which"), blocks, private=True)


def roster(
    webinar: Webinar, registrations: Sequence[Registration], now: datetime, text: Text
) -> Reply:
    """By partner; every name is in the file."""
    blocks: list[Block] = [_facts(webinar, text)]
    if registrations:
        blocks += [_table(registrations, text), export.file(webinar, registrations, text)]
    blocks += _next(webinar, now, text)
    title = words.title(webinar, text)
    return Reply(_counted("roster", title, registrations, text), tuple(blocks), private=True)


def held(webinar: Webinar, registrations: Sequence[Registration], text: Text) -> Reply:
    """It is over: who was there, as far as we know, and what is left to do."""
    title = words.title(webinar, text)
    forms_ = (_attendance(webinar, text), _thanks(webinar, text))
    said = Paragraph(text("held_next"))
    return Reply(_counted("held", title, registrations, text), (said, *forms_), private=True)


def counts(webinar: Webinar, taken: int, text: Text) -> Reply:
    """All that a partner learns of the others."""
    heading = text.plural("count", taken, title=words.title(webinar, text))
    return Reply(heading, (Paragraph(text("count_only")),))


def marked(webinar: Webinar, found: Marked, text: Text) -> Reply:
    heading = text.plural("marked", len(found.new), title=words.title(webinar, text))
    named = {"known": found.known, "several": found.several, "unknown": found.unknown}
    facts = tuple(
        Fact(text(f"marked_{key}"), _some(names, text)) for key, names in named.items() if names
    )
    blocks: tuple[Block, ...] = (Facts(facts),) if facts else ()
    if found.several or found.unknown:
        again = "\n".join([*found.several, *found.unknown])
        blocks = (*blocks, AskWith(text("again"), forms.attendance(webinar, text, again)))
    return Reply(heading, blocks, private=True)


def _facts(webinar: Webinar, text: Text) -> Facts:
    seats = text("no_limit") if webinar.capacity is None else text.show(webinar.capacity)
    everyone = text.replies["called_everyone"].split(", ")[0]
    titles = (
        Fact(text(f"title_in_{language}"), str(title))
        for language, title in webinar.titles.items()
    )
    zone = webinar.zone
    when = text.plural("when", webinar.minutes, moment=text.moment(webinar.starts_at, zone))
    rest = {
        "when_label": when,
        "host": webinar.host,
        "link_label": webinar.link or text("none_given"),
        "audience_label": audience.said(webinar.audience, text) or everyone,
        "capacity_label": seats,
        "state": text(f"state_{webinar.state}"),
        "code": text("code_use", code=webinar.code),
    }
    return Facts((*titles, *(Fact(text(key), value) for key, value in rest.items())))


def _buttons(webinar: Webinar, text: Text) -> Buttons:
    who = Button(text("registrations"), "webinars.roster", str(webinar.id))
    off = Button(text("call_off"), "webinars.ask_call_off", str(webinar.id), Style.DANGER)
    return Buttons((who, off))


def _next(webinar: Webinar, now: datetime, text: Text) -> Iterator[Block]:
    if now >= webinar.starts_at and webinar.state.value != "cancelled":
        yield _attendance(webinar, text)
    if webinar.is_open(now):
        yield AskWith(text("change"), forms.to_change(webinar, text))
        yield Buttons((_buttons(webinar, text).buttons[1],))
    elif webinar.state.value != "cancelled":
        yield _thanks(webinar, text)


def _attendance(webinar: Webinar, text: Text) -> AskWith:
    return AskWith(text("attendance_title"), forms.attendance(webinar, text))


def _thanks(webinar: Webinar, text: Text) -> AskWith:
    return AskWith(text("thanks_title"), forms.thanks(webinar, text))


def _table(registrations: Sequence[Registration], text: Text) -> Table:
    by_partner: dict[str, list[Registration]] = {}
    for each in registrations:
        by_partner.setdefault(export.partner(each, text), []).append(each)
    rows = tuple((name, *_numbers(found, text)) for name, found in sorted(by_partner.items()))
    headers = ("column_partner", "seated", "queued", "came")
    return Table(tuple(text(key) for key in headers), rows, frozenset({1, 2, 3}))


def _numbers(registrations: Sequence[Registration], text: Text) -> tuple[str, str, str]:
    states = [each.state for each in registrations]
    came = sum(each.attended for each in registrations)
    seated, queued = (states.count(state) for state in (REGISTERED, WAITING))
    return text.show(seated), text.show(queued), text.show(came)


def _counted(key: str, title: str, registrations: Sequence[Registration], text: Text) -> str:
    seated, queued, came = _numbers([r for r in registrations if r.state in COMING], text)
    return text(key, title=title, seated=seated, queued=queued, came=came)


def _some(names: Sequence[str], text: Text) -> str:
    more = len(names) - MOST_NAMES
    rest = (text.plural("and_more", more),) if more > 0 else ()
    return ", ".join((*names[:MOST_NAMES], *rest))


REGISTERED, WAITING = RegistrationState.REGISTERED, RegistrationState.WAITING
