"""The registrations of a webinar as a file that a spreadsheet opens without running it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from handlers.conversation.reply import Attachment
from handlers.conversation.text import Text
from storage.webinars import Registration, Webinar

#: A cell that begins like this is a formula to a spreadsheet; a leading quote shows as nothing.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"  #: without it a spreadsheet reads UTF-8 as something else
COLUMNS = ("partner", "person", "state", "registered_at", "attended")


def file(webinar: Webinar, registrations: Sequence[Registration], text: Text) -> Attachment:
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(text(f"column_{name}") for name in COLUMNS)
    writer.writerows(sorted(_row(each, text) for each in registrations))
    name = f"webinar-{webinar.id}.csv"
    return Attachment(name, "text/csv", (BOM + written.getvalue()).encode(), text("as_file"))


def partner(registration: Registration, text: Text) -> str:
    company = registration.person.partner
    return company.name if company else text("vendor")


def _row(registration: Registration, text: Text) -> list[str]:
    cells = (
        partner(registration, text),
        registration.person.name,
        text(f"state_{registration.state}"),
        registration.at.isoformat(timespec="minutes"),
        text("yes") if registration.attended else "",
    )
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]
