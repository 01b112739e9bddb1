"""How an audience, a time and a list of people are said; the first two can be read back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from handlers.announcements.audience import Audience
from handlers.announcements.timing import At, Local, Now, Timing
from handlers.conversation.text import CLOCK, Text

MOST_NAMES = 10
SHORT = 60


def audience(audience: Audience, text: Text) -> str:
    """Gold, reseller, Jakarta, certified in CloudSuite Sales."""
    languages = [f"readers_{language}" for language in audience.languages]
    keys = [*audience.tiers, *audience.kinds, *languages]
    if audience.everyone:
        keys.append("everyone")
    called = [text.replies[f"called_{key}"].split(", ")[0] for key in keys]
    word = text.replies["called_certified"].split(", ")[0]
    certified = [f"{word} {title}" for title in audience.certified]
    return ", ".join([*called, *audience.regions, *certified])


def timing(timing: Timing, text: Text) -> str:
    match timing:
        case Now():
            return text("now")
        case At(moment, zone):
            return text.moment(moment, zone)
        case Local(wall):
            day, clock = text.day(wall.date()), wall.strftime(CLOCK[text.language])
            return f"{day} {clock} {text('local_time')}"
        case other:
            assert_never(other)


def people(names: Sequence[str], text: Text) -> str:
    """How many, and the first of their names."""
    listed, more = ", ".join(names[:MOST_NAMES]), len(names) - MOST_NAMES
    rest = f" {text.plural('and_more', more)}" if more > 0 else ""
    return f"{text.show(len(names))}: {listed}{rest}" if names else text.show(0)


def shortened(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[:SHORT]}…"
