"""A sale that is changed after its dispute was settled may be paid twice: whoever settled it is
told, and may look at it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handlers.conversation.manners import stale
from handlers.conversation.reply import Button, Buttons, Paragraph, Reply, Style, private
from handlers.conversation.turn import Happening, Telling, Turn
from handlers.incentives.disputing import deciding, finding, telling
from handlers.incentives.disputing.desk import shown
from handlers.incentives.disputing.handler import ANSWERERS, disputes
from storage.disputes import Dispute
from storage.people import Person
from storage.values import Money


@disputes.when("sale.corrected")
def changed(happening: Happening, facts: Mapping[str, Any]) -> None:
    """In the transaction that took the change."""
    named = facts["reference"]
    dispute = happening.records.disputes.numbered(named) if named else None
    if dispute is None:
        return
    told = {"reference": named, "sale": facts["sale"], "amount": facts["amount"]}
    for person in _owners(happening, dispute):
        happening.tell(person, "disputes.corrected", **told)


@disputes.notice("corrected")
def corrected(telling: Telling) -> Reply:
    subject, text = telling.subject, telling.text
    facts = {"reference": subject["reference"], "sale": subject["sale"]}
    title = text("corrected", amount=Money(*subject["amount"]), **facts)
    again = Button(text("button_again"), "disputes.again", subject["reference"], Style.PRIMARY)
    return private(title, Paragraph(text("corrected_next")), Buttons((again,)))


@disputes.button("again", roles=ANSWERERS, sensitive=True)
def again(turn: Turn, reference: str) -> Reply:
    """What is open already is only shown."""
    found = finding.numbered(turn, reference)
    if found is None:
        return stale(turn.language)
    if not found.is_unsettled:
        found.reopen(deciding.due(turn))
        turn.audit("dispute.again", found.reference, "done")
        turn.refresh(telling.card(found))
    return shown(turn, found)


def _owners(happening: Happening, dispute: Dispute) -> Iterator[Person]:
    people = happening.records.people
    if dispute.owner_id is not None:
        yield people.get(dispute.owner_id)
    else:
        yield from people.with_role(*ANSWERERS)
