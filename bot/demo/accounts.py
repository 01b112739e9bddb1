"""In a demo, whoever is linked to one platform may try every door."""

from __future__ import annotations

from datetime import datetime

from bot.demo.load import account
from storage.people import Account, Person
from storage.store import Records
from storage.values import Platform


def known_on(
    records: Records, person: Person, platform: Platform, now: datetime
) -> Account | None:
    """The person's account there, made when a demo may; None: a stranger on that platform."""
    accounts = records.people.accounts(person.id)
    found = next((each for each in accounts if each.platform is platform), None)
    installation = records.installation.this()
    if found is not None or not accounts or installation is None or not installation.is_demo:
        return found
    return records.people.link_once(account(person, platform, now))
