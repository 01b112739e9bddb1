"""Trains the network on pairs, in 16-bit arithmetic over 32-bit weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, softplus

from knowledge.learning.network import Network
from knowledge.learning.tokens import UNKNOWN_PLACE, Line
from knowledge.model.encoder import Floats, padded

BATCH_TOKENS = 5120
DECAY = 0.01
PER_LAYER = 0.9  #: of the learning rate of the layer above
SMOOTHING = 0.03
AVERAGED = 0.995
THREADS, PORTIONS = 2, 4  #: a thread that is done early takes another portion of the batch
Lines = tuple[Line, Line]
Embedded = Callable[[NDArray[np.int64]], Floats]


def batches(pairs: Sequence[Lines], random: Random) -> list[list[Lines]]:
    """Pairs of like length together, within the tokens that a batch may have."""
    found: list[list[Lines]] = []
    order = sorted(pairs, key=lambda pair: max(len(line.ids) for line in pair))
    for pair in order:
        width = max(len(line.ids) for line in pair)
        if not found or (len(found[-1]) + 1) * 2 * width > BATCH_TOKENS:
            found.append([])
        found[-1].append(pair)
    random.shuffle(found)
    return found


@dataclass
class Course:
    """A network that learns: its precise weights, and their moving average.

    Each thread takes its own portions of a batch, so that none waits for another in between.
    """

    network: Network
    embedded: Embedded
    rate: float
    steps: int

    def __post_init__(self) -> None:
        self.network.bfloat16()
        self._own = [value for value in self.network.parameters() if value.requires_grad]
        self._precise = [value.detach().float() for value in self._own]
        self._average = [value.clone() for value in self._precise]
        groups = [
            {"params": [precise], "factor": factor}
            for precise, factor in zip(self._precise, factors(self.network), strict=True)
        ]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=DECAY, fused=True)
        self._threads = ThreadPoolExecutor(THREADS, initializer=lambda: torch.set_num_threads(1))
        self._step = 0

    def learn(self, pairs: Sequence[Lines]) -> float:
        """One step on one batch; the loss."""
        shares = [pairs[first::PORTIONS] for first in range(min(PORTIONS, len(pairs)))]
        found = list(self._threads.map(self._gradients, shares))
        parts = [len(share) / len(pairs) for share in shares]
        for precise, *gradients in zip(self._precise, *(each for _, each in found), strict=True):
            precise.grad = sum(
                gradient.float() * part for gradient, part in zip(gradients, parts, strict=True)
            )
        torch.nn.utils.clip_grad_norm_(self._precise, 1.0)
        self._move()
        return sum(loss * part for (loss, _), part in zip(found, parts, strict=True))

    @contextmanager
    def averaged(self) -> Iterator[Network]:
        """The network with the average of its weights; what it learns goes on from its own."""
        self._settle(self._average)
        yield self.network
        self._settle(self._precise)

    def _gradients(self, pairs: Sequence[Lines]) -> tuple[float, Sequence[Any]]:
        lines = [line for pair in pairs for line in pair]
        loss = _loss(self.network(*self._seen(lines)), lines)
        return float(loss.detach()), torch.autograd.grad(loss, self._own)

    def _move(self) -> None:
        self._step += 1
        for group in self._optimizer.param_groups:
            group["lr"] = self.rate * group["factor"] * slope(self._step, self.steps)
        self._optimizer.step()
        kept = min(AVERAGED, self._step / (self._step + 10))
        torch._foreach_lerp_(self._average, self._precise, 1 - kept)
        self._settle(self._precise)

    def _settle(self, values: Sequence[Any]) -> None:
        with torch.no_grad():
            for own, value in zip(self._own, values, strict=True):
                own.copy_(value)

    def _seen(self, lines: Sequence[Line]) -> tuple[Any, Any]:
        ids, mask = padded([line.ids for line in lines])
        words = torch.from_numpy(self.embedded(ids)).bfloat16()
        return words, torch.from_numpy(mask)


def slope(step: int, steps: int) -> float:
    """Up over the first twentieth, then down to nothing."""
    return min(step / (steps / 20), max(0.0, (steps - step) / (steps * 0.95)) + 0.01, 1.0)


def factors(network: Network) -> Iterator[float]:
    """How fast each weight learns: the lower its layer, the slower."""
    count = len(network.layers)
    learning = (name for name, value in network.named_parameters() if value.requires_grad)
    for name in learning:
        if name.startswith("layers."):
            yield PER_LAYER ** (count - 1 - int(name.split(".")[1]))
        else:
            yield PER_LAYER**count if name.startswith(("ln.", "positions")) else 3.0


def _loss(said: tuple[Any, Any, Any], lines: Sequence[Line]) -> Any:
    answers, starts, ends = said
    right = torch.tensor([float(line.answers) for line in lines])
    smooth = right * (1 - 2 * SMOOTHING) + SMOOTHING
    judged = binary_cross_entropy_with_logits(answers, smooth)
    apart = softplus(answers[1::2] - answers[::2]).mean()
    passage = _passages(lines, starts.shape[1])
    places = sum(
        cross_entropy(
            said.masked_fill(~passage, -1e4), torch.tensor(asked), ignore_index=UNKNOWN_PLACE
        )
        for said, asked in ((starts, [x.start for x in lines]), (ends, [x.end for x in lines]))
    )
    return judged + 0.5 * apart + 0.4 * places


def _passages(lines: Sequence[Line], width: int) -> Any:
    """Where an answer may be: in the passage, or nowhere, which is the first token."""
    allowed = torch.zeros(len(lines), width, dtype=torch.bool)
    for row, line in enumerate(lines):
        allowed[row, line.passage : len(line.ids) - 1] = True
    allowed[:, 0] = True
    return allowed
