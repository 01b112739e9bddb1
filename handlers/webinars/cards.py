"""How webinars look to who comes to them: the list, one's own, a seat and a reminder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Link,
    Links,
    Paragraph,
    Reply,
    Style,
)
from handlers.conversation.text import Text
from handlers.webinars import words
from handlers.webinars.invitation import Invitation
from storage.webinars import (
    AHEAD,
    Registration,
    RegistrationState,
    ReminderKind,
    Webinar,
    WebinarState,
)

MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A webinar for one reader: the seats left (None: no limit), and their own registration."""

    webinar: Webinar
    left: int | None = None
    mine: RegistrationState | None = None
    place: int = 0


def listed(heading: str, shown: Sequence[Shown], invitation: Invitation, text: Text) -> Reply:
    """Each webinar with its button, and one calendar file with all of them."""
    blocks: list[Block] = []
    for each in shown[:MOST_LISTED]:
        blocks += _entry(each, invitation, text)
    if len(shown) > MOST_LISTED:
        blocks.append(Paragraph(text.plural("and_more", len(shown) - MOST_LISTED)))
    files = (invitation.file(text),) if invitation.webinars else ()
    return Reply(heading, (*blocks, *files))


def none(heading: str, coming: Sequence[Shown], invitation: Invitation, text: Text) -> Reply:
    """Nothing then; the next one, where there is one."""
    if not coming:
        return Reply(heading, (Paragraph(text("none_at_all")),))
    return Reply(heading, (Paragraph(text("next_one")), *_entry(coming[0], invitation, text)))


def mine(shown: Sequence[Shown], invitation: Invitation, text: Text) -> Reply:
    if not shown:
        browse = Button(text("title_upcoming"), "webinars.browse")
        return Reply(text("none_mine"), (Buttons((browse,)),), private=True)
    blocks = (block for each in shown[:MOST_LISTED] for block in _own(each, text))
    files = (invitation.file(text),) if invitation.webinars else ()
    return Reply(text("mine"), (*blocks, *files), private=True)


def seat(registration: Registration, heading: str, invitation: Invitation, text: Text) -> Reply:
    """A registered person has the link and the calendar file."""
    webinar = registration.webinar
    in_time = invitation.now < webinar.starts_at - AHEAD[ReminderKind.HOUR]
    blocks = (
        *_details(webinar, text),
        *_link(webinar, text),
        *((Paragraph(text("will_remind")),) if in_time else ()),
        Buttons((_leave(webinar, text),)),
        invitation.file(text),
    )
    return Reply(heading, blocks, private=True)


def waiting(shown: Shown, heading: str, text: Text) -> Reply:
    webinar = shown.webinar
    said = Paragraph(text("waiting_next"))
    return Reply(
        heading, (*_details(webinar, text), said, Buttons((_leave(webinar, text),))), private=True
    )


def left(webinar: Webinar, text: Text, again: bool) -> Reply:
    buttons = (Buttons((_join(webinar, text, Style.PLAIN),)),) if again else ()
    return Reply(text("left", title=words.title(webinar, text)), buttons, private=True)


def which(shown: Sequence[Shown], now: datetime, text: Text) -> Reply:
    """Several can be meant: a button for each."""
    entries: list[Block] = []
    for each in shown[:MOST_LISTED]:
        entries += [_facts(each, text), *_buttons(each, now, text)]
    return Reply(text("which"), tuple(entries), private=True)


def reminder(webinar: Webinar, heading: str, text: Text) -> Reply:
    here = Button(text("here"), "webinars.here", str(webinar.id), Style.PRIMARY)
    buttons = Buttons((here, _leave(webinar, text)))
    return Reply(heading, (*_details(webinar, text), *_link(webinar, text), buttons), private=True)


def changed(registration: Registration, was: str, invitation: Invitation, text: Text) -> Reply:
    """With the new calendar file, and the link, for who has a seat."""
    webinar = registration.webinar
    key = "moved" if was else "changed"
    heading = text(key, title=words.title(webinar, text), was=was)
    seated = registration.state is RegistrationState.REGISTERED
    blocks: tuple[Block, ...] = tuple(_details(webinar, text))
    if seated:
        blocks = (*blocks, *_link(webinar, text), invitation.file(text))
    return Reply(heading, (*blocks, Buttons((_leave(webinar, text),))), private=True)


def called_off(registration: Registration, invitation: Invitation, text: Text) -> Reply:
    webinar = registration.webinar
    heading = text("called_off", title=words.title(webinar, text))
    seated = registration.state is RegistrationState.REGISTERED
    files = (invitation.file(text),) if seated else ()
    said = Paragraph(text("called_off_was", moment=webinar.starts_at))
    return Reply(heading, (said, *files), private=True)


def thanks(webinar: Webinar, attended: bool, more: tuple[Block, ...], text: Text) -> Reply:
    key = "thanks_attended" if attended else "thanks_absent"
    return Reply(text(key, title=words.title(webinar, text)), more, private=True)


def _entry(shown: Shown, invitation: Invitation, text: Text) -> Iterator[Block]:
    yield _facts(shown, text)
    yield from _buttons(shown, invitation.now, text)


def _own(shown: Shown, text: Text) -> Iterator[Block]:
    yield _facts(shown, text)
    if shown.mine is RegistrationState.REGISTERED:
        yield from _link(shown.webinar, text)
    yield Buttons((_leave(shown.webinar, text),))


def _facts(shown: Shown, text: Text) -> Facts:
    webinar = shown.webinar
    facts = [
        Fact(words.title(webinar, text), words.when(webinar, text)),
        Fact(text("host"), webinar.host),
    ]
    if webinar.state is not WebinarState.PLANNED:
        facts.append(Fact(text("state"), text(f"state_{webinar.state}")))
    elif shown.left is not None:
        left = text.plural("seats_left", shown.left) if shown.left else text("full")
        facts.append(Fact(text("seats"), left))
    if shown.mine is not None:
        facts.append(Fact(text("you"), text(f"you_{shown.mine}", place=shown.place)))
    return Facts(tuple(facts))


def _buttons(shown: Shown, now: datetime, text: Text) -> Iterator[Buttons]:
    if not shown.webinar.is_open(now):
        return
    if shown.mine is None:
        yield Buttons((_join(shown.webinar, text, Style.PRIMARY),))
    else:
        yield Buttons((_leave(shown.webinar, text),))


def _details(webinar: Webinar, text: Text) -> Iterator[Facts]:
    when = Fact(text("when_label"), words.when(webinar, text))
    yield Facts((when, Fact(text("host"), webinar.host)))


def _link(webinar: Webinar, text: Text) -> Iterator[Block]:
    if webinar.link:
        yield Links((Link(text("take_part"), webinar.link),))
    else:
        yield Paragraph(text("no_link_yet"))


def _join(webinar: Webinar, text: Text, style: Style) -> Button:
    return Button(text("join"), "webinars.join", str(webinar.id), style)


def _leave(webinar: Webinar, text: Text) -> Button:
    return Button(text("leave"), "webinars.leave", str(webinar.id))
