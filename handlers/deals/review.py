"""Lets channel managers decide about deals, and tells everyone concerned."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import reduce

from handlers.conversation.phrasing import REASON
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Turn
from handlers.deals import cards, comparison, desk, expiry, finding, review_cards
from handlers.deals.case import Case
from handlers.deals.comparison import Contest, Side
from handlers.deals.finding import Finding, Unknown, Unsaid
from handlers.deals.handler import deals
from storage.deals import MANAGERS, Deal, DealAction, DealState
from storage.deliveries import DeliveryState

DECIDED = (DealState.APPROVED, DealState.DECLINED)
#: *D-1012: rejected* gives no reason.
DECISION = re.compile(r"\W*(?:(?:di)?tolak|decline[ds]?|reject(?:ed)?|no|tidak)\W*", re.IGNORECASE)
#: A decision in so many words; anything vaguer needs a deal's name or number.
SAID = re.compile(
    r"appr?ov|setuj|\bacc\b|terima|accept|sign(?:ed)? off|grant|protect|lindung|confirm|konfirmasi"
    r"|tolak|nolak|declin|reject|refus|den(?:y|ied)|turn(?:ed)? (?:it |that )?down",
    re.IGNORECASE,
)


@deals.intent("approve", roles=MANAGERS, sensitive=True)
def approve(turn: Turn, sentence: str) -> Reply:
    found = finding.all_meant(turn, sentence)
    if not (SAID.search(sentence) or finding.names_one(turn, sentence)):
        return _unsaid(turn, found[0])
    return reduce(Reply.then, [_decided(turn, f, DealAction.APPROVE, _approve) for f in found])


@deals.button("approve", roles=MANAGERS, sensitive=True)
def approve_pressed(turn: Turn, value: str) -> Reply:
    """The value is the deal's number and, after an @, the version that the card showed."""
    reference, _, version = value.partition("@")
    found = finding.numbered(turn, reference)
    if isinstance(found, Deal) and _changed_since(found, version):
        return review_cards.changed(Case.of(turn, found), turn.text)
    return _decided(turn, found, DealAction.APPROVE, _approve)


@deals.intent("decline", roles=MANAGERS, sensitive=True)
def decline(turn: Turn, sentence: str) -> Reply:
    said = REASON.search(sentence)
    reason = said["said"] if said else ""
    decide = _declining("" if DECISION.fullmatch(reason) else reason)
    found = finding.all_meant(turn, sentence[: said.start()] if said else sentence)
    if not (SAID.search(sentence) or finding.names_one(turn, sentence)):
        return _unsaid(turn, found[0])
    return reduce(Reply.then, [_decided(turn, f, DealAction.DECLINE, decide) for f in found])


@deals.form("decline", roles=MANAGERS, sensitive=True)
def decline_for(turn: Turn, written: Mapping[str, str]) -> Reply:
    found, reason = finding.numbered(turn, turn.subject), written.get("reason", "").strip()
    if not reason and isinstance(found, Deal):
        return review_cards.no_reason(found, turn.text)
    return _decided(turn, found, DealAction.DECLINE, _declining(reason))


@deals.notice("submitted")
def submitted(telling: Telling) -> Reply | None:
    """The card of a deal, as it stands now; a withdrawn one is no longer worth a first copy."""
    deal = telling.records.deals.get(telling.subject["deal_id"])
    if deal.state is DealState.WITHDRAWN and telling.copy.state is not DeliveryState.SENT:
        return None
    return review_cards.review(Case.of(telling, deal), telling.text)


@deals.notice("decided")
def decided(telling: Telling) -> Reply | None:
    """Nothing where it has ended since."""
    deal = telling.records.deals.get(telling.subject["deal_id"])
    return cards.told(deal, telling.text) if deal.state in DECIDED else None


@deals.notice("contested")
def contested(telling: Telling) -> Reply:
    records = telling.records
    refusal = records.deals.refusal(telling.subject["refusal_id"])
    deal, second = records.deals.get(refusal.deal_id), records.partners.get(refusal.partner_id)
    contest = Contest(
        refusal=refusal,
        deal=deal,
        second=Side(second, desk.tier(telling, second)),
        first=Side(deal.partner, desk.tier(telling, deal.partner)),
        products=records.products.all(),
    )
    return comparison.contested(contest, telling.text)


Decide = Callable[[Turn, Deal], bool]


def undecided(turn: Turn, found: Unknown | Unsaid) -> Reply:
    """Nobody's deal, or any of those that wait."""
    if isinstance(found, Unknown):
        return cards.unknown(found.name, turn.text)
    return review_cards.queue(found.deals, turn.text)


def _unsaid(turn: Turn, found: Finding) -> Reply:
    """*Go ahead* may be meant for the deal before, or for something else: only show it."""
    if isinstance(found, Deal):
        return review_cards.review(Case.of(turn, found), turn.text)
    return review_cards.queue(finding.nearby(turn), turn.text)


def _decided(turn: Turn, found: Finding, action: DealAction, decide: Decide) -> Reply:
    if not isinstance(found, Deal):
        return undecided(turn, found)
    return _decide(turn, turn.records.deals.hold(found), action, decide)


def _decide(turn: Turn, deal: Deal, action: DealAction, decide: Decide) -> Reply:
    turn.remember("deals", reference=deal.reference)
    if not deal.may(action, turn.person.role):
        return review_cards.already(deal, turn.text)
    if not decide(turn, deal):
        return review_cards.why(deal, turn.text)
    _tell(turn, deal)
    return review_cards.done(deal, turn.text)


def _changed_since(deal: Deal, version: str) -> bool:
    return deal.state is DealState.SUBMITTED and version not in ("", str(deal.version))


def _approve(turn: Turn, deal: Deal) -> bool:
    day = desk.today(turn, deal.partner)
    days = turn.records.rules.on("deals.protection", day).value["days"]
    deal.approve(turn.person, turn.now, day + timedelta(days=days))
    return True


def _declining(reason: str) -> Decide:
    """Declines for this reason; without one the deal stays as it is."""

    def decline(turn: Turn, deal: Deal) -> bool:
        if reason:
            deal.decline(turn.person, turn.now, reason)
            turn.records.deals.release(deal)
        return bool(reason)

    return decline


def _tell(turn: Turn, deal: Deal) -> None:
    turn.audit(f"deal.{deal.state}", deal.reference, "done")
    turn.refresh(expiry.card(deal))
    turn.tell(deal.submitted_by, "deals.decided", deal_id=deal.id)
    turn.emit("deal.decided", deal_id=deal.id)
