"""The registrations of a webinar as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.reply import Attachment
from handlers.conversation.sheets import as_csv
from handlers.conversation.text import Text
from storage.webinars import Registration, Webinar

COLUMNS = ("partner", "person", "state", "registered_at", "attended")


def file(webinar: Webinar, registrations: Sequence[Registration], text: Text) -> Attachment:
    headers = [text(f"column_{name}") for name in COLUMNS]
    rows = sorted(_row(each, text) for each in registrations)
    content = as_csv([headers, *rows])
    return Attachment(f"webinar-{webinar.id}.csv", "text/csv", content, text("as_file"))


def partner(registration: Registration, text: Text) -> str:
    company = registration.person.partner
    return company.name if company else text("vendor")


def _row(registration: Registration, text: Text) -> list[str]:
    return [
        partner(registration, text),
        registration.person.name,
        text(f"state_{registration.state}"),
        registration.at.isoformat(timespec="minutes"),
        text("yes") if registration.attended else "",
    ]
