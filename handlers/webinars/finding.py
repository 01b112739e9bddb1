"""Which webinars a person may see, and which of them a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.conversation.slots import choices, without
from handlers.conversation.slots.words import listed
from handlers.conversation.turn import Turn
from storage.people import Person
from storage.values import Period
from storage.walltime import local_day
from storage.webinars import Webinar

WORD = re.compile(r"\w{3,}")
STEM = 6  #: letters of a word that must be the same: *renewal* is about *Renewals*
HALF = 0.5  #: of the telling words of a title
SMALL = listed("and dan the for untuk dengan with dalam webinar webinars dari yang")
NEXT = re.compile(
    r"\b(?:next|berikutnya|selanjutnya|terdekat|nearest|upcoming)\b(?!\s+(?:week|month))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The webinars that a sentence asks for; `periods` are the days it names, if any."""

    webinars: Sequence[Webinar]
    periods: Sequence[Period] = ()


def seen_by(turn: Turn, person: Person) -> list[Webinar]:
    """Those that are meant for a partner like theirs; staff see all."""
    found = turn.records.webinars.all()
    if person.is_staff:
        return list(found)
    partner, day = person.company, local_day(turn.now, person.zone)
    tier = turn.records.partners.tier(partner.id, day)
    return [each for each in found if each.is_for(partner.kind, tier, partner.region)]


def still_open(turn: Turn) -> list[Webinar]:
    return [each for each in seen_by(turn, turn.person) if each.is_open(turn.now)]


def asked(turn: Turn, sentence: str) -> Asked:
    """By title; else in the days that it names, where the asker is; else all that are open."""
    among = seen_by(turn, turn.person)
    named = titled(among, sentence)
    if named:
        return Asked([each for each in named if each.is_open(turn.now)] or named[-1:])
    periods = periods_in(turn, sentence)
    if periods:
        return Asked(_within(turn, among, periods), periods)
    return Asked([each for each in among if each.is_open(turn.now)])


def after(turn: Turn, periods: Sequence[Period]) -> list[Webinar]:
    """What is open after those days, else whatever is."""
    still, zone = still_open(turn), turn.person.zone
    last = max((period.last for period in periods), default=local_day(turn.now, zone))
    return [each for each in still if local_day(each.starts_at, zone) > last] or still


def meant(turn: Turn, among: Sequence[Webinar], sentence: str) -> list[Webinar]:
    """Those that it can mean: by title and day, the next one, the one we talked of, or all."""
    named = titled(among, sentence) or list(among)
    periods = periods_in(turn, sentence)
    found = _within(turn, named, periods) if periods else named
    if len(found) > 1 and NEXT.search(sentence):
        return found[:1]
    talked_of = turn.topic.get("webinars", []) if len(found) == len(among) else []
    return [each for each in found if each.id in talked_of] or found


def titled(among: Sequence[Webinar], sentence: str) -> list[Webinar]:
    """Those whose title it says, as it stands or by most of its telling words."""
    said = sentence.casefold()
    exact = [each for each in among if any(_says(said, title) for title in _titles(each))]
    if exact:
        return exact
    stems = {word[:STEM] for word in _telling(said)}
    shares = [(max(_share(stems, title) for title in _titles(each)), each) for each in among]
    best = max((share for share, _ in shares), default=0.0)
    return [each for share, each in shares if share == best] if best >= HALF else []


def periods_in(turn: Turn, sentence: str) -> list[Period]:
    """Today's week, month or day is that of the asker. A title with a month in it is none."""
    rest = without(sentence, *turn.read.named(sentence, _all_titles(turn)))
    periods = [period for found in turn.read.periods(rest) for period in choices(found)]
    days = [day for found in turn.read.days(rest) for day in choices(found)]
    return periods or [Period(day, day) for day in days]


def _within(turn: Turn, among: Sequence[Webinar], periods: Sequence[Period]) -> list[Webinar]:
    zone = turn.person.zone
    return [
        each
        for each in among
        if any(local_day(each.starts_at, zone) in period for period in periods)
    ]


def _all_titles(turn: Turn) -> list[str]:
    return [title for each in turn.records.webinars.all() for title in _titles(each)]


def _titles(webinar: Webinar) -> list[str]:
    return [str(title).casefold() for title in webinar.titles.values()]


def _says(said: str, title: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(title)}(?!\w)", said) is not None


def _telling(words: str) -> list[str]:
    return [word for word in WORD.findall(words) if word not in SMALL]


def _share(stems: set[str], title: str) -> float:
    telling = _telling(title)
    return sum(word[:STEM] in stems for word in telling) / len(telling) if telling else 0.0
