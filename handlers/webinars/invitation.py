"""The calendar file of webinars: what a calendar imports, updates or takes out again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.conversation.reply import Attachment
from handlers.conversation.text import Text
from handlers.webinars import words
from storage.webinars import Webinar, WebinarState

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Mitra//Webinars//EN"
NO_MAIL = "invalid:nomail"  #: an organiser is required, and what calendars know for one without
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Invitation:
    """`linked`: with the link, for who is registered. A webinar that was cancelled is taken
    out of the calendar that has it."""

    webinars: Sequence[Webinar]
    vendor: str
    now: datetime
    linked: bool = False

    @property
    def cancels(self) -> bool:
        return any(webinar.state is WebinarState.CANCELLED for webinar in self.webinars)

    def file(self, text: Text) -> Attachment:
        label = text("take_out" if self.cancels else "calendar_file")
        return Attachment(self._name(text), MEDIA_TYPE, self.content(text), label)

    def content(self, text: Text) -> bytes:
        """As RFC 5545 and 5546 have it; moments are in UTC, so that no zone need be described."""
        from icalendar import Calendar  # slow to import, and most turns never need it

        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("method", "CANCEL" if self.cancels else "PUBLISH")
        for webinar in self.webinars:
            calendar.add_component(self._event(webinar, text))
        content: bytes = calendar.to_ical()
        return content

    def _event(self, webinar: Webinar, text: Text) -> Event:
        from icalendar import Event, vCalAddress

        event, organizer = Event(), vCalAddress(NO_MAIL)
        organizer.params["CN"] = self.vendor
        event.add("uid", f"{webinar.uid}@mitra")
        event.add("dtstamp", self.now)
        event.add("dtstart", webinar.starts_at)
        event.add("dtend", webinar.ends_at)
        event.add("sequence", webinar.sequence)
        event.add("organizer", organizer)
        event.add("summary", words.title(webinar, text))
        event.add("description", text("with_host", host=webinar.host))
        event.add("status", "CANCELLED" if self.cancels else "CONFIRMED")
        if self.linked and webinar.link:
            event.add("location", webinar.link)
            event.add("url", webinar.link)
        return event

    def _name(self, text: Text) -> str:
        if len(self.webinars) != 1:
            return "webinars.ics"
        plain = re.sub(r"[^\w]+", "-", words.title(self.webinars[0], text).casefold())
        return f"{plain[:LONGEST_NAME].strip('-') or 'webinar'}.ics"
