"""How a lead moves: its states, what may be done in each, and whose part that is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class LeadState(StrEnum):
    """`new` is with whoever brought it, `offered` and `accepted` with its holder."""

    NEW = "new"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    CONVERTED = "converted"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


class LeadAction(StrEnum):
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    LAPSE = "lapse"
    CONVERT = "convert"
    LOSE = "lose"
    WITHDRAW = "withdraw"


class Part(StrEnum):
    """What somebody is to a lead; a partner may have brought it and hold it."""

    BRINGER = "bringer"
    HOLDER = "holder"
    MANAGER = "manager"
    TIME = "time"


Parts = frozenset[Part]
BRINGER: Parts = frozenset({Part.BRINGER})
HOLDER: Parts = frozenset({Part.HOLDER})
MANAGER: Parts = frozenset({Part.MANAGER})
TIME: Parts = frozenset({Part.TIME})

#: What may be done to a lead in which state, what it becomes, and whose part that is.
TRANSITIONS: Mapping[tuple[LeadState, LeadAction], tuple[LeadState, Parts]] = {
    (LeadState.NEW, LeadAction.OFFER): (LeadState.OFFERED, TIME | MANAGER),
    (LeadState.NEW, LeadAction.CONVERT): (LeadState.CONVERTED, BRINGER),
    (LeadState.NEW, LeadAction.LOSE): (LeadState.LOST, BRINGER),
    (LeadState.NEW, LeadAction.WITHDRAW): (LeadState.WITHDRAWN, BRINGER | MANAGER),
    (LeadState.OFFERED, LeadAction.ACCEPT): (LeadState.ACCEPTED, HOLDER),
    (LeadState.OFFERED, LeadAction.DECLINE): (LeadState.NEW, HOLDER),
    (LeadState.OFFERED, LeadAction.LAPSE): (LeadState.NEW, TIME),
    (LeadState.OFFERED, LeadAction.WITHDRAW): (LeadState.WITHDRAWN, BRINGER | MANAGER),
    (LeadState.ACCEPTED, LeadAction.CONVERT): (LeadState.CONVERTED, HOLDER),
    (LeadState.ACCEPTED, LeadAction.LOSE): (LeadState.LOST, HOLDER),
}
