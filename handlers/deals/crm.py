"""What becomes of a deal and its record in a CRM when either has changed, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from storage.deals import Deal, DealState
from storage.values import Money


class Field(StrEnum):
    """What is kept the same on both sides."""

    VALUE = "value"
    CLOSING = "closing"
    OUTCOME = "outcome"
    STATUS = "status"
    PROTECTED = "protected"
    PARTNER = "partner"


class Side(StrEnum):
    MITRA = "mitra"
    CRM = "crm"


class Outcome(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


Said = Mapping[Field, str]
Winners = Mapping[Field, Side]

#: Whose word stands where both changed the same field since they last agreed.
WINNERS: Winners = {Field.VALUE: Side.CRM, Field.CLOSING: Side.CRM, Field.OUTCOME: Side.CRM}
#: What is decided here alone, whatever the rules say.
OURS = frozenset({Field.STATUS, Field.PROTECTED, Field.PARTNER})


@dataclass(frozen=True, slots=True)
class Theirs:
    """A CRM's record of a deal. `version` is the moment of its last change there; a field that
    is empty there says an empty text."""

    external_id: str
    reference: str
    version: str
    said: Said
    lost_words: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    field: Field
    ours: str
    theirs: str
    winner: Side


@dataclass(frozen=True, slots=True)
class Resolution:
    """What to take from the CRM, what to give it, and where both had changed."""

    take: Said = field(default_factory=dict)
    give: Said = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()


def said(deal: Deal) -> Said:
    """What we say of a deal."""
    return {
        Field.VALUE: f"{deal.value.minor} {deal.value.currency}",
        Field.CLOSING: deal.closing.isoformat(),
        Field.OUTCOME: outcome(deal),
        Field.STATUS: deal.state.value,
        Field.PROTECTED: deal.protected_until.isoformat() if deal.protected_until else "",
        Field.PARTNER: deal.partner.name,
    }


def outcome(deal: Deal) -> Outcome:
    match deal.state:
        case DealState.WON:
            return Outcome.WON
        case DealState.LOST:
            return Outcome.LOST
        case _:
            return Outcome.OPEN


def money(said: str) -> Money:
    minor, currency = said.split(" ")
    return Money(int(minor), currency)


def day(said: str) -> date:
    return date.fromisoformat(said)


def reconcile(ours: Said, theirs: Said, agreed: Said, winners: Winners = WINNERS) -> Resolution:
    """`agreed` is what each field said when both last said the same; `theirs` is empty where the
    CRM has no record yet. What only one side changed is the other's, too."""
    if not theirs:
        return Resolution(give=ours)
    differing = [name for name, mine in ours.items() if theirs.get(name, "") != mine]
    found = [
        _weighed(name, (ours[name], theirs.get(name, ""), agreed.get(name)), winners)
        for name in differing
    ]
    return Resolution(
        take={each.field: each.theirs for each, _ in found if each.winner is Side.CRM},
        give={each.field: each.ours for each, _ in found if each.winner is Side.MITRA},
        conflicts=tuple(each for each, both in found if both),
    )


def _weighed(
    name: Field, values: tuple[str, str, str | None], winners: Winners
) -> tuple[Conflict, bool]:
    """Whose value stands, and whether the other side's change is undone by it."""
    mine, other, before = values
    if other == before:
        return Conflict(name, mine, other, Side.MITRA), False
    if not _may_be_taken(name, mine, other):
        return Conflict(name, mine, other, Side.MITRA), True
    if mine == before:
        return Conflict(name, mine, other, Side.CRM), False
    return Conflict(name, mine, other, winners.get(name, Side.MITRA)), True


def _may_be_taken(name: Field, mine: str, other: str) -> bool:
    """A deal has a value in its own currency and a day, whatever a CRM lacks."""
    if name in OURS or not other:
        return False
    return name is not Field.VALUE or money(mine).currency == money(other).currency
