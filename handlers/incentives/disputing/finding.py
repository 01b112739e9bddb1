"""Which dispute a sentence means: by its number, or what was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.conversation.turn import Turn
from storage.disputes import Dispute
from storage.people import Role

NUMBER = re.compile(r"(?<![\w-])S-\d{5}(?![\w-])", re.IGNORECASE)


def numbered(turn: Turn, reference: str) -> Dispute | None:
    """Anybody's for staff; for a seller their own, for an owner their company's."""
    found = turn.records.disputes.numbered(reference.upper())
    return found if found is not None and may_see(turn, found) else None


def meant(turn: Turn, sentence: str) -> Dispute | None:
    """The one that is named, or talked about, or the only one there is."""
    named = NUMBER.search(sentence)
    if named:
        return numbered(turn, named[0])
    before = turn.topic.get("dispute")
    if before:
        return numbered(turn, before)
    near = nearby(turn)
    return near[0] if len(near) == 1 else None


def nearby(turn: Turn) -> Sequence[Dispute]:
    """What waits to be answered, for staff; somebody's own, or an owner's company's."""
    if turn.person.is_staff:
        return turn.records.disputes.waiting()
    colleagues = turn.records.people.at(turn.person.company.id)
    opened = [each for person in colleagues for each in turn.records.disputes.of(person.id)]
    return [each for each in opened if may_see(turn, each)]


def may_see(turn: Turn, dispute: Dispute) -> bool:
    person = turn.person
    if person.is_staff or dispute.opened_by_id == person.id:
        return True
    return person.role is Role.OWNER and dispute.partner_id == person.partner_id
