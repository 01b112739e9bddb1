"""Lets the vendor's people decide about claims on the fund, and tells everyone concerned."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from handlers.conversation.reply import Attachment, Reply, private
from handlers.conversation.turn import Happening, Telling, Turn
from handlers.funds import cards, desk, review_cards
from handlers.funds.handler import funds
from handlers.funds.review_cards import Seen
from storage.funds import ClaimState, FundClaim, FundTooSmall
from storage.people import Role
from storage.signing import NotNow, SamePerson
from storage.values import Period

MANAGERS = frozenset({Role.CHANNEL_MANAGER})
REVIEWERS = frozenset(desk.REVIEWERS)
NUMBER = re.compile(r"\bF-?(?P<digits>\d{5})\b", re.IGNORECASE)
#: *Setujui F-20417* · *refuse F-20417: gifts do not count*
DECIDED = re.compile(
    r"\W*(?:(?:tolong|please|ya|ok(?:e|ay)?)\W+)?(?:(?P<agree>setuju\w*|approve|acc|agree(?:\s+to)?)"
    r"|(?P<reimburse>reimburse|ganti\w*|cairkan|bayar\w*|pay(?:\s+out)?)"
    r"|(?P<refuse>tolak|refuse|reject|decline))\s+(?:(?:the|mdf|dana|klaim|claim|fund)\w*\s+)*"
    r"F-?\d{5}\b(?:\W+(?P<reason>.*))?",
    re.IGNORECASE | re.DOTALL,
)
Step = Callable[[FundClaim], None]


@funds.written("decide", DECIDED, roles=REVIEWERS)
def decide(turn: Turn, sentence: str) -> Reply:
    said, number = DECIDED.fullmatch(sentence.strip()), NUMBER.search(sentence)
    assert said is not None
    assert number is not None
    reference = f"F-{number['digits']}"
    if said["agree"]:
        return agree(turn, reference)
    if said["reimburse"]:
        return reimburse(turn, reference)
    return _refused(turn, reference, (said["reason"] or "").strip())


@funds.button("agree", roles=MANAGERS, sensitive=True)
def agree(turn: Turn, reference: str) -> Reply:
    """The fund gives it; proof is due some days after the activity."""
    if turn.person.role not in MANAGERS:
        return private(turn.text("only_managers"))

    def step(claim: FundClaim) -> None:
        if claim.state is not ClaimState.REQUESTED:
            raise NotNow(f"{reference} is {claim.state}")
        partner = turn.records.partners.get(claim.partner_id)
        desk.accrue(turn, partner, Period.quarter(claim.day))
        by = desk.terms(turn, partner).proof_by(claim.day)
        turn.records.funds.agree(claim, turn.person, turn.now, by)

    return _step(turn, reference, step)


@funds.button("reimburse", roles=REVIEWERS, sensitive=True)
def reimburse(turn: Turn, reference: str) -> Reply:
    """Somebody else than who agreed pays it back; what keeps the books hears of it."""

    def step(claim: FundClaim) -> None:
        if turn.person.id == claim.agreed_by_id:
            raise SamePerson(f"{reference} was agreed by the same person")
        claim.reimburse(turn.now)
        turn.emit("fund.reimbursed", claim_id=claim.id)

    return _step(turn, reference, step)


@funds.form("refuse", roles=REVIEWERS, sensitive=True)
def refuse(turn: Turn, written: Mapping[str, str]) -> Reply:
    return _refused(turn, turn.subject, written.get("reason", "").strip())


@funds.button("show", roles=REVIEWERS)
def show(turn: Turn, reference: str) -> Reply:
    claim = turn.records.funds.numbered(reference)
    if claim is None:
        return review_cards.unknown(reference, turn.text)
    return review_cards.review(seen(turn, claim), turn.text)


@funds.button("files", roles=REVIEWERS)
def files(turn: Turn, reference: str) -> Reply:
    """What proves it, for those who decide."""
    found = turn.records.proofs.of(reference)
    sent = (Attachment(f.name, f.media_type, f.content, f.name) for f in found)
    turn.audit("fund.proof", reference, "done")
    return private(turn.text("proof_of", reference=reference), *sent)


@funds.notice("claim")
def claim_card(telling: Telling) -> Reply | None:
    found = telling.records.funds.numbered(telling.subject["reference"])
    return review_cards.review(seen(telling, found), telling.text) if found else None


@funds.notice("told")
def told(telling: Telling) -> Reply | None:
    found = telling.records.funds.numbered(telling.subject["reference"])
    return cards.told(found, telling.text) if found else None


def seen(happening: Happening, claim: FundClaim) -> Seen:
    partner = happening.records.partners.get(claim.partner_id)
    by, at = _last_step(happening, claim)
    quarter = desk.quarter(happening, partner, Period.quarter(claim.day))
    requester = desk.requester(happening, claim).name
    return Seen(claim, partner.name, requester, quarter, by, at)


def changed(happening: Happening, claim: FundClaim) -> None:
    """Every copy is drawn again, and the one who asked is told."""
    happening.refresh(desk.card(claim))
    requester = desk.requester(happening, claim)
    happening.tell(requester, "funds.told", reference=claim.reference)


def _refused(turn: Turn, reference: str, reason: str) -> Reply:
    claim = turn.records.funds.numbered(reference)
    waits = claim is not None and claim.state in (ClaimState.REQUESTED, ClaimState.PROVEN)
    if claim is not None and waits and not reason:
        return review_cards.why(claim, turn.text)
    return _step(turn, reference, lambda found: found.refuse(reason, turn.now))


def _step(turn: Turn, reference: str, step: Step) -> Reply:
    """Do it once, whoever presses first; say why where it cannot be done."""
    claim = turn.records.funds.numbered(reference)
    if claim is None:
        return review_cards.unknown(reference, turn.text)
    try:
        step(claim)
    except NotNow:
        return review_cards.already(seen(turn, claim), turn.text)
    except SamePerson:
        return review_cards.another_person(claim, turn.text)
    except FundTooSmall:
        return review_cards.too_small(seen(turn, claim), turn.text)
    turn.audit(f"fund.{claim.state}", reference, "done")
    changed(turn, claim)
    return review_cards.done(seen(turn, claim), turn.text)


def _last_step(happening: Happening, claim: FundClaim) -> tuple[str, datetime | None]:
    """Who did the step that the claim stands at, and when."""
    entries = happening.records.audit.about(claim.reference)
    mine = [each for each in entries if each.action == f"fund.{claim.state}"]
    if not mine or mine[-1].actor_id is None:
        return "", claim.changed_at
    return happening.records.people.get(mine[-1].actor_id).name, mine[-1].at
