"""Takes the files that prove what a claim was spent on."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation import manners
from handlers.conversation.message import File, Said
from handlers.conversation.reply import Button, Buttons, Reply, private
from handlers.conversation.turn import Turn
from handlers.funds import cards, desk, review_cards
from handlers.funds.handler import funds
from storage.funds import ClaimState, FundClaim
from storage.people import MEMBERS
from storage.proofs import Proof
from storage.values import Money

QUESTION = "funds.proof"
LARGEST = 10_000_000  #: bytes of one file


@funds.intent("prove", roles=MEMBERS)
def prove(turn: Turn, sentence: str) -> Reply:
    """*Ini bukti F-20417, habis 48 juta*, with the files."""
    named = [found.value for found in turn.read.references(sentence)]
    waiting = _agreed(turn)
    if named:
        claim = next((each for each in waiting if each.reference == named[0]), None)
        return _taken(turn, claim, sentence) if claim else _not_waiting(turn, named[0])
    if len(waiting) == 1:
        return _taken(turn, waiting[0], sentence)
    return _which(turn, waiting)


@funds.brought(roles=MEMBERS)
def brought(turn: Turn, sentence: str) -> Reply | None:
    """Files are proof when we just asked for it; else only a claim that waits is shown."""
    act, waiting = turn.message.act, _agreed(turn)
    assert isinstance(act, Said)
    if turn.memory.get("question", {}).get("name") == QUESTION:
        return prove(turn, f"{turn.draft['reference']} {sentence}")
    if manners.has_words(act):
        return None
    return _which(turn, waiting) if waiting else manners.unreadable(act, turn.language)


@funds.button("proof", roles=MEMBERS)
def proof(turn: Turn, reference: str) -> Reply:
    claim = next((each for each in _agreed(turn) if each.reference == reference), None)
    return _ask(turn, claim) if claim else _not_waiting(turn, reference)


@funds.answer("proof", roles=MEMBERS)
def proof_answer(turn: Turn, sentence: str) -> Reply | None:
    """The amount that was really spent, when the files come with it."""
    act = turn.message.act
    if not (isinstance(act, Said) and act.files):
        return None
    return prove(turn, f"{turn.draft['reference']} {sentence}")


def _agreed(turn: Turn) -> list[FundClaim]:
    found = turn.records.funds.claims(turn.person.company.id)
    return [each for each in found if each.state is ClaimState.AGREED]


def _taken(turn: Turn, claim: FundClaim, sentence: str) -> Reply:
    act = turn.message.act
    files = _usable(act.files) if isinstance(act, Said) else []
    if not files:
        return _ask(turn, claim)
    held = turn.records.funds.owned(claim.partner_id, claim.reference)
    if held is None or held.state is not ClaimState.AGREED:
        return _not_waiting(turn, claim.reference)
    _prove(turn, held, files, _spent(turn, held, sentence))
    return cards.proven(held, len(files), turn.text)


def _prove(turn: Turn, claim: FundClaim, files: Sequence[File], spent: Money) -> None:
    if turn.memory.get("question", {}).get("name") == QUESTION:
        turn.forget_question()
    for file in files:
        turn.records.proofs.add(
            Proof(
                reference=claim.reference,
                name=file.name,
                media_type=file.media_type,
                content=file.content or b"",
                brought_by_id=turn.person.id,
                brought_at=turn.now,
            )
        )
    document = {"files": [file.name for file in files], "spent": str(spent.amount)}
    claim.prove(document, spent, turn.now)
    turn.audit("fund.proven", claim.reference, "done")
    turn.refresh(desk.card(claim))
    desk.tell_reviewers(turn, claim)


def _spent(turn: Turn, claim: FundClaim, sentence: str) -> Money:
    """What they say that they spent; else what was planned."""
    said = [
        found.value
        for found in turn.read.money(sentence)
        if hasattr(found, "value") and found.value.currency == claim.amount.currency
    ]
    return said[0] if said and said[0].minor > 0 else cards.cost(claim)


def _usable(files: Sequence[File]) -> list[File]:
    return [each for each in files if each.content is not None and each.size <= LARGEST]


def _ask(turn: Turn, claim: FundClaim) -> Reply:
    turn.ask(QUESTION, reference=claim.reference)
    return cards.bring_proof(claim, turn.text)


def _which(turn: Turn, waiting: Sequence[FundClaim]) -> Reply:
    buttons = tuple(
        Button(f"{each.reference} · {each.activity}", "funds.proof", each.reference)
        for each in waiting[:5]
    )
    if not buttons:
        return private(turn.text("nothing_to_prove"))
    return private(turn.text("which_claim"), Buttons(buttons))


def _not_waiting(turn: Turn, reference: str) -> Reply:
    """The same words for somebody else's claim and for none."""
    own = turn.records.funds.owned(turn.person.company.id, reference)
    if own is None:
        return review_cards.unknown(reference, turn.text)
    return cards.told(own, turn.text)
