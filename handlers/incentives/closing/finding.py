"""Which month a sentence means."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.conversation.slots import choices
from handlers.conversation.turn import Turn
from handlers.incentives.calculating.calendar import local
from handlers.incentives.closing.month import unclosed
from storage.values import Period

A_YEAR = 12


def months_in(turn: Turn, sentence: str) -> list[Period]:
    """Each month of the first period that is named; none where none is."""
    reader = replace(turn.read, now=local(turn.records, turn.now))
    found = reader.periods(sentence)
    return _months(choices(found[0])[0]) if found else []


def candidates(turn: Turn) -> list[Period]:
    """What can be worked on: over, and not closed."""
    return [each.days for each in unclosed(turn.records, turn.now)]


def _months(days: Period) -> list[Period]:
    found = [Period.month(days.first)]
    while found[-1].last < days.last and len(found) < A_YEAR:
        found.append(Period.month(found[-1].last + timedelta(days=1)))
    return found
