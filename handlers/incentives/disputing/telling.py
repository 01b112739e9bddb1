"""Tells whoever must know of a dispute; every copy of its card is kept true."""

from __future__ import annotations

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Happening, Telling, Tick
from handlers.incentives.disputing import cards
from handlers.incentives.disputing.cards import Case
from handlers.incentives.disputing.handler import ANSWERABLE, APPROVERS, disputes
from handlers.incentives.disputing.looking import disputed
from handlers.incentives.disputing.suggesting import worth
from storage.adjustments import Adjustment
from storage.disputes import Dispute
from storage.store import Records


def card(dispute: Dispute) -> str:
    return f"dispute:{dispute.reference}"


def tell_owner(happening: Happening, dispute: Dispute) -> None:
    if dispute.owner_id is not None:
        _card_to(happening, dispute, dispute.owner_id)


def tell_approvers(happening: Happening, dispute: Dispute) -> None:
    """Everybody who may agree with what somebody else has prepared."""
    for person in happening.records.people.with_role(*APPROVERS):
        if person.id not in (dispute.answered_by_id, dispute.owner_id):
            _card_to(happening, dispute, person.id)


def tell_preparer(happening: Happening, dispute: Dispute, adjustment: Adjustment) -> None:
    """Somebody did not agree with the adjustment, and why."""
    preparer = happening.records.people.get(adjustment.prepared_by_id)
    happening.tell(preparer, "disputes.sent_back", reference=dispute.reference)


def tell_opener(happening: Happening, dispute: Dispute) -> None:
    opener = happening.records.people.get(dispute.opened_by_id)
    happening.tell(opener, "disputes.answered", reference=dispute.reference, state=dispute.state)


def adjustment(records: Records, dispute: Dispute) -> Adjustment | None:
    """The newest one that answers it, unless it was sent back."""
    found = [a for a in records.adjustments.of(dispute.line_id) if a.dispute_id == dispute.id]
    return found[-1] if found and not dispute.has_sent_back(found[-1].id) else None


@disputes.notice("opened")
def opened(telling: Telling) -> Reply | None:
    dispute = telling.records.disputes.numbered(telling.subject["reference"])
    return cards.review(case(telling.records, dispute), telling.text) if dispute else None


@disputes.notice("answered")
def answered(telling: Telling) -> Reply | None:
    """What the one who opened it is told; what is no longer so is not worth saying."""
    dispute = telling.records.disputes.numbered(telling.subject["reference"])
    if dispute is None or dispute.state != telling.subject["state"]:
        return None
    return cards.answer(case(telling.records, dispute), telling.text)


@disputes.notice("sent_back")
def sent_back(telling: Telling) -> Reply | None:
    """What was answered again meanwhile needs no second look."""
    dispute = telling.records.disputes.numbered(telling.subject["reference"])
    if dispute is None or dispute.state not in ANSWERABLE:
        return None
    return cards.sent_back(case(telling.records, dispute), telling.text)


@disputes.every(minutes=60)
def remind(tick: Tick) -> None:
    """Whoever should have answered is told once that it is late."""
    for dispute in tick.records.disputes.waiting():
        late = (tick.since or dispute.opened_at) < dispute.due_at <= tick.now
        if late and dispute.owner_id is not None and dispute.answered_by_id is None:
            owner = tick.records.people.get(dispute.owner_id)
            tick.tell(owner, "disputes.late", reference=dispute.reference)


@disputes.notice("late")
def late(telling: Telling) -> Reply | None:
    """What was answered meanwhile is not late."""
    dispute = telling.records.disputes.numbered(telling.subject["reference"])
    if dispute is None or dispute.state not in ANSWERABLE:
        return None
    return cards.late(case(telling.records, dispute), telling.text)


def case(records: Records, dispute: Dispute) -> Case:
    """All that there is to know of it."""
    known = disputed(records, dispute), adjustment(records, dispute)
    claim = worth(records, dispute) if dispute.state in ANSWERABLE else None
    return Case(dispute, *known, records, claim)


def _card_to(happening: Happening, dispute: Dispute, person_id: int) -> None:
    person = happening.records.people.get(person_id)
    happening.tell(person, "disputes.opened", reference=dispute.reference, card=card(dispute))
