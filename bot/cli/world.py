"""The database a command works on, and how its options name people, places and moments."""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.app import App
from bot.cli.failure import Refused
from bot.demo.accounts import known_on
from bot.demo.load import WORKSPACE
from bot.settings import Settings
from handlers.conversation.message import Sender
from storage import schema
from storage.store import Records
from storage.values import Place, Platform, Setting


def opened() -> App:
    """
    Raises:
        Refused: when the database was never set up.
    """
    app = App(Settings())
    if not schema.is_present(app.store.engine):
        raise Refused("nothing_here")
    return app


def moment(app: App, written: str | None) -> datetime:
    """ISO 8601, in the vendor's zone where it names none; now where it is not given."""
    if written is None:
        return app.assistant.now()
    try:
        at = datetime.fromisoformat(written)
    except ValueError as wrong:
        raise Refused("no_moment", written=written) from wrong
    with app.store.reading() as records:
        installation = records.installation.this()
    zone = ZoneInfo(installation.zone if installation else "UTC")
    return at if at.tzinfo else at.replace(tzinfo=zone)


def whereabouts(
    records: Records, who: str, on: str | None, where: str, now: datetime
) -> tuple[Sender, Place]:
    """Who speaks and where: `dm`, `channel:NAME` (a new thread) or `thread:ID`.

    Raises:
        Refused: when there is no such place.
    """
    kind, _, name = where.partition(":")
    match kind:
        case "dm":
            of = _sender(records, who, on, now)
            return of, Place(of.platform, of.workspace)
        case "channel" if name:
            of = _sender(records, who, on, now)
            thread = secrets.token_hex(6)
            return of, Place(of.platform, of.workspace, name, thread, Setting.CHANNEL)
        case "thread" if name.isdecimal():
            found = records.conversations.get(int(name))
            if found is not None:
                return _sender(records, who, found.platform, now), found.place
    raise Refused("no_place", written=where)


def _sender(records: Records, who: str, on: str | None, now: datetime) -> Sender:
    """The person as a platform knows them; whom it does not know is a stranger there."""
    person = records.people.with_handle(who)
    platform = Platform(on) if on else (person and person.preferred) or Platform.WEB
    known = known_on(records, person, platform, now) if person else None
    if person is None or known is None:
        return Sender(platform, WORKSPACE, who)
    return Sender(platform, known.workspace, known.user, person.name, person.language)
