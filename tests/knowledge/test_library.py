"""Documents come, change and go; a bad one is refused by name and stops nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge import library
from knowledge.answers import Answer, answer
from knowledge.asked import Question
from knowledge.library import add, add_file, remove, sync
from knowledge.sources import UnreadableSource, read
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
        found = answer(records, Question(text, "en", Asker(), date(2026, 9, 16)))
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
    (folder / "broken.md").write_bytes(b"\xff\xfe\x00bad")
    (folder / "empty.md").write_text("---\ntitle: Nothing\n---\n")
    (folder / "photo.png").write_bytes(b"")
    with empty_store.transaction() as records:
        add(records, "pasted.txt", "Routers are black.")
        first = sync(records, folder)
    assert first.added == ["manuals/deep/returns.txt", "manuals/warranty.md"]
    assert set(first.refused) == {"manuals/broken.md", "manuals/empty.md"}
    (folder / "deep" / "returns.txt").unlink()
    with empty_store.transaction() as records:
        second = sync(records, folder)
        left = [document.source for document in records.knowledge.documents()]
    assert second.unchanged == ["manuals/warranty.md"]
    assert second.removed == ["manuals/deep/returns.txt"]
    assert sorted(left) == ["manuals/warranty.md", "pasted.txt"]


def test_a_refused_change_leaves_the_old_document(empty_store: Store, tmp_path: Path) -> None:
    page = tmp_path / "warranty.md"
    page.write_text(WARRANTY.format(years=2))
    with empty_store.transaction() as records:
        add_file(records, page)
        page.write_text("")
        with pytest.raises(UnreadableSource, match="no text"):
            add_file(records, page)
    assert "2 years" in quoted(empty_store, "how long is the warranty of a router")


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "LARGEST_FILE", 10)
    page = tmp_path / "large.txt"
    page.write_text("more than ten bytes")
    with pytest.raises(UnreadableSource, match=r"large\.txt: larger than 10 bytes"):
        library.text_of(page)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("deck.pptx", "x", "deck.pptx: only .md, .markdown, .txt"),
        ("a.md", "---\ntitle: x\n", "no closing ---"),
        ("a.md", "---\neffective_from: soon\n---\nx", "soon is no date"),
        ("a.md", "# Only a heading", "no text"),
        ("a.txt", "  \n ", "no text"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, content: str, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        read(name, content)


def test_markdown_is_read_as_a_person_sees_it() -> None:
    source = read(
        "guide.md",
        "\ufeff---\nkinds: reseller, distributor\nstaff_only: true\nno colon here\n---\n"
        "# The guide\n\nFirst **bold** [link](https://x.example) and\nmore.  \nA break <b>x</b>\n"
        "## Prices\n\n| Product | Price |\n| --- | --- |\n| Pro | 10 |\n\n- one `code`\n- two\n"
        "### Deep\n\n```\nraw *text*\n```\n## Next\n\n> quoted ![a picture](p.png)\n\n"
        "# Second\nEnd",
    )
    assert source.title == "The guide"
    assert source.language == "en"
    assert source.audience == {"kinds": ["reseller", "distributor"], "staff_only": True}
    assert [(section.heading, section.text) for section in source.sections] == [
        ("", "First bold link and more.\nA break x"),
        ("Prices", "Product · Price\nPro · 10\none code\ntwo"),
        ("Prices › Deep", "raw *text*"),
        ("Next", "quoted a picture"),
        ("Second", "End"),
    ]


def test_a_file_without_front_matter_is_named_by_its_file() -> None:
    source = read("price notes.txt", "Harga ini untuk mitra yang sudah terdaftar.")
    assert (source.title, source.version, source.language) == ("price notes", "", "id")
    assert source.effective_from < date(2001, 1, 1)
