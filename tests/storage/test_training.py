from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from storage.certificates import Certificate
from storage.people import Person
from storage.store import Records, Store
from storage.training import AttemptState, Course, CourseDraft, PublishedForGood
from tests.conftest import NOW

SALES = "cloudsuite-sales"
TODAY = NOW.date()


def someone(records: Records, handle: str = "rina") -> Person:
    found = records.people.with_handle(handle)
    assert found is not None
    return found


def sales(records: Records, day: date = TODAY) -> Course:
    found = records.training.course(SALES, day)
    assert found is not None
    return found


def version(records: Records, number: int, since: date) -> Course:
    return records.training.publish(
        Course(
            key=SALES,
            version=number,
            effective_from=since,
            document=sales(records).document,
            published_at=NOW,
            published_by_id=someone(records, "maya").id,
        )
    )


def renewal(records: Records, held: Certificate, earned: date) -> Certificate:
    return records.training.certify(
        Certificate(
            reference=records.training.new_reference(),
            person_id=held.person_id,
            course=held.course,
            course_id=held.course_id,
            earned=earned,
            valid_to=earned + timedelta(days=365),
        )
    )


def test_a_published_version_never_changes(any_store: Store) -> None:
    with any_store.transaction() as records:
        sales(records).document = {}
        with pytest.raises(PublishedForGood):
            records.session.flush()
        records.session.rollback()
    with any_store.transaction() as records:
        records.session.delete(version(records, 2, TODAY))
        with pytest.raises(PublishedForGood):
            records.session.flush()
        records.session.rollback()


def test_the_version_in_force_on_a_day(any_store: Store) -> None:
    with any_store.transaction() as records:
        assert records.training.next_version(SALES) == 2
        assert records.training.next_version("unheard-of") == 1
        later = version(records, 2, TODAY + timedelta(days=1))
        assert sales(records).version == 1
        assert sales(records, TODAY + timedelta(days=1)) == later
        assert records.training.course(SALES, date(2020, 1, 1)) is None


def test_one_open_attempt_a_person_and_course(any_store: Store) -> None:
    with any_store.transaction() as records:
        rina, course = someone(records), sales(records)
        first = records.training.begin(rina.id, course, NOW)
        assert records.training.begin(rina.id, course, NOW) == first
        assert records.training.running(rina.id) == [first]
        first.finish(AttemptState.FAILED, NOW, 60)
        assert records.training.begin(rina.id, course, NOW) != first
        assert records.training.finished(rina.id, SALES, NOW) == 1
        assert records.training.finished(rina.id, SALES, NOW + timedelta(seconds=1)) == 0


def test_a_question_is_answered_once(any_store: Store) -> None:
    with any_store.transaction() as records:
        attempt = records.training.begin(someone(records).id, sales(records), NOW)
        assert records.training.answer(attempt, 1, "C", NOW)
        assert not records.training.answer(attempt, 1, "A", NOW)
        assert records.training.answer(attempt, 2, "B", NOW)
        assert records.training.answers(attempt) == "CB"


def test_two_devices_at_once_answer_it_once(any_store: Store) -> None:
    with any_store.transaction() as records:
        attempt_id = records.training.begin(someone(records).id, sales(records), NOW).id
    together = Barrier(2)

    def answer(choice: str) -> bool:
        together.wait()
        with any_store.transaction() as records:
            attempt = records.training.attempt(attempt_id)
            assert attempt is not None
            return records.training.answer(attempt, 1, choice, NOW)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(answer, "AB")) == [False, True]


def test_who_was_certified_on_a_day(any_store: Store) -> None:
    with any_store.reading() as records:
        agus, training = someone(records, "agus"), records.training
        partner_id = agus.company.id
        for day, certified in (
            (date(2025, 9, 29), False),
            (date(2025, 9, 30), True),
            (date(2026, 9, 30), True),
            (date(2026, 10, 1), False),
        ):
            assert training.certified(agus.id, SALES, day) is certified
            assert list(training.certified_at(partner_id, SALES, day)) == [agus] * certified
        assert not training.certified(agus.id, "another", TODAY)


def test_a_renewal_takes_the_place_but_not_the_days(any_store: Store) -> None:
    with any_store.transaction() as records:
        agus = someone(records, "agus")
        (held,) = records.training.held(agus.id)
        new = renewal(records, held, TODAY)
        assert records.training.held(agus.id) == [new]
        assert held.renewed_by_id == new.id
        assert records.training.certified(agus.id, SALES, date(2025, 12, 24))
        assert list(records.training.certified_at(agus.company.id, SALES, TODAY)) == [agus]
        assert new.reference != held.reference


def test_a_step_is_taken_once_and_the_end_is_the_last(any_store: Store) -> None:
    with any_store.transaction() as records:
        (held,) = records.training.ending(TODAY + timedelta(days=14))
        assert records.training.take(held, 14, NOW)
        assert not records.training.take(held, 14, NOW)
        assert records.training.ending(TODAY + timedelta(days=14)) == [held]
        assert records.training.take(held, 0, NOW)
        assert records.training.ending(TODAY + timedelta(days=14)) == []


def test_a_lesson_is_read_once(any_store: Store) -> None:
    with any_store.transaction() as records:
        rina = someone(records)
        for _ in range(2):
            records.training.read(rina.id, SALES, "Pro datasheet v4", NOW)
        assert records.training.lessons_read(rina.id, SALES) == {"Pro datasheet v4"}
        assert records.training.lessons_read(rina.id, "another") == frozenset()


def test_a_draft_is_open_until_it_is_published_or_dropped(any_store: Store) -> None:
    with any_store.transaction() as records:
        maya = someone(records, "maya")
        drafts = [
            records.training.write(
                CourseDraft(key="k", author_id=maya.id, created_at=NOW, document={})
            )
            for _ in range(3)
        ]
        drafts[0].dropped = True
        drafts[1].published_id = sales(records).id
        drafts[2].revise({"titles": {}})
        assert [draft.is_open for draft in drafts] == [False, False, True]
        assert records.training.drafts(maya.id) == [drafts[2]]
        assert drafts[2].revision == 2
        assert records.training.draft(drafts[2].id) is drafts[2]
        assert records.training.draft(0) is None
