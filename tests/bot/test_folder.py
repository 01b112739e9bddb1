"""A folder and the knowledge are the same after a few seconds."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.folder import Folder
from storage.store import Store
from tests.conftest import NOW

ONE = "# Parking\nA parking place costs 25,000 rupiah a day.\n"
OTHER = "# Parking\nA parking place costs 30,000 rupiah a day.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "programme"
    made.mkdir()
    return made


@pytest.fixture
def folder(empty_store: Store, path: Path) -> Folder:
    return Folder(empty_store, path, lambda: NOW)


def said(store: Store, name: str = "programme/parking.md") -> str:
    with store.reading() as records:
        found = records.knowledge.from_source(name)
        passages = records.knowledge.passages_of(found) if found else ()
        return " ".join(passage.text for passage in passages)


def refused(store: Store) -> dict[str, str]:
    with store.reading() as records:
        return {each.name: each.reason for each in records.imports.refused(NOW)}


def test_a_file_is_taken_when_it_is_steady(folder: Folder, path: Path) -> None:
    (path / "parking.md").write_text(ONE, "utf-8")
    assert folder.look() == 0
    assert folder.look() == 1
    assert "25,000" in said(folder.store)
    assert folder.look() == 0
    (path / "parking.md").write_text(OTHER + "And more.", "utf-8")
    assert (folder.look(), folder.look()) == (0, 1)
    assert "30,000" in said(folder.store)


def test_a_file_that_is_gone_is_withdrawn(folder: Folder, path: Path) -> None:
    (path / "parking.md").write_text(ONE, "utf-8")
    folder.look(), folder.look()
    (path / "parking.md").unlink()
    assert (folder.look(), folder.look()) == (0, 1)
    assert said(folder.store) == ""


def test_a_folder_that_cannot_be_seen_withdraws_nothing(folder: Folder, path: Path) -> None:
    (path / "parking.md").write_text(ONE, "utf-8")
    folder.look(), folder.look()
    path.rename(path.with_name("elsewhere"))
    assert (folder.look(), folder.look()) == (0, 0)
    assert said(folder.store)


def test_a_bad_file_is_listed_until_it_is_mended(folder: Folder, path: Path) -> None:
    (path / "bad.md").write_text("---\ntitle: never closed\n", "utf-8")
    (path / "parking.md").write_text(ONE, "utf-8")
    folder.look(), folder.look()
    assert refused(folder.store) == {"programme/bad.md": "bad_front_matter"}
    assert "25,000" in said(folder.store)
    (path / "bad.md").write_text(ONE, "utf-8")
    folder.look(), folder.look()
    assert refused(folder.store) == {}


def test_what_is_too_large_is_not_even_opened(
    folder: Folder, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.library.LARGEST_FILE", 4)
    (path / "parking.md").write_text(ONE, "utf-8")
    folder.look(), folder.look()
    assert refused(folder.store) == {"programme/parking.md": "too_large"}


def test_nothing_outside_the_folder_is_read(folder: Folder, path: Path) -> None:
    (path.parent / "secret.md").write_text(ONE, "utf-8")
    (path / "parking.md").symlink_to(path.parent / "secret.md")
    (path / ".DS_Store").write_bytes(b"\0")
    assert (folder.look(), folder.look()) == (0, 0)


def test_a_restart_reads_nothing_again(folder: Folder, path: Path) -> None:
    (path / "parking.md").write_text(ONE, "utf-8")
    folder.look(), folder.look()
    with folder.store.reading() as records:
        before = records.knowledge.edition()
    again = Folder(folder.store, path, lambda: NOW)
    again.look(), again.look()
    with folder.store.reading() as records:
        assert records.knowledge.edition() == before


def test_an_edit_is_live_in_under_five_seconds(folder: Folder, path: Path) -> None:
    async def edited() -> float:
        stop = asyncio.Event()
        running = asyncio.create_task(folder.run(stop))
        await asyncio.sleep(0.3)
        (path / "parking.md").write_text(ONE, "utf-8")
        began = time.monotonic()
        while not said(folder.store) and time.monotonic() - began < 8:
            await asyncio.sleep(0.05)
        stop.set()
        await running
        return time.monotonic() - began

    assert asyncio.run(edited()) < 5
