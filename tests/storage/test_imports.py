"""What is brought is in one worker's hands at a time."""

from __future__ import annotations

from datetime import timedelta

from storage.imports import Import, ImportState
from storage.store import Store
from tests.conftest import NOW

LEASE = timedelta(minutes=1)


def bring(store: Store, name: str = "a.md") -> int:
    with store.transaction() as records:
        return records.imports.add(Import(name=name, created_at=NOW, content=b"x")).id


def test_the_oldest_is_taken_first_and_only_once(any_store: Store) -> None:
    first, second = bring(any_store), bring(any_store, "b.md")
    with any_store.transaction() as records:
        assert records.imports.waiting()
        taken = [records.imports.take(NOW, LEASE) for _ in range(3)]
    assert [each.id if each else None for each in taken] == [first, second, None]


def test_after_its_lease_another_takes_it_and_the_first_has_lost_it(any_store: Store) -> None:
    bring(any_store)
    with any_store.transaction() as records:
        lost = records.imports.take(NOW, LEASE)
    with any_store.transaction() as records:
        later = records.imports.take(NOW + LEASE, LEASE)
        assert lost is not None
        assert later is not None
        assert later.attempts == 2
        assert records.imports.held(lost) is None
        assert records.imports.held(later) is not None


def test_what_was_read_forgets_its_content(any_store: Store) -> None:
    number = bring(any_store)
    with any_store.transaction() as records:
        records.imports.get(number).read({"title": "A"})
    with any_store.reading() as records:
        read = records.imports.get(number)
        assert (read.content, read.state, read.is_unread) == (None, ImportState.READY, False)
        assert [each.id for each in records.imports.drafts()] == [number]
        assert not records.imports.waiting()


def test_of_a_files_refusals_only_the_last_is_shown(any_store: Store) -> None:
    with any_store.transaction() as records:
        records.imports.refuse("programme/a.pdf", "broken", {}, NOW)
        records.imports.refuse("programme/a.pdf", "encrypted", {}, NOW)
        records.imports.refuse("programme/b.pdf", "empty", {}, NOW)
    with any_store.transaction() as records:
        reasons = [each.reason for each in records.imports.refused(NOW)]
        assert reasons == ["empty", "encrypted"]
        records.imports.forgive("programme/a.pdf")
    with any_store.reading() as records:
        assert [each.reason for each in records.imports.refused(NOW)] == ["empty"]
        assert records.imports.refused(NOW + timedelta(days=1)) == []
