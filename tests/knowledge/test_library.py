"""Documents come, change and go; a bad one is refused by name and stops nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge import vectors
from knowledge.answers import Answer
from knowledge.asked import Question
from knowledge.finder import Finder
from knowledge.library import add, recut, remove, sync, take
from knowledge.model.encoder import Floats
from knowledge.sources import UnreadableSource
from storage.knowledge import Asker
from storage.store import Store

WARRANTY = """---
title: Warranty
version: v1
language: en
effective_from: 2026-01-01
---
# Warranty

## Length

The warranty of a router is {years} years.
"""


def quoted(store: Store, text: str) -> str:
    with store.reading() as records:
        found = Finder().answer(records, Question(text, "en", Asker(), date(2026, 9, 16)))
    return found.text if isinstance(found, Answer) else ""


def test_a_document_from_the_same_source_takes_the_place_of_the_old_one(
    empty_store: Store,
) -> None:
    for years in (2, 3):
        with empty_store.transaction() as records:
            add(records, "warranty.md", WARRANTY.format(years=years))
    with empty_store.reading() as records:
        assert len(records.knowledge.documents()) == 1
    assert "3 years" in quoted(empty_store, "how long is the warranty of a router")


def test_a_removed_document_answers_no_more(empty_store: Store) -> None:
    with empty_store.transaction() as records:
        add(records, "warranty.md", WARRANTY.format(years=2))
        assert remove(records, "warranty.md")
        assert not remove(records, "warranty.md")
    assert not quoted(empty_store, "how long is the warranty of a router")


def test_a_newer_version_ends_the_one_it_supersedes(empty_store: Store) -> None:
    newer = WARRANTY.format(years=3).replace("version: v1", "version: v2\nsupersedes: v1")
    newer = newer.replace("2026-01-01", "2026-07-01")
    with empty_store.transaction() as records:
        add(records, "v2.md", newer)
        older = add(records, "v1.md", WARRANTY.format(years=2))
        assert older.effective_to == date(2026, 6, 30)


def test_a_folder_and_its_documents_are_kept_in_step(empty_store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "manuals"
    (folder / "deep").mkdir(parents=True)
    (folder / "warranty.md").write_text(WARRANTY.format(years=2))
    (folder / "deep" / "returns.txt").write_text("Send routers back within 14 days.")
    (folder / "broken.md").write_bytes(b"\x80\x81\xfe\xff")
    (folder / "empty.md").write_text("---\ntitle: Nothing\n---\n")
    (folder / "photo.png").write_bytes(b"")
    with empty_store.transaction() as records:
        add(records, "pasted.txt", "Routers are black.")
    first = sync(empty_store, folder)
    assert first.added == ["manuals/deep/returns.txt", "manuals/warranty.md"]
    assert set(first.refused) == {"manuals/broken.md", "manuals/empty.md"}
    (folder / "deep" / "returns.txt").unlink()
    second = sync(empty_store, folder)
    with empty_store.reading() as records:
        left = [document.source for document in records.knowledge.documents()]
    assert second.unchanged == ["manuals/warranty.md"]
    assert second.removed == ["manuals/deep/returns.txt"]
    assert sorted(left) == ["manuals/warranty.md", "pasted.txt"]


def test_a_refused_change_leaves_the_old_document(empty_store: Store) -> None:
    assert take(empty_store, "warranty.md", WARRANTY.format(years=2).encode())
    with pytest.raises(UnreadableSource, match="no text"):
        take(empty_store, "warranty.md", b"")
    assert "2 years" in quoted(empty_store, "how long is the warranty of a router")


def test_a_file_that_is_as_it_was_is_not_read_again(empty_store: Store) -> None:
    content = WARRANTY.format(years=2).encode()
    assert take(empty_store, "warranty.md", content)
    assert take(empty_store, "warranty.md", content) is None


def test_an_edit_keeps_what_the_model_has_read_of_the_rest(empty_store: Store) -> None:
    long = "\n\n".join(f"## Part {n}\n\nRouter part {n} has {n} screws." for n in range(5))
    encoder = Counting()
    with empty_store.transaction() as records:
        add(records, "parts.md", f"# Parts\n\n{long}")
    assert vectors.fill(empty_store, encoder) == 5
    with empty_store.transaction() as records:
        add(records, "parts.md", f"# Parts\n\n{long.replace('3 screws', '4 screws')}")
    assert vectors.fill(empty_store, encoder) == 1
    assert encoder.read[-1] == "Parts › Part 3: Router part 3 has 4 screws."
    assert vectors.fill(empty_store, encoder) == 0


def test_another_title_is_read_anew_everywhere(empty_store: Store) -> None:
    encoder = Counting()
    with empty_store.transaction() as records:
        add(records, "a.md", "# Old name\n\nRouters are black.")
    vectors.fill(empty_store, encoder)
    with empty_store.transaction() as records:
        add(records, "a.md", "# New name\n\nRouters are black.")
    assert vectors.fill(empty_store, encoder) == 1


def test_what_an_older_version_had_cut_is_cut_again(any_empty_store: Store) -> None:
    with any_empty_store.transaction() as records:
        old = add(records, "warranty.md", WARRANTY.format(years=2))
        (passage,) = records.knowledge.passages_of(old)
        passage.stems, old.digest = "", ""
    assert not quoted(any_empty_store, "how long is the warranty of a router")
    assert recut(any_empty_store) == 1
    assert "2 years" in quoted(any_empty_store, "how long is the warranty of a router")
    assert recut(any_empty_store) == 0


class Counting:
    """An encoder that remembers what it was given."""

    name = "counting"

    def __init__(self) -> None:
        self.read: list[str] = []

    def question(self, text: str, language: str = "") -> Floats:
        return np.ones(8, np.float32)

    def passages(self, texts: Sequence[str], language: str = "") -> Floats:
        self.read += texts
        vectors: Floats = np.eye(8, dtype=np.float32)[[len(text) % 8 for text in texts]]
        return vectors
