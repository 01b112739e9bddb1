"""Lets channel managers decide appeals: another person than whoever declined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Turn
from handlers.deals import appeal_cards, cards, desk, expiry, grants
from handlers.deals.customer import signs
from handlers.deals.handler import deals
from storage.appeals import Appeal, AppealState
from storage.customer_grants import GrantKind
from storage.deals import MANAGERS, Deal

Do = Callable[[Turn, Appeal], Reply]


@deals.intent("appeals", roles=MANAGERS)
def appeals(turn: Turn, _: str) -> Reply:
    """What waits for a decision."""
    return appeal_cards.queue(turn.records.appeals.open(), turn.text)


@deals.button("appeal_show", roles=MANAGERS)
def show(turn: Turn, value: str) -> Reply:
    return _held(turn, value, _card)


@deals.button("appeal_grant", roles=MANAGERS, sensitive=True)
def grant(turn: Turn, value: str) -> Reply:
    """Protect the customer of a declined deal after all."""
    return _decided(turn, value, _approve)


@deals.button("appeal_share", roles=MANAGERS, sensitive=True)
def share(turn: Turn, value: str) -> Reply:
    return _decided(turn, value, lambda turn, appeal: _let(turn, appeal, GrantKind.SHARE))


@deals.button("appeal_hand_over", roles=MANAGERS, sensitive=True)
def hand_over(turn: Turn, value: str) -> Reply:
    return _decided(turn, value, lambda turn, appeal: _let(turn, appeal, GrantKind.HAND_OVER))


@deals.form("appeal_dismiss", roles=MANAGERS, sensitive=True)
def dismiss(turn: Turn, written: Mapping[str, str]) -> Reply:
    answer = written.get("answer", "").strip()

    def do(turn: Turn, appeal: Appeal) -> Reply:
        if not answer:
            return appeal_cards.no_reason(appeal, turn.text)
        return _end(turn, appeal, AppealState.DISMISSED, answer)

    return _decided(turn, turn.subject, do)


@deals.notice("appealed")
def appealed(telling: Telling) -> Reply:
    found = telling.records.appeals.get(telling.subject["appeal_id"])
    assert telling.person is not None, "an appeal goes to people"
    return appeal_cards.review(found, _met(telling, found), telling.person, telling.text)


def _held(turn: Turn, value: str, do: Do) -> Reply:
    found = turn.records.appeals.hold(int(value)) if value.isdecimal() else None
    if found is None:
        return cards.unknown(value, turn.text)
    return do(turn, found)


def _decided(turn: Turn, value: str, do: Do) -> Reply:
    def decide(turn: Turn, appeal: Appeal) -> Reply:
        if appeal.may_decide(turn.person):
            return do(turn, appeal)
        if appeal.state is AppealState.OPEN:
            _write_down(turn, appeal, "refused")
            return appeal_cards.not_you(appeal, turn.text)
        return _card(turn, appeal)

    return _held(turn, value, decide)


def _card(turn: Turn, appeal: Appeal) -> Reply:
    return appeal_cards.review(appeal, _met(turn, appeal), turn.person, turn.text)


def _approve(turn: Turn, appeal: Appeal) -> Reply:
    assert appeal.deal is not None, "a refusal is shared or handed over"
    deal = turn.records.deals.hold(appeal.deal)
    keys = signs(deal.customer, deal.country, deal.domain, deal.tax_id)
    if not turn.records.deals.reclaim(deal, keys):
        return appeal_cards.taken(appeal, turn.text)
    day = desk.today(turn, deal.partner)
    days = turn.records.rules.on("deals.protection", day).value["days"]
    deal.reopen(turn.person, turn.now, day + timedelta(days=days))
    desk.found_by_name(turn, deal)
    turn.refresh(expiry.card(deal))
    turn.emit("deal.decided", deal_id=deal.id)
    return _end(turn, appeal, AppealState.GRANTED)


def _let(turn: Turn, appeal: Appeal, kind: GrantKind) -> Reply:
    """Where the customer is free again, the partner need only register."""
    assert appeal.refusal is not None, "a declined deal is approved"
    grants.give(turn, turn.records.deals.get(appeal.refusal.deal_id), kind, appeal.refusal)
    return _end(turn, appeal, AppealState.GRANTED)


def _end(turn: Turn, appeal: Appeal, state: AppealState, answer: str = "") -> Reply:
    appeal.decide(state, turn.person, turn.now, answer)
    _write_down(turn, appeal, "done")
    turn.tell(appeal.person, "deals.appeal_answered", appeal_id=appeal.id)
    turn.refresh(appeal.card)
    return _card(turn, appeal)


def _met(happening: Turn | Telling, appeal: Appeal) -> Deal | None:
    refusal = appeal.refusal
    return happening.records.deals.get(refusal.deal_id) if refusal else None


def _write_down(turn: Turn, appeal: Appeal, outcome: str) -> None:
    said = {"appeal": appeal.id, "state": appeal.state}
    turn.audit("deal.appeal_decided", appeal_cards.subject(appeal.against), outcome, **said)
