"""One gap for one question, however often and by whomever it is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.conversations import Conversation
from storage.gaps import Gap, GapAsker, GapReason, GapState, Opinion
from storage.people import Person
from storage.store import Records, Store
from storage.values import Language, Place, Platform
from tests.conftest import NOW


def gap(key: str) -> Gap:
    return Gap(key=key, question=f"{key}?", language=Language.EN, opened_at=NOW)


def here(records: Records, who: str) -> tuple[Person, Conversation]:
    person = records.people.with_handle(who)
    assert person is not None
    place = Place(Platform.WEB, "demo")
    return person, records.conversations.at(place, who, NOW)


def join(records: Records, which: Gap, who: str) -> bool:
    person, conversation = here(records, who)
    asker = GapAsker(
        gap_id=which.id,
        person_id=person.id,
        conversation_id=conversation.id,
        question=which.question,
        at=NOW,
    )
    return records.gaps.join(asker)


def test_the_same_question_is_one_gap_and_a_person_joins_it_once(any_store: Store) -> None:
    with any_store.transaction() as records:
        first, again = records.gaps.open(gap("papua")), records.gaps.open(gap("papua"))
        assert first.id == again.id
        assert join(records, first, "agus")
        assert not join(records, first, "agus")
        assert join(records, first, "rina")
        assert len(records.gaps.askers(first.id)) == 2


def test_what_most_people_asked_comes_first_and_filled_gaps_are_gone(any_store: Store) -> None:
    with any_store.transaction() as records:
        basic, papua, done = (records.gaps.open(gap(key)) for key in ("basic", "papua", "done"))
        join(records, basic, "rina")
        join(records, papua, "rina")
        join(records, papua, "agus")
        done.state = GapState.FILLED
        assert [each.key for each in records.gaps.still_open()] == ["papua", "basic"]
        assert records.gaps.get(papua.id) is papua


def test_a_filled_gap_that_is_asked_again_is_open_again(any_store: Store) -> None:
    with any_store.transaction() as records:
        first = records.gaps.open(gap("papua"))
        first.state = GapState.FILLED
        assert records.gaps.open(gap("papua")).state is GapState.OPEN
        assert first.reason is GapReason.UNANSWERED


def test_a_gap_that_a_person_closed_stays_closed(any_store: Store) -> None:
    with any_store.transaction() as records:
        first = records.gaps.open(gap("papua"))
        first.state, first.closed_reason = GapState.CLOSED, "we do not sell there"
        assert not records.gaps.open(gap("papua")).is_open
        assert not records.gaps.still_open()


def test_a_gap_has_an_owner_a_day_and_the_documents_that_were_quoted(any_store: Store) -> None:
    with any_store.transaction() as records:
        maya, _ = here(records, "maya")
        first = records.gaps.open(gap("papua"))
        first.owner_id, first.due_at = maya.id, NOW
        for documents in ("Pro v4", "Deal rules v2\nPro v4"):
            records.gaps.open(replace(gap("papua"), documents=documents))
        assert first.documents == "Pro v4\nDeal rules v2"
        first.state = GapState.FILLED
        assert records.gaps.open(gap("papua")).owner_id is None


def test_who_asks_again_what_is_open_again_is_told_again(any_store: Store) -> None:
    with any_store.transaction() as records:
        first = records.gaps.open(gap("papua"))
        join(records, first, "agus")
        (asker,) = records.gaps.askers(first.id)
        asker.told_at, first.state = NOW, GapState.FILLED
        join(records, first, "agus")
        assert asker.told_at == NOW
        join(records, records.gaps.open(gap("papua")), "agus")
        assert asker.told_at is None


@pytest.mark.parametrize(
    ("reason", "others", "state"),
    [
        (GapReason.DISLIKED, [], GapState.FILLED),
        (GapReason.DISLIKED, ["agus"], GapState.OPEN),
        (GapReason.UNANSWERED, [], GapState.OPEN),
    ],
)
def test_a_dislike_that_nobody_shares_any_more_is_settled(
    any_store: Store, reason: GapReason, others: list[str], state: GapState
) -> None:
    with any_store.transaction() as records:
        first = records.gaps.open(gap("papua"))
        first.reason = reason
        for who in ("rina", *others):
            join(records, first, who)
        rina, _ = here(records, "rina")
        records.gaps.leave(first.id, rina.id)
        records.gaps.leave(first.id, rina.id)
        assert first.state is state
        assert len(records.gaps.askers(first.id)) == len(others)


def test_a_persons_latest_opinion_counts_with_its_reason(any_store: Store) -> None:
    with any_store.transaction() as records:
        person, _ = here(records, "rina")
        for helpful, reason in ((True, ""), (False, "outdated")):
            opinion = Opinion(
                person_id=person.id, question="seats?", helpful=helpful, at=NOW, reason=reason
            )
            records.gaps.rate(opinion)
        (kept,) = records.gaps.opinions()
        assert (kept.helpful, kept.reason) == (False, "outdated")
