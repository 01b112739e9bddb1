"""Takes and gives back a seat at a webinar, and notes who was there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.turn import Happening, Turn
from handlers.webinars import cards, finding, words
from handlers.webinars.cards import Shown
from handlers.webinars.invitation import Invitation
from storage.webinars import COMING, Registration, RegistrationState, Webinar

#: Around the webinar itself, people can still say that they are there.
AROUND = timedelta(minutes=15)


def join(turn: Turn, webinar_id: int) -> Reply:
    """A seat or a place in the queue, once however often it is asked for."""
    webinar = open_to(turn, webinar_id)
    if webinar is None:
        return Reply(turn.text("not_open"), (Paragraph(turn.text("not_open_next")),), private=True)
    before = turn.records.webinars.registration(webinar.id, turn.person.id)
    had = before is not None and before.state in COMING
    registration = turn.records.webinars.register(webinar, turn.person.id, turn.now)
    turn.remember("webinars", webinars=[webinar.id])
    return card(turn, registration, "already" if had else "joined")


def card(turn: Turn, registration: Registration, key: str) -> Reply:
    webinar = registration.webinar
    title = words.title(webinar, turn.text)
    if registration.state is RegistrationState.WAITING:
        place = queue(turn, webinar).index(registration.id) + 1
        heading = turn.text("waits", title=title, place=place)
        return cards.waiting(Shown(webinar), heading, turn.text)
    found = invitation(turn, [webinar], linked=True)
    return cards.seat(registration, turn.text(key, title=title), found, turn.text)


def leave(turn: Turn, webinar_id: int) -> Reply:
    """Give the seat back; whoever waited longest has it, and is told."""
    webinar = turn.records.webinars.locked(webinar_id)
    registration = turn.records.webinars.registration(webinar_id, turn.person.id)
    if webinar is None or registration is None or registration.state not in COMING:
        return Reply(turn.text("not_registered"), private=True)
    if not webinar.is_open(turn.now):
        return Reply(turn.text("is_over"), private=True)
    turn.records.webinars.leave(registration)
    move_up(turn, webinar)
    return cards.left(webinar, turn.text, again=True)


def move_up(happening: Happening, webinar: Webinar) -> None:
    if webinar.is_open(happening.now):
        for registration in happening.records.webinars.move_up(webinar, happening.now):
            happening.tell(
                registration.person, "webinars.moved_up", registration_id=registration.id
            )


def here(turn: Turn, webinar_id: int) -> Reply:
    """A registered person says that they are there, while it is on."""
    webinar = turn.records.webinars.locked(webinar_id)
    registration = turn.records.webinars.registration(webinar_id, turn.person.id)
    if webinar is None or registration is None or not _has_seat(registration):
        return Reply(turn.text("not_registered"), private=True)
    if not is_on(webinar, turn.now):
        return _not_now(turn, webinar)
    return came(turn, registration)


def with_code(turn: Turn, code: str) -> Reply:
    """Who knows the code heard it there: a seat is not needed, only to be among those asked."""
    found = turn.records.webinars.with_code(code)
    seen = finding.seen_by(turn, turn.person)
    webinar = turn.records.webinars.locked(found.id) if found in seen and found else None
    if webinar is None or not is_on(webinar, turn.now):
        return Reply(turn.text("no_such_code"), (Paragraph(turn.text("no_such_code_next")),))
    return came(turn, walk_in(turn, webinar, turn.person.id))


def walk_in(happening: Happening, webinar: Webinar, person_id: int) -> Registration:
    """Who was there without a seat has one now: nobody is left out of the count."""
    registration = happening.records.webinars.register(webinar, person_id, happening.now)
    registration.state = RegistrationState.REGISTERED
    return registration


def came(turn: Turn, registration: Registration) -> Reply:
    key = "noted" if attend(turn, registration) else "already_noted"
    title = words.title(registration.webinar, turn.text)
    return Reply(turn.text(key, title=title), private=True)


def attend(happening: Happening, registration: Registration) -> bool:
    """Is it news? Then whoever rewards attendance hears of it."""
    if not happening.records.webinars.attend(registration):
        return False
    happening.emit(
        "webinar.attended",
        person_id=registration.person_id,
        webinar_id=registration.webinar_id,
    )
    return True


def is_on(webinar: Webinar, now: datetime) -> bool:
    return webinar.starts_at - AROUND <= now <= webinar.ends_at + AROUND


def shown(turn: Turn, found: Sequence[Webinar]) -> list[Shown]:
    """As this person may see them: in a channel nothing that is their own."""
    registrations = {each.webinar_id: each for each in turn.records.webinars.of(turn.person.id)}
    own = registrations if turn.message.place.is_direct else {}
    return [_shown(turn, webinar, own.get(webinar.id)) for webinar in found]


def invitation(happening: Happening, found: Sequence[Webinar], *, linked: bool) -> Invitation:
    installation = happening.records.installation.this()
    vendor = installation.vendor if installation else "Mitra"
    return Invitation(found, vendor, happening.now, linked)


def open_to(turn: Turn, webinar_id: int) -> Webinar | None:
    """The webinar, in nobody else's hands, if this person may have a seat at it."""
    allowed = {webinar.id for webinar in finding.still_open(turn)}
    return turn.records.webinars.locked(webinar_id) if webinar_id in allowed else None


def queue(happening: Happening, webinar: Webinar) -> list[int]:
    return [each.id for each in happening.records.webinars.waiting(webinar.id)]


def _shown(turn: Turn, webinar: Webinar, registration: Registration | None) -> Shown:
    taken = turn.records.webinars.taken(webinar.id)
    left = None if webinar.capacity is None else max(0, webinar.capacity - taken)
    if registration is None:
        return Shown(webinar, left)
    waits = registration.state is RegistrationState.WAITING
    place = queue(turn, webinar).index(registration.id) + 1 if waits else 0
    return Shown(webinar, left, registration.state, place)


def _has_seat(registration: Registration) -> bool:
    return registration.state is RegistrationState.REGISTERED


def _not_now(turn: Turn, webinar: Webinar) -> Reply:
    opens, closes = webinar.starts_at - AROUND, webinar.ends_at + AROUND
    return Reply(turn.text("not_now", opens=opens, closes=closes), private=True)
