"""How a line of the books came about: worked out again, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.evaluated import Evaluated, EvaluatedLine, total
from handlers.incentives.calculating.evaluating import evaluated
from handlers.incentives.calculating.plans import ALWAYS, published
from handlers.incentives.engine.tracing.steps import Steps
from storage.earned import Line
from storage.store import Records
from storage.values import Money


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """`now` is what the same line is today: none, when it is no more (the sale was told again),
    and several, when its earner is credited several times. A line of the books may be only a
    part of it, posted when the rest was there."""

    line: Line
    now: tuple[EvaluatedLine, ...]

    @property
    def steps(self) -> Steps:
        return tuple(step for each in self.now for step in each.steps)

    @property
    def amount(self) -> Money:
        return total(list(self.now), self.line.amount.currency)


def explained(records: Records, line: Line) -> Explained:
    """The steps behind one line; recomputing them gives its amount of today."""
    return all_explained(records, [line])[0]


def all_explained(records: Records, lines: Sequence[Line]) -> list[Explained]:
    """Several at once: each plan is worked out once."""
    codes = {line.plan for line in lines}
    plans = [plan for plan in published(records) if plan.id in codes]
    found = evaluated(records, plans, {line.partner_id for line in lines}, ALWAYS)
    return [Explained(line, tuple(_now(found, line))) for line in lines]


def _now(found: Evaluated, line: Line) -> list[EvaluatedLine]:
    whose = Earner(line.partner_id, line.member_id)
    return [
        each
        for part in found.parts
        if (part.plan.id, part.plan.version) == (line.plan, line.version)
        for each in part.found(line.component, line.window, whose)
        if each.transaction_id == line.transaction_id
    ]
