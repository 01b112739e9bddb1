"""Which sentences of a section are shown."""

from __future__ import annotations

import pytest

from knowledge import library
from knowledge.asked import asked
from knowledge.index import Found
from knowledge.quoting import Quoting, quoting
from knowledge.ranking import Hit
from storage.store import Store

TEXT = "The desk opens at seven. It shuts at nine. Parcels wait nine days. The lift is old."
DESK, SHUTS, PARCELS, LIFT = (TEXT.index(each) for each in ("The desk", "It", "Parcels", "The li"))


@pytest.fixture
def lobby(empty_store: Store) -> Quoting:
    with empty_store.transaction() as records:
        document = library.add(records, "lobby.md", f"# Lobby\n\n## Hours\n\n{TEXT}")
        (passage,) = records.knowledge.passages_of(document)
        hit = Hit(document, passage, Found(passage.id, document.id, 1.0, 0.0, None), 1.0)
        about = asked("how long do parcels wait", "en", "en")
        return quoting(hit, about, dict.fromkeys(about.stems, 1.0))


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ([(DESK, 0.95), (LIFT, 0.05)], "The desk opens at seven."),
        ([(DESK + 4, 0.5), (DESK + 9, 0.45)], "The desk opens at seven."),
        ([(DESK, 0.6), (SHUTS, 0.4)], "The desk opens at seven. It shuts at nine."),
        ([(SHUTS, 0.3), (PARCELS, 0.7)], "It shuts at nine. Parcels wait nine days."),
        ([(DESK, 0.4), (PARCELS, 0.4), (LIFT, 0.2)], "Parcels wait nine days. The lift is old."),
        ([(-12, 0.2), (LIFT, 0.8)], "Parcels wait nine days. The lift is old."),
    ],
)
def test_the_sentences_that_hold_the_most_marks(
    lobby: Quoting, marks: list[tuple[int, float]], shown: str
) -> None:
    assert lobby.read(marks).text == shown


@pytest.mark.parametrize("marks", [[], [(-3, 1.0)], [(len(TEXT) + 5, 1.0)]])
def test_without_a_mark_in_the_section_its_words_choose(
    lobby: Quoting, marks: list[tuple[int, float]]
) -> None:
    assert "Parcels wait nine days." in lobby.read(marks).text
