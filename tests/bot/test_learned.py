from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot import learned
from handlers.conversation.understanding import Example, Meant, Understanding
from storage.values import Language

EXAMPLES = [
    Example("register a deal for me", "deals.register", Language.EN),
    Example("please register this customer", "deals.register", Language.EN),
    Example("what did I earn", "money.earned", Language.EN),
    Example("show my earnings", "money.earned", Language.EN),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many examples were learned from, each time it was done."""
    times: list[int] = []
    learn = Understanding.learn

    def counted(examples: Sequence[Example]) -> Understanding:
        times.append(len(examples))
        return learn(examples)

    monkeypatch.setattr(Understanding, "learn", counted)
    return times


def test_it_is_learned_once(folder: Path, taught: list[int]) -> None:
    for _ in range(3):
        found = learned.understanding_of(EXAMPLES, folder)
        understood = found.understand("show my earnings", Language.EN)
        assert isinstance(understood, Meant)
        assert understood.intent == "money.earned"
    assert taught == [4]


def test_other_examples_are_learned_afresh_and_the_old_ones_dropped(
    folder: Path, taught: list[int]
) -> None:
    learned.understanding_of(EXAMPLES, folder)
    learned.understanding_of(EXAMPLES[:3], folder)
    assert taught == [4, 3]
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05K\x07."])
def test_a_spoilt_file_is_no_harm(folder: Path, taught: list[int], content: bytes) -> None:
    learned.understanding_of(EXAMPLES, folder)
    (file,) = folder.iterdir()
    file.write_bytes(content)
    learned.understanding_of(EXAMPLES, folder)
    assert taught == [4, 4]


@pytest.mark.parametrize("which", ["file", "folder"])
def test_what_others_may_write_is_not_read(folder: Path, taught: list[int], which: str) -> None:
    learned.understanding_of(EXAMPLES, folder)
    (file,) = folder.iterdir()
    (file if which == "file" else folder).chmod(0o777)
    learned.understanding_of(EXAMPLES, folder)
    assert taught == [4, 4]


def test_without_a_place_to_keep_it_everything_works(tmp_path: Path, taught: list[int]) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    for _ in range(2):
        learned.understanding_of(EXAMPLES, tmp_path / "taken" / "below")
    assert taught == [4, 4]
