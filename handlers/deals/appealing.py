"""Lets a partner appeal a refusal once, and another person than the first decide it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from handlers.conversation.reply import Reply
from handlers.conversation.turn import Telling, Turn
from handlers.deals import appeal_cards, cards, desk, expiry, grants
from handlers.deals.customer import normal_name, signs
from handlers.deals.handler import deals
from storage.appeals import Appeal, AppealState
from storage.customer_grants import GrantKind
from storage.deals import MANAGERS, Deal, DealState, Refusal
from storage.people import MEMBERS, Person, Role

REASON = re.compile(
    r"(?:[:–—]|\s-\s|\b(?:karena|krn|soalnya|sebab|because|since|alasan(?:nya)?|reason)\b[\s:]*)"
    r"\s*(?P<reason>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
MOST_LETTERS = 2_000
Object = Deal | Refusal
Do = Callable[[Turn, Appeal], Reply]


@deals.intent("appeal", roles=MEMBERS)
def appeal(turn: Turn, sentence: str) -> Reply:
    """*I appeal the refusal of PT Maju: we met them in May*"""
    said = REASON.search(sentence)
    about = sentence[: said.start()] if said else sentence
    numbers = turn.read.references(about)
    if numbers:
        return _appealed(turn, numbers[0].value, said["reason"] if said else "")
    meant = [each for each in _refused(turn) if _names(about, each)] or _refused(turn)[:1]
    return _about(turn, meant[0] if meant else None, said["reason"] if said else "")


@deals.form("appeal", roles=MEMBERS)
def appeal_in_form(turn: Turn, written: Mapping[str, str]) -> Reply:
    return _appealed(turn, turn.subject, written.get("why", ""))


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


@deals.notice("appeal_answered")
def answered(telling: Telling) -> Reply:
    found = telling.records.appeals.get(telling.subject["appeal_id"])
    return appeal_cards.answered(found, telling.text)


def _appealed(turn: Turn, subject: str, why: str) -> Reply:
    """The subject is a deal's number, or a customer as the partner wrote it."""
    deal = turn.records.deals.owned(turn.person.company.id, subject)
    if deal is not None and deal.state is not DealState.DECLINED:
        found = turn.records.appeals.of_deal(deal)
        return (
            appeal_cards.before(found, turn.text) if found else cards.unchangeable(deal, turn.text)
        )
    if deal is None and turn.read.references(subject):
        return cards.unknown(subject, turn.text)
    refused = (each for each in _refused(turn) if isinstance(each, Refusal))
    same = (each for each in refused if _is_of(each, subject))
    return _about(turn, deal or next(same, None), why)


def _about(turn: Turn, found: Object | None, why: str) -> Reply:
    if found is None:
        return appeal_cards.nothing_refused(turn.text)
    before = _appeal_of(turn, found)
    if before is not None:
        return appeal_cards.before(before, turn.text)
    why = why.strip()[:MOST_LETTERS]
    if not why:
        return appeal_cards.why(_subject(found), turn.text)
    deal, refusal = (found, None) if isinstance(found, Deal) else (None, found)
    mine = Appeal(deal=deal, refusal=refusal, person=turn.person, words=why, at=turn.now)
    brought = turn.records.appeals.bring(mine)
    if brought is None:
        return _about(turn, found, why)
    turn.audit("deal.appealed", _subject(found), "done", appeal=brought.id)
    for manager in _deciding(turn, brought):
        turn.tell(manager, "deals.appealed", card=_key(brought), appeal_id=brought.id)
    return appeal_cards.brought(brought, turn.text)


def _refused(turn: Turn) -> Sequence[Object]:
    """What may be appealed, the latest first."""
    company = turn.person.company.id
    declined = [d for d in turn.records.deals.of(company) if d.state is DealState.DECLINED]
    found: list[Object] = [*declined, *turn.records.appeals.refusals(company)]
    return sorted(found, key=_when, reverse=True)


def _when(found: Object) -> float:
    at = found.at if isinstance(found, Refusal) else found.decided_at or found.submitted_at
    return at.timestamp()


def _names(sentence: str, found: Object) -> bool:
    name = found.customer if isinstance(found, Deal) else appeal_cards.customer(found)
    return f" {normal_name(name)} " in f" {normal_name(sentence)} "


def _is_of(refusal: Refusal, customer: str) -> bool:
    return normal_name(appeal_cards.customer(refusal)) == normal_name(customer)


def _subject(found: Object) -> str:
    return found.reference if isinstance(found, Deal) else appeal_cards.customer(found)


def _appeal_of(turn: Turn, found: Object) -> Appeal | None:
    appeals = turn.records.appeals
    return appeals.of_deal(found) if isinstance(found, Deal) else appeals.of_refusal(found)


def _deciding(turn: Turn, appeal: Appeal) -> list[Person]:
    managers = turn.records.people.with_role(Role.CHANNEL_MANAGER)
    return [each for each in managers if appeal.may_decide(each)]


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
            turn.audit("deal.appeal_decided", _subject_of(appeal), "refused", appeal=appeal.id)
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
    turn.audit("deal.appeal_decided", _subject_of(appeal), "done", state=state, appeal=appeal.id)
    turn.tell(appeal.person, "deals.appeal_answered", appeal_id=appeal.id)
    turn.refresh(_key(appeal))
    return _card(turn, appeal)


def _subject_of(appeal: Appeal) -> str:
    found = appeal.deal or appeal.refusal
    assert found is not None, "it is about something"
    return _subject(found)


def _met(happening: Turn | Telling, appeal: Appeal) -> Deal | None:
    refusal = appeal.refusal
    return happening.records.deals.get(refusal.deal_id) if refusal else None


def _key(appeal: Appeal) -> str:
    return f"appeal:{appeal.id}"
