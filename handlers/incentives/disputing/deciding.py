"""Opens and answers disputes; each outcome is a value, and whoever must know is told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.conversation.calendar import Calendar, business_deadline
from handlers.conversation.message import File
from handlers.conversation.turn import Turn
from handlers.incentives.calculating.calendar import today
from handlers.incentives.disputing import telling
from handlers.incentives.disputing.handler import ANSWERABLE, REOPENABLE
from handlers.incentives.disputing.lines import Known, claimed
from storage.adjustments import Adjustment, AdjustmentKind, Approval
from storage.disputes import Dispute, DisputeState
from storage.people import Role
from storage.proofs import Proof
from storage.values import Money

REASON = "calculation_error"


class Trouble(StrEnum):
    """Why a step is not taken."""

    NOT_NOW = "not_now"
    SAME_PERSON = "same_person"
    NO_AMOUNT = "no_amount"
    NO_REASON = "no_reason"
    ONLY_ONCE = "only_once"


@dataclass(frozen=True, slots=True)
class Refused:
    why: Trouble
    dispute: Dispute


Step = Dispute | Refused


def open_(turn: Turn, line: Known, words: str, files: Sequence[File]) -> tuple[Dispute, bool]:
    """On this line, once: whatever is said of it again is more evidence. Is it new?"""
    records = turn.records
    before = records.disputes.about([line.id]).get(line.id)
    if before is not None and before.is_unsettled:
        add(turn, before, words, files)
        return before, False
    claim = claimed(words)
    dispute = Dispute(
        reference=records.disputes.new_reference(),
        line_id=line.id,
        partner_id=turn.person.company.id,
        opened_by_id=turn.person.id,
        opened_at=turn.now,
        due_at=due(turn),
        evidence={"text": words, "files": [], "claimed": claim.right if claim else None},
        owner_id=_owner(turn),
    )
    records.disputes.open(dispute)
    _keep(turn, dispute, files)
    turn.audit("dispute.opened", dispute.reference, "done")
    telling.tell_owner(turn, dispute)
    return dispute, True


def add(turn: Turn, dispute: Dispute, words: str, files: Sequence[File]) -> None:
    """More words and files; every copy of the card shows them."""
    said = dispute.evidence["text"]
    text = f"{said}\n{words}" if words and words not in said.split("\n") else said
    claim = claimed(words)
    right = claim.right if claim else dispute.evidence.get("claimed")
    dispute.evidence = dispute.evidence | {"text": text, "claimed": right}
    _keep(turn, dispute, files)
    turn.audit("dispute.added", dispute.reference, "done")
    turn.refresh(telling.card(dispute))


def accept(turn: Turn, dispute: Dispute, amount: Money | None, note: str) -> Step:
    """It is right: so much more for the line, once another person agrees."""
    if dispute.state not in ANSWERABLE:
        return Refused(Trouble.NOT_NOW, dispute)
    if amount is None or not amount.minor:
        return Refused(Trouble.NO_AMOUNT, dispute)
    _investigate(turn, dispute)
    dispute.uphold(turn.person, turn.now, note)
    adjustment = Adjustment(
        kind=AdjustmentKind.DISPUTE,
        reason=REASON,
        amount=amount,
        line_id=dispute.line_id,
        prepared_by_id=turn.person.id,
        prepared_at=turn.now,
        dispute_id=dispute.id,
        note=note,
    )
    turn.records.adjustments.prepare(adjustment)
    telling.tell_approvers(turn, dispute)
    return _answered(turn, dispute, "dispute.accepted")


def decline(turn: Turn, dispute: Dispute, reason: str) -> Step:
    if dispute.state not in ANSWERABLE:
        return Refused(Trouble.NOT_NOW, dispute)
    if not reason:
        return Refused(Trouble.NO_REASON, dispute)
    _investigate(turn, dispute)
    dispute.decline(turn.person, turn.now, reason)
    return _answered(turn, dispute, "dispute.declined")


def approve(turn: Turn, dispute: Dispute) -> Step:
    """The adjustment is posted, into the month that receives now."""
    waiting = telling.adjustment(turn.records, dispute)
    if dispute.state is not DisputeState.UPHELD or waiting is None:
        return Refused(Trouble.NOT_NOW, dispute)
    if waiting.prepared_by_id == turn.person.id:
        turn.audit("dispute.adjusted", dispute.reference, "refused")
        return Refused(Trouble.SAME_PERSON, dispute)
    approval = Approval(turn.person, today(turn.records, turn.now), turn.now)
    turn.records.adjustments.approve(waiting.id, approval)
    return _answered(turn, dispute, "dispute.adjusted")


def send_back(turn: Turn, dispute: Dispute, reason: str) -> Step:
    """Not so: whoever prepared the adjustment looks again, and the one who opened the dispute
    knows that it is not settled."""
    waiting = telling.adjustment(turn.records, dispute)
    if dispute.state is not DisputeState.UPHELD or waiting is None:
        return Refused(Trouble.NOT_NOW, dispute)
    if waiting.prepared_by_id == turn.person.id:
        turn.audit("dispute.sent_back", dispute.reference, "refused")
        return Refused(Trouble.SAME_PERSON, dispute)
    if not reason:
        return Refused(Trouble.NO_REASON, dispute)
    dispute.send_back(waiting.id, turn.person, turn.now, reason)
    dispute.due_at = due(turn)
    telling.tell_preparer(turn, dispute, waiting)
    return _answered(turn, dispute, "dispute.sent_back")


def reopen(turn: Turn, dispute: Dispute, words: str, files: Sequence[File]) -> Step:
    """Once, with what speaks against the answer."""
    if dispute.state not in REOPENABLE:
        return Refused(Trouble.NOT_NOW, dispute)
    if "again" in dispute.evidence:
        return Refused(Trouble.ONLY_ONCE, dispute)
    if not words:
        return Refused(Trouble.NO_REASON, dispute)
    dispute.reopen(due(turn))
    dispute.evidence = dispute.evidence | {"again": words}
    add(turn, dispute, words, files)
    turn.audit("dispute.reopened", dispute.reference, "done")
    telling.tell_owner(turn, dispute)
    return dispute


def due(turn: Turn) -> datetime:
    """By the rule `incentives.disputes`, in the vendor's office hours."""
    rules, day = turn.records.rules, today(turn.records, turn.now)
    installation = turn.records.installation.this()
    zone = installation.zone if installation else "UTC"
    hours = Calendar.of(rules.on("calendar.hours", day).value, zone)
    days = rules.on("incentives.disputes", day).value["business_days"]
    return business_deadline(turn.now, days, hours)


def _owner(turn: Turn) -> int | None:
    """Whoever of finance has the fewest to answer."""
    waiting = [dispute.owner_id for dispute in turn.records.disputes.waiting()]
    finance = [person.id for person in turn.records.people.with_role(Role.FINANCE)]
    return min(finance, key=waiting.count, default=None)


def _investigate(turn: Turn, dispute: Dispute) -> None:
    if dispute.state is DisputeState.OPEN:
        dispute.investigate(turn.person)


def _answered(turn: Turn, dispute: Dispute, action: str) -> Dispute:
    turn.audit(action, dispute.reference, "done")
    turn.records.session.flush()
    turn.refresh(telling.card(dispute))
    telling.tell_opener(turn, dispute)
    return dispute


def _keep(turn: Turn, dispute: Dispute, files: Sequence[File]) -> None:
    """The files themselves, and their hashes with the dispute."""
    kept = list(dispute.evidence["files"])
    for file in files:
        digest = hashlib.sha256(file.content or b"").hexdigest()
        if file.content is None or digest in [each["sha256"] for each in kept]:
            continue
        kept.append({"name": file.name, "sha256": digest})
        proof = Proof(
            reference=dispute.reference,
            name=file.name,
            media_type=file.media_type,
            content=file.content,
            brought_by_id=turn.person.id,
            brought_at=turn.now,
        )
        turn.records.proofs.add(proof)
    dispute.evidence = dispute.evidence | {"files": kept}
