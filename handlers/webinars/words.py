"""How a webinar is said: its title in the reader's language, when it is, how full it is."""

from __future__ import annotations

from handlers.conversation.text import Text
from storage.values import Period
from storage.webinars import Webinar


def title(webinar: Webinar, text: Text) -> str:
    titles = webinar.titles
    found: str = titles.get(text.language) or next(iter(titles.values()))
    return found


def when(webinar: Webinar, text: Text) -> str:
    """In the reader's own zone, with its length."""
    return text.plural("when", webinar.minutes, moment=webinar.starts_at)


def period(period: Period, text: Text) -> str:
    return text.day(period.first) if period.first == period.last else text.period(period)
