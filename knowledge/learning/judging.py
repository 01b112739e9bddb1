"""Says how well a network reads, while it learns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from knowledge.learning.network import Network
from knowledge.learning.tokens import Line
from knowledge.learning.training import Embedded
from knowledge.model.encoder import batches, padded


def auroc(right: Sequence[bool], scores: Sequence[float]) -> float:
    """How often a right one is scored above a wrong one; a tie counts half."""
    good = np.array([score for is_right, score in zip(right, scores, strict=True) if is_right])
    bad = np.array([score for is_right, score in zip(right, scores, strict=True) if not is_right])
    above = (good[:, None] > bad).mean() + (good[:, None] == bad).mean() / 2
    return float(above)


def judged(network: Network, lines: Sequence[Line], embedded: Embedded) -> float:
    """The AUROC of the network's answers to these lines."""
    scores = np.zeros(len(lines))
    for batch in batches([len(line.ids) for line in lines]):
        ids, mask = padded([lines[each].ids for each in batch])
        words = torch.from_numpy(embedded(ids)).to(network.pool.weight.dtype)
        with torch.no_grad():
            answers, _, _ = network(words, torch.from_numpy(mask))
        scores[batch] = answers.numpy()
    return auroc([line.answers for line in lines], scores.tolist())
