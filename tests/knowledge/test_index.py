"""Search by words and by meaning, only in what an asker may read, always up to date."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import library, vectors
from knowledge.index import Copy, Finds, Sought
from knowledge.keeping import MOST_SEGMENTS, Index
from knowledge.words import vocabulary
from storage.knowledge import Asker
from storage.store import Store
from tests.databases import Databases
from tests.knowledge.encoders import Things

TODAY = date(2026, 9, 16)
EVERYTHING = Asker(staff=True)
SEATS = "# Seats\n\n## Most\n\nA tenant has at most 500 seats."
PRICES = "# Prices\n\n## A year\n\nA seat costs Rp 1,500,000."
SECRET = "---\nstaff_only: true\n---\n# Margins\n\n## Ours\n\nThe seat margin is 40 %."


def put(store: Store, **texts: str) -> None:
    with store.transaction() as records:
        for name, text in texts.items():
            library.add(records, f"{name}.md", text)
    vectors.fill(store, Things())


def copied(store: Store, index: Index) -> Copy:
    with store.reading() as records:
        return index.refreshed(records)


def sought(copy: Copy, text: str, asker: Asker = EVERYTHING) -> Finds:
    open_ = {key for key, each in copy.documents.items() if each.is_open_to(asker, TODAY)}
    stems = vocabulary("en").stems(text)
    return copy.search(Sought(stems, Things().question(text), open_), 10)


def names(store: Store, finds: Finds) -> list[str]:
    with store.reading() as records:
        known = records.knowledge.get({each.document_id for each in finds.found})
        best = sorted(finds.found, key=lambda each: -(each.dense + each.lexical))
        return [known[each.document_id].title for each in best]


def test_another_word_for_the_same_thing_is_found(any_empty_store: Store) -> None:
    put(any_empty_store, seats=SEATS, prices=PRICES)
    finds = sought(copied(any_empty_store, Index("things")), "chair")
    near = {each.dense for each in finds.found}
    assert names(any_empty_store, finds)[0] == "Seats"
    assert max(near) > 0.9
    assert all(each.lexical == 0 for each in finds.found)


def test_the_nearest_window_of_a_section_is_told(empty_store: Store) -> None:
    long = " ".join(f"Sentence {n} is about nothing much at all." for n in range(9))
    put(empty_store, long=f"# Long\n\n## All\n\n{long} The moon is far. {long}")
    (found,) = sought(copied(empty_store, Index("things")), "bulan").found
    with empty_store.reading() as records:
        (passage,) = records.knowledge.passages([found.passage_id]).values()
    assert found.window is not None
    assert "The moon is far." in passage.text[slice(*found.window)]


def test_what_may_not_be_read_leaves_no_trace_in_any_figure(any_empty_store: Store) -> None:
    put(any_empty_store, seats=SEATS, prices=PRICES)
    without = sought(copied(any_empty_store, Index("things")), "how many seats", Asker())
    put(any_empty_store, secret=SECRET)
    index = Index("things")
    assert sought(copied(any_empty_store, index), "how many seats", Asker()) == without
    assert len(sought(copied(any_empty_store, index), "how many seats").found) == 3


def test_the_copy_follows_the_database(any_empty_store: Store) -> None:
    index = Index("things")
    put(any_empty_store, seats=SEATS)
    before = copied(any_empty_store, index)
    assert copied(any_empty_store, index) is before
    put(any_empty_store, prices=PRICES)
    assert set(names(any_empty_store, sought(copied(any_empty_store, index), "seats"))) == {
        "Seats",
        "Prices",
    }
    put(any_empty_store, seats=SEATS.replace("500", "600").replace("seats", "moons"))
    finds = sought(copied(any_empty_store, index), "moon")
    assert names(any_empty_store, finds)[0] == "Seats"
    with any_empty_store.transaction() as records:
        library.remove(records, "seats.md")
    assert names(any_empty_store, sought(copied(any_empty_store, index), "seats moon")) == [
        "Prices"
    ]


def test_what_was_taken_back_was_never_there(any_empty_store: Store) -> None:
    index = Index("things")
    put(any_empty_store, seats=SEATS)
    with suppress(ZeroDivisionError), any_empty_store.transaction() as records:
        library.add(records, "prices.md", PRICES)
        assert len(index.refreshed(records).documents) == 2
        raise ZeroDivisionError
    assert len(copied(any_empty_store, index).documents) == 1
    put(any_empty_store, moons="# Moons\n\n## All\n\nOne moon.")
    assert names(any_empty_store, sought(copied(any_empty_store, index), "moon"))[0] == "Moons"


def test_words_find_what_no_model_has_read_yet(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        library.add(records, "seats.md", SEATS)
    (found,) = sought(copied(empty_store, Index("things")), "tenant").found
    assert (found.dense, found.window) == (0.0, None)
    assert found.lexical > 0


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 3)), max_size=25))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_pieces_find_what_a_whole_copy_finds(
    databases: Databases, edits: list[tuple[str, int]]
) -> None:
    """However documents came, changed and went, and in how many pieces the copy is."""
    for store in databases.fresh("empty", lambda _: None):
        index = Index("things")
        for name, seats in edits:
            if seats:
                put(store, **{name: f"# {name}\n\n## x\n\n{seats} seats of {name}." * seats})
            else:
                with store.transaction() as records:
                    library.remove(records, f"{name}.md")
            copy = copied(store, index)
            assert len(copy.segments) <= MOST_SEGMENTS + 1
        assert sought(copied(store, index), "seats of a") == sought(
            copied(store, Index("things")), "seats of a"
        )
