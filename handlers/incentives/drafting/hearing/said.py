"""What a sentence says about a plan, before it is put into a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handlers.conversation.slots import Reading
from storage.values import Money, Period

#: Marks in a limit of what is still to be asked of it; never part of a plan.
WHOSE, SHARED = "whose", "shared"
ASKED = (WHOSE, SHARED)
#: A part of a document whose values may still be readings.
Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What is named of one kind of thing, such as tiers; `also` adds to what there is."""

    named: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    also: bool = False

    def __bool__(self) -> bool:
        return bool(self.named or self.excluded)


@dataclass(frozen=True, slots=True)
class Whom:
    """Names by the field that they test; words that should be names here and are not."""

    names: dict[str, Names] = field(default_factory=dict)
    certified: bool = False
    everyone: bool = False
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dates:
    first: Reading[date] | None = None
    last: Reading[date] | None = None
    endless: bool = False


@dataclass(frozen=True, slots=True)
class Payment:
    """One way to pay, where in the sentence it stands, and what it is for."""

    rule: Part
    start: int
    fund: str = ""
    tests: tuple[Part, ...] = ()
    of_plan: str = ""
    growth: Part | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that is paid, in money or in units; `start` is where it stands."""

    limit: Part
    start: int
    units: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole plan; what is empty was not said."""

    budget: Reading[Money] | None = None
    threshold: Reading[Money] | None = None
    hold: Part | None = None
    clawback: Part | None = None
    earner: str = ""
    hinted: str = ""
    period: str = ""
    basis: str = ""
    mode: str = ""
    word: str = ""
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    name: str = ""
    payments: tuple[Payment, ...] = ()
    caps: tuple[Cap, ...] = ()
    terms: Terms = field(default_factory=Terms)
    whom: Whom = field(default_factory=Whom)
    products: tuple[tuple[str, int], ...] = ()
    goods: dict[str, Names] = field(default_factory=dict)
    strange: tuple[str, ...] = ()
    claims: bool = False
    unread: tuple[str, ...] = ()
    everything: bool = False
    registered: bool = False
    dates: Dates = field(default_factory=Dates)
    replay: Period | None = None
