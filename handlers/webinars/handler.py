"""Shows the webinars that are coming, and registers people for them."""

from __future__ import annotations

import re

from handlers.conversation.handler import Handler
from handlers.conversation.reply import Button, Buttons, Reply
from handlers.conversation.turn import Turn
from handlers.webinars import cards, codes, finding, seats, words
from handlers.webinars.finding import Asked
from storage.people import EVERYONE, Role
from storage.webinars import Webinar

webinars = Handler("webinars")

MANAGERS = frozenset({Role.CHANNEL_MANAGER})
#: A channel manager's own seat, not the webinar.
MINE = re.compile(
    r"\b(?:saya|aku|gue|gw|kursi\w*|pendaftaran\w*|registrasi\w*|my|me|i|registration|seat)\b",
    re.IGNORECASE,
)


@webinars.intent("upcoming", roles=EVERYONE)
def upcoming(turn: Turn, sentence: str) -> Reply:
    return _listed(turn, finding.asked(turn, sentence))


@webinars.button("browse", roles=EVERYONE)
def browse(turn: Turn, _: str) -> Reply:
    return _listed(turn, Asked(finding.still_open(turn)))


@webinars.follow_up(roles=EVERYONE)
def follow(turn: Turn, sentence: str) -> Reply | None:
    """*kalau minggu depan?*"""
    return upcoming(turn, sentence) if finding.periods_in(turn, sentence) else None


@webinars.intent("mine", roles=EVERYONE)
def mine(turn: Turn, _: str) -> Reply:
    """What is still to come, with the links."""
    coming = [each.webinar for each in turn.records.webinars.of(turn.person.id)]
    found = [webinar for webinar in coming if webinar.is_open(turn.now)]
    turn.remember("webinars", webinars=[webinar.id for webinar in found])
    shown = seats.shown(turn, found)
    seated = [each.webinar for each in shown if each.mine == "registered"]
    return cards.mine(shown, seats.invitation(turn, seated, linked=True), turn.text)


@webinars.intent("register", roles=EVERYONE)
def register(turn: Turn, sentence: str) -> Reply:
    return _one_of(turn, finding.meant(turn, finding.still_open(turn), sentence))


@webinars.button("join", roles=EVERYONE)
def join(turn: Turn, value: str) -> Reply:
    return seats.join(turn, number(value))


@webinars.button("leave", roles=EVERYONE)
def leave(turn: Turn, value: str) -> Reply:
    return seats.leave(turn, number(value))


@webinars.intent("here", roles=EVERYONE)
def here(turn: Turn, sentence: str) -> Reply:
    """At the one that is on, or about to begin."""
    coming = [each.webinar for each in turn.records.webinars.of(turn.person.id)]
    on = [webinar for webinar in coming if seats.is_on(webinar, turn.now)]
    meant = finding.meant(turn, on or coming, sentence)
    if not meant:
        return Reply(turn.text("not_registered"), private=True)
    return seats.here(turn, meant[0].id)


@webinars.button("here", roles=EVERYONE)
def press_here(turn: Turn, value: str) -> Reply:
    return seats.here(turn, number(value))


@webinars.written("code", codes.CODE, roles=EVERYONE)
def code(turn: Turn, sentence: str) -> Reply:
    return seats.with_code(turn, codes.read(sentence))


def own_seat(turn: Turn, sentence: str) -> Reply:
    """Give back the seat that a sentence means; asks where there are several."""
    registrations = turn.records.webinars.of(turn.person.id)
    coming = [each.webinar for each in registrations if each.webinar.is_open(turn.now)]
    found = finding.meant(turn, coming, sentence)
    if len(found) == 1:
        return seats.leave(turn, found[0].id)
    if not coming:
        return Reply(turn.text("none_mine"), private=True)
    return cards.which(seats.shown(turn, found), turn.now, turn.text)


def number(value: str) -> int:
    """An id that came from a chat, which may be anything."""
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _one_of(turn: Turn, found: list[Webinar]) -> Reply:
    if len(found) == 1:
        return seats.join(turn, found[0].id)
    if not found:
        return _listed(turn, Asked(()))
    turn.remember("webinars", webinars=[webinar.id for webinar in found])
    return cards.which(seats.shown(turn, found), turn.now, turn.text)


def _listed(turn: Turn, asked: Asked) -> Reply:
    turn.remember("webinars", webinars=[webinar.id for webinar in asked.webinars])
    when = ", ".join(words.period(period, turn.text) for period in asked.periods)
    if not asked.webinars:
        heading = turn.text("none_then", period=when) if when else turn.text("none_coming")
        coming = seats.shown(turn, finding.after(turn, asked.periods)[:1])
        return cards.none(heading, coming, seats.invitation(turn, (), linked=False), turn.text)
    heading = turn.text("listed_then", period=when) if when else turn.text("listed")
    shown = seats.shown(turn, asked.webinars)
    still = [each for each in asked.webinars if each.is_open(turn.now)][: cards.MOST_LISTED]
    reply = cards.listed(heading, shown, seats.invitation(turn, still, linked=False), turn.text)
    manages = turn.person.role in MANAGERS
    return reply.with_blocks(_rosters(turn, shown)) if manages else reply


def _rosters(turn: Turn, shown: list[cards.Shown]) -> Buttons:
    """A channel manager opens each from here."""
    few = shown[: cards.MOST_LISTED]
    return Buttons(
        tuple(
            Button(
                turn.text("manage", title=words.title(each.webinar, turn.text)),
                "webinars.roster",
                str(each.webinar.id),
            )
            for each in few
        )
    )
