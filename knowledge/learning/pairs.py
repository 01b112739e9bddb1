"""Pairs each question that is answered with one that looks like it and is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from knowledge.learning.changes import cut, swapped, without_answer
from knowledge.learning.examples import Asking, Example, Passage, Span
from knowledge.learning.wrong import Wrong

Pair = tuple[Example, Example]
SHORTENED = 0.25  #: of the pairs have some sentences of their passage only
TITLED = 0.6  #: of the pairs have the title in front, where there is one
#: How often each kind of question without an answer is tried first, in this order.
KINDS = {"asked": 0.5, "wrong": 0.3, "removed": 0.15, "swapped": 0.05}


@dataclass
class Pairs:
    """Deals pairs out, each time in another order and with other companions."""

    askings: Sequence[Asking]
    wrong: Wrong
    random: Random
    kinds: Mapping[str, float] = field(default_factory=lambda: KINDS)
    shortened: float = SHORTENED
    _unanswered: dict[tuple[str, str], list[Asking]] = field(init=False)

    def __post_init__(self) -> None:
        self._unanswered = defaultdict(list)
        for asking in self.askings:
            if not asking.answers:
                self._unanswered[asking.passage.name, asking.language].append(asking)

    def dealt(self) -> Iterator[Pair]:
        """One pair for each question that is answered."""
        answered = [asking for asking in self.askings if asking.answers]
        self.random.shuffle(answered)
        for asking in answered:
            pair = self._pair(asking)
            if pair is not None:
                yield pair

    def _pair(self, asking: Asking) -> Pair | None:
        names, shares = zip(*self.kinds.items(), strict=True)
        titled = self.random.random() < TITLED
        for kind in [*self.random.choices(names, shares), *names]:
            found = self._companion(kind, asking)
            if found is not None:
                question, text, title = found
                right, span = self._right(asking, kind)
                if kind in ("asked", "swapped"):
                    text = right
                return (
                    _example(asking.question, right, span, asking.passage.title * titled, True),
                    _example(question, text, None, title * titled, False),
                )
        return None

    def _right(self, asking: Asking, kind: str) -> tuple[str, Span | None]:
        text, span = asking.passage.text, asking.span
        if span is None or kind == "removed" or self.random.random() > self.shortened:
            return text, span
        return cut(text, span, self.random)

    def _companion(self, kind: str, asking: Asking) -> tuple[str, str, str] | None:
        passage = asking.passage
        match kind:
            case "asked":
                others = self._unanswered.get((passage.name, asking.language))
                if not others:
                    return None
                return self.random.choice(others).question, passage.text, passage.title
            case "wrong":
                return self._elsewhere(asking)
            case "removed":
                left = without_answer(passage.text, asking.span) if asking.span else None
                return (asking.question, left, passage.title) if left else None
            case _:
                other = swapped(asking.question, passage.text, self.random)
                return (other, passage.text, passage.title) if other else None

    def _elsewhere(self, asking: Asking) -> tuple[str, str, str] | None:
        passages: Sequence[Passage] = self.wrong.get((asking.question, asking.passage.name), ())
        if not passages:
            return None
        chosen = self.random.choice(passages)
        return asking.question, chosen.text, chosen.title


def _example(question: str, text: str, span: Span | None, title: str, answers: bool) -> Example:
    """With the title in front, as a passage is read when somebody asks."""
    before = f"{title.replace('_', ' ')}: " if title else ""
    moved = (span[0] + len(before), span[1] + len(before)) if span else None
    return Example(question, before + text, answers, moved)
