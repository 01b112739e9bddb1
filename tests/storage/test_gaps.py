"""One gap for one question, however often and by whomever it is asked."""

from __future__ import annotations

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


def test_a_persons_latest_opinion_counts(any_store: Store) -> None:
    with any_store.transaction() as records:
        person, _ = here(records, "rina")
        for helpful in (True, False):
            opinion = Opinion(person_id=person.id, question="seats?", helpful=helpful, at=NOW)
            records.gaps.rate(opinion)
        (kept,) = records.gaps.opinions()
        assert not kept.helpful
