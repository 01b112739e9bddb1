from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot import learned
from handlers.conversation.understanding import Encoder, Example, Meant, Understanding
from storage.values import Language
from tests.handlers.conversation.understanding.encoders import Sense

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

    def counted(examples: Sequence[Example], encoder: Encoder | None = None) -> Understanding:
        times.append(len(examples))
        return learn(examples, encoder)

    monkeypatch.setattr(Understanding, "learn", counted)
    return times


def test_it_is_learned_once(folder: Path, taught: list[int]) -> None:
    for _ in range(3):
        found = learned.understanding_of(EXAMPLES, folder=folder)
        understood = found.understand("show my earnings", Language.EN)
        assert isinstance(understood, Meant)
        assert understood.intent == "money.earned"
    assert taught == [4]


def test_other_examples_are_learned_afresh_and_the_old_ones_dropped(
    folder: Path, taught: list[int]
) -> None:
    learned.understanding_of(EXAMPLES, folder=folder)
    learned.understanding_of(EXAMPLES[:3], folder=folder)
    assert taught == [4, 3]
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05K\x07."])
def test_a_spoilt_file_is_no_harm(folder: Path, taught: list[int], content: bytes) -> None:
    learned.understanding_of(EXAMPLES, folder=folder)
    (file,) = folder.iterdir()
    file.write_bytes(content)
    learned.understanding_of(EXAMPLES, folder=folder)
    assert taught == [4, 4]


@pytest.mark.parametrize("which", ["file", "folder"])
def test_what_others_may_write_is_not_read(folder: Path, taught: list[int], which: str) -> None:
    learned.understanding_of(EXAMPLES, folder=folder)
    (file,) = folder.iterdir()
    (file if which == "file" else folder).chmod(0o777)
    learned.understanding_of(EXAMPLES, folder=folder)
    assert taught == [4, 4]


def test_without_a_place_to_keep_it_everything_works(tmp_path: Path, taught: list[int]) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    for _ in range(2):
        learned.understanding_of(EXAMPLES, folder=tmp_path / "taken" / "below")
    assert taught == [4, 4]


def test_until_the_vectors_were_learned_words_are_what_is_read(folder: Path) -> None:
    encoder = Sense()
    assert not learned.understanding_of(EXAMPLES, encoder, folder).reads_vectors
    assert encoder.read == []
    assert learned.studied(EXAMPLES, encoder, folder).reads_vectors
    assert learned.understanding_of(EXAMPLES, encoder, folder).reads_vectors
    assert not learned.understanding_of(EXAMPLES, None, folder).reads_vectors


def test_what_was_learned_with_vectors_is_kept_too(folder: Path, taught: list[int]) -> None:
    encoder = Sense()
    first = learned.studied(EXAMPLES, encoder, folder)
    again = learned.studied(EXAMPLES, encoder, folder)
    assert taught == [4]
    for text in ("register it", "what was earned", "zebra"):
        assert first.rank(text, Language.EN) == again.rank(text, Language.EN)


def test_an_example_is_embedded_once_in_its_life(folder: Path) -> None:
    encoder = Sense()
    learned.studied(EXAMPLES[:3], encoder, folder)
    learned.studied(EXAMPLES, encoder, folder)
    assert sorted(encoder.read) == sorted(each.text for each in EXAMPLES)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04", b"\x93NUMPY"])
def test_spoilt_vectors_are_read_afresh(folder: Path, content: bytes) -> None:
    encoder = Sense()
    learned.studied(EXAMPLES[:3], encoder, folder)
    (vectors,) = folder.glob("vectors-*.npz")
    vectors.write_bytes(content)
    learned.studied(EXAMPLES, encoder, folder)
    assert len(encoder.read) == 7


def test_vectors_that_others_may_write_are_not_read(folder: Path) -> None:
    encoder = Sense()
    learned.studied(EXAMPLES[:3], encoder, folder)
    (vectors,) = folder.glob("vectors-*.npz")
    vectors.chmod(0o666)
    learned.studied(EXAMPLES, encoder, folder)
    assert len(encoder.read) == 7
