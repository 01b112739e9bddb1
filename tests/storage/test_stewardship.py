"""Who looks after a document, and which questions are to be looked at again."""

from __future__ import annotations

from datetime import date, timedelta

from knowledge import library
from storage.conversations import Conversation
from storage.gaps import Gap, GapAsker, GapState
from storage.store import Records, Store
from storage.values import Language, Place, Platform
from tests.conftest import NOW


def ask(records: Records, who: str, key: str = "parking") -> GapAsker:
    person = records.people.with_handle(who)
    assert person is not None
    here: Conversation = records.conversations.at(Place(Platform.WEB, "demo"), who, NOW)
    gap = records.gaps.open(Gap(key=key, question=f"{key}?", language=Language.EN, opened_at=NOW))
    asker = GapAsker(
        gap_id=gap.id, person_id=person.id, conversation_id=here.id, question=key, at=NOW
    )
    records.gaps.join(asker)
    return asker


def looks(records: Records) -> list[tuple[int, int | None]]:
    found = []
    while (second := records.stewardship.to_look_at()) is not None:
        found.append((second.asker_id, second.document_id))
        assert records.stewardship.looked(second.asker_id)
        assert not records.stewardship.looked(second.asker_id)
    return found


def test_a_change_of_a_document_is_seen_once(any_store: Store) -> None:
    with any_store.transaction() as records:
        document = library.add(records, "a.md", "# Parking\nIt costs 5.")
        stewards = records.stewardship
        assert stewards.watch([document], NOW)
        assert not stewards.watch([document], NOW)
        document.audience = {"tiers": ["gold"]}
        later = NOW + timedelta(days=1)
        assert stewards.watch([document], later)
        assert stewards.of("a.md", NOW).changed_at == later
        document.vectors_of = "a model"
        assert stewards.watch([document], later + timedelta(days=1))
        assert stewards.of("a.md", NOW).changed_at == later


def test_a_documents_steward_stays_when_it_is_replaced(any_store: Store) -> None:
    with any_store.transaction() as records:
        owner = records.people.with_handle("budi")
        assert owner is not None
        steward = records.stewardship.of("a.md", NOW)
        steward.owner_id, steward.review_on = owner.id, date(2026, 12, 1)
    with any_store.reading() as records:
        assert records.stewardship.all()["a.md"].review_on == date(2026, 12, 1)


def test_all_open_questions_are_looked_at_again(any_store: Store) -> None:
    with any_store.transaction() as records:
        rina, siti = ask(records, "rina"), ask(records, "siti", "storage")
        told = ask(records, "agus")
        told.told_at = NOW
        closed = ask(records, "bayu", "weather")
        records.gaps.get(closed.gap_id).state = GapState.CLOSED
        records.stewardship.look_again()
        records.stewardship.look_again()
        assert looks(records) == [(rina.id, None), (siti.id, None)]
        assert records.stewardship.asker(rina.id) is rina


def test_what_a_person_answered_is_kept_with_it(any_store: Store) -> None:
    with any_store.transaction() as records:
        rina, _ = ask(records, "rina"), ask(records, "siti", "storage")
        records.stewardship.look_again()
        records.stewardship.look_again(rina.gap_id, 7)
        records.stewardship.look_again()
        assert looks(records)[0] == (rina.id, 7)
