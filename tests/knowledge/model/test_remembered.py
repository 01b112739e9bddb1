"""A sentence that is asked about twice in a turn is embedded once."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.model.encoder import E5
from knowledge.models import Models


def test_the_installed_encoder_remembers_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Models().encoder
    if not isinstance(encoder, E5):
        pytest.skip("the language model is not installed: make setup fetches it")
    first = encoder.question("berapa komisi saya", "id")
    monkeypatch.setattr(encoder, "_encoded", None)
    assert np.array_equal(encoder.question("berapa komisi saya", "id"), first)
    assert not np.array_equal(encoder.question("berapa komisi saya", "en"), first)
