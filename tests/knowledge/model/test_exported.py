"""Any encoder that was exported with its tokenizer can take ours' place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from knowledge.model.exported import Exported
from knowledge.model.install import tokenizer
from knowledge.model.weights import parsed
from knowledge.models import Models, none
from tests.knowledge.model import tiny

TABLE = np.eye(len(tiny.PIECES), dtype=np.float32)


def exported(folder: Path, *, pooled: bool) -> Path:
    """A model that only looks words up, with or without averaging them itself."""
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])]
    output = "last_hidden_state"
    shape: list[str | int] = ["B", "L", len(tiny.PIECES)]
    if pooled:
        nodes += [
            helper.make_node("ReduceMax", [output, "one"], ["sentence_embedding"], keepdims=0)
        ]
        output, shape = "sentence_embedding", ["B", len(tiny.PIECES)]
    graph = helper.make_graph(
        nodes,
        "looks",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["B", "L"])],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(TABLE, "table"), numpy_helper.from_array(np.array([1]), "one")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)])
    model.ir_version = 10
    folder.mkdir()
    onnx.save(model, folder / "model.onnx")
    tokenizer(parsed(tiny.written(tiny.tensors()))).save(str(folder / "tokenizer.json"))
    return folder


@pytest.mark.parametrize("pooled", [True, False])
def test_its_vectors_have_length_one(tmp_path: Path, pooled: bool) -> None:
    encoder = Exported(exported(tmp_path / "other", pooled=pooled))
    vectors = encoder.passages(["seat", "seat seat seat : :"], "en")
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert encoder.question("seat", "en") @ vectors[0] > 0.5


def test_the_setting_names_its_folder(tmp_path: Path) -> None:
    models = Models(exported(tmp_path / "other", pooled=True), installed=tmp_path)
    assert models.has_encoder
    assert not models.has_reader
    assert models.encoder is models.encoder
    assert models.encoder_name.startswith("other/")


def test_without_files_there_are_no_models(tmp_path: Path) -> None:
    for models in (none(), Models(tmp_path)):
        assert (models.encoder, models.encoder_name) == (None, "")
    assert none().reader is None
