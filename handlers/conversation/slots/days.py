"""Every way to name a day, the most definite first."""

from __future__ import annotations

from datetime import date

from handlers.conversation.slots import dates, relative, spans
from handlers.conversation.slots.dates import Calendar
from handlers.conversation.slots.reading import Reading, ranked


def read(text: str, calendar: Calendar) -> list[Reading[date]]:
    today = calendar.today
    return ranked(
        [
            *dates.read(text, calendar),
            *spans.read(text, today),
            *relative.days_of_month(text, today),
            *relative.away(text, today),
            *relative.weekdays(text, today),
            *relative.words(text, today),
        ]
    )
