"""Every kind of rule that is edited in chat: how its document is made, who may read it, which
deals a change touches, and what a new installation begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from handlers.rules.shapes import (
    Amounts,
    Approval,
    Demands,
    Document,
    Number,
    Numbers,
    OfficeHours,
    Shape,
)
from handlers.rules.shapes.numbers import DAYS, TIMES, WORKING, WORKING_HOURS
from storage.deals import OPEN, DealState

WAITING = frozenset({DealState.SUBMITTED})
UNDECIDED = frozenset({DealState.SUBMITTED, DealState.RETURNED})
PROTECTED = frozenset({DealState.APPROVED})


class Beyond(StrEnum):
    """Only the deals whose value lies there."""

    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Touch:
    """Open deals that a change touches, or leaves as they are; `key` says in the catalogue
    which of the two."""

    key: str
    states: frozenset[DealState]
    beyond: Beyond | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    shape: Shape
    first: Document
    touches: tuple[Touch, ...] = ()
    public: bool = True  #: partners may read it

    @property
    def key(self) -> str:
        """Its name in the catalogue's keys."""
        return self.name.replace(".", "_")

    @property
    def is_about_deals(self) -> bool:
        return self.name.startswith("deals.")


def _days(least: int, most: int) -> Numbers:
    return Numbers((Number("days", least, most, DAYS),))


def _business_days(least: int, most: int) -> Numbers:
    return Numbers((Number("business_days", least, most, WORKING),))


EXTENSION = Numbers((Number("days", 1, 365, DAYS), Number("times", 0, 12, TIMES)))
LIMITS = Numbers(
    tuple(
        Number(tier, 1, 100_000, before=called)
        for tier, called in (
            ("none", r"tanpa tingkat|tanpa tier|no tier|without a tier|untiered"),
            ("silver", "silver|perak"),
            ("gold", "gold|emas"),
            ("platinum", "platinum"),
        )
    )
)
OFFICE = {
    "weekdays": [0, 1, 2, 3, 4],
    "opens": "09:00",
    "closes": "17:00",
    "country": "ID",
    "own_days": [],
}

_KINDS = (
    Kind(
        "deals.minimum",
        Amounts(),
        {"IDR": "50000000"},
        (Touch("below_stay", OPEN, Beyond.BELOW),),
    ),
    Kind("deals.decision", _business_days(1, 30), {"business_days": 2},
         (Touch("promises_stay", WAITING),)),
    Kind("deals.protection", _days(1, 730), {"days": 90},
         (Touch("protected_stay", PROTECTED), Touch("undecided_get", UNDECIDED))),
    Kind("deals.extension", EXTENSION, {"days": 30, "times": 1},
         (Touch("protected_get", PROTECTED),)),
    Kind("deals.required", Demands(), {"demands": []}, (Touch("open_stay", OPEN),)),
    Kind("deals.open_limit", LIMITS, {"none": 50, "silver": 50, "gold": 100, "platinum": 200},
         (Touch("open_stay", OPEN),)),
    Kind("deals.approval", Approval(), {"above": {}, "by": []},
         (Touch("above_need", UNDECIDED, Beyond.ABOVE),), public=False),
    Kind("deals.win_delay", _days(0, 90), {"days": 7}, (Touch("protected_get", PROTECTED),)),
    Kind("leads.acceptance", _business_days(1, 30), {"business_days": 2}),
    Kind("calendar.hours", OfficeHours(), OFFICE, (Touch("promises_stay", WAITING),)),
    Kind("support.first_answer",
         Numbers((Number("business_hours", 1, 200, WORKING_HOURS),)), {"business_hours": 4}),
    Kind("incentives.disputes", _business_days(1, 60), {"business_days": 5}),
    Kind("identity.invitation", _days(1, 60), {"days": 7}, public=False),
    Kind("announcements.second_person",
         Numbers((Number("above_recipients", 1, 1_000_000),)),
         {"above_recipients": 100}, public=False),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _KINDS}
