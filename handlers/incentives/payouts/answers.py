"""What the bank answered about each payment of an order, from its report or a plain table."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum

from handlers.incentives.payouts.causes import Cause, cause


class State(StrEnum):
    """What became of a payment; `waiting` is the bank's word that it is not done yet."""

    SETTLED = "settled"
    FAILED = "failed"
    RETURNED = "returned"
    WAITING = "waiting"


class Fault(StrEnum):
    """Why one row of an answer is not taken."""

    UNKNOWN_REFERENCE = "unknown_reference"
    UNKNOWN_STATE = "unknown_state"
    SAID_TWICE = "said_twice"


class Refusal(StrEnum):
    """Why a whole answer is not taken."""

    TOO_LARGE = "too_large"
    UNSAFE = "unsafe"
    UNREADABLE = "unreadable"
    NOT_AN_ANSWER = "not_an_answer"
    ANOTHER_ORDER = "another_order"


@dataclass(frozen=True, slots=True)
class Answer:
    """`code` and `text` are the bank's own, empty where nothing is wrong."""

    reference: str
    state: State
    code: str = ""
    text: str = ""

    @property
    def cause(self) -> Cause | None:
        """Why it was not paid, or came back."""
        return cause(self.code) if self.state in (State.FAILED, State.RETURNED) else None


@dataclass(frozen=True, slots=True)
class Faulty:
    """`row` counts from 1, the line of a table or the payment of a report; 0 is a group's."""

    row: int
    reference: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Answers:
    """By reference; whatever is faulty is left out and named."""

    answers: tuple[Answer, ...]
    faulty: tuple[Faulty, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One row as the bank wrote it; without a `state` its word is unknown."""

    row: int
    reference: str
    state: State | None
    code: str = ""
    text: str = ""


def weigh(said: Iterable[Said], known: Set[str], settled: Set[str]) -> Answers:
    """`known` are the references of the order, `settled` those the bank has paid already: what
    fails after that has come back, and what waits is old news."""
    answers: dict[str, Answer] = {}
    faulty: list[Faulty] = []
    for one in said:
        answer = _read(one, known, settled)
        if isinstance(answer, Answer) and answers.setdefault(one.reference, answer) != answer:
            answer = Fault.SAID_TWICE
        if isinstance(answer, Fault):
            faulty.append(Faulty(one.row, one.reference, answer))
    twice = {fault.reference for fault in faulty if fault.fault is Fault.SAID_TWICE}
    clear = (answer for ref, answer in sorted(answers.items()) if ref not in twice)
    return Answers(tuple(clear), tuple(faulty))


def _read(said: Said, known: Set[str], settled: Set[str]) -> Answer | Fault:
    if said.reference not in known:
        return Fault.UNKNOWN_REFERENCE
    if said.state is None:
        return Fault.UNKNOWN_STATE
    if said.reference in settled and said.state is State.WAITING:
        return Answer(said.reference, State.SETTLED)
    came_back = said.reference in settled and said.state is State.FAILED
    state = State.RETURNED if came_back else said.state
    return Answer(said.reference, state, said.code, said.text)
