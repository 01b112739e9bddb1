"""What each step of the wizard asks, and where in a plan's document it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Any, assert_never

from handlers.incentives.drafting.document import MEASURES
from handlers.incentives.drafting.places import Place, get
from handlers.incentives.drafting.world import Document

MOST_ROWS = 20
SPARE_ROWS = 3


class Step(StrEnum):
    WHO = "who"
    COUNTS = "counts"
    PAYS = "pays"
    ROWS = "rows"
    LIMITS = "limits"


class Kind(Enum):
    """How a field is shown and read."""

    TEXT = auto()
    DATE = auto()
    MONEY = auto()
    NUMBER = auto()
    DAYS = auto()
    CHOICE = auto()
    WHOM = auto()
    GOODS = auto()
    BASIS = auto()
    RULE = auto()
    TRUTH = auto()
    ROW_END = auto()
    ROW_RATE = auto()
    COLUMN = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: its name, its place in the document, and how it reads. `words` begins the
    names of its choices' words; `default` is what an absent value means."""

    name: str
    kind: Kind
    place: Place
    choices: tuple[str, ...] = ()
    words: str = ""
    required: bool = False
    hint: str = ""
    label: str = ""
    row: int = 0
    default: str = ""


def asked(document: Document, step: Step, component: int) -> tuple[Asked, ...]:
    match step:
        case Step.WHO:
            return WHO
        case Step.COUNTS:
            return tuple(_counts(component))
        case Step.PAYS:
            return tuple(_pays(document, ("components", component)))
        case Step.ROWS:
            return tuple(_rows(document, ("components", component, "rule")))
        case Step.LIMITS:
            return tuple(_limits(("components", component)))
        case other:
            assert_never(other)


PERIODS = ("month", "quarter", "half", "year")
DATES = ("booked", "invoiced", "paid", "activated")
WHO = (
    Asked("name", Kind.TEXT, ("name",), required=True),
    Asked("first", Kind.DATE, ("effective_from",), required=True),
    Asked("last", Kind.DATE, ("effective_to",)),
    Asked("who", Kind.WHOM, ("eligible",), hint="who_hint"),
    Asked("budget", Kind.MONEY, ("budget",)),
    Asked("threshold", Kind.MONEY, ("payout_threshold",)),
)
KINDS = ("rate", "per_unit", "fixed", "tiers", "rank", "multiplier", "guarantee", "claim")
ONCE = ("transaction", "customer", "period", "plan")
LIMITS = ("transaction", "period", "plan")
MODES = ("marginal", "whole", "interpolated")
BOUNDARIES = ("lower_inclusive", "upper_inclusive")
RELEASES = ("on_customer_payment", "after_days", "on_date")
METHODS = ("none", "full", "proportional", "time_prorated", "schedule")


def _counts(component: int) -> Iterator[Asked]:
    yield Asked("products", Kind.GOODS, ("components", component, "when"), hint="products_hint")
    yield Asked("date", Kind.BASIS, ("measures",), DATES, "date", default="booked")
    yield Asked("period", Kind.CHOICE, ("period",), PERIODS, "period", default="month")


def _pays(document: Document, at: Place) -> Iterator[Asked]:
    rule: Place = (*at, "rule")
    yield Asked("kind", Kind.RULE, rule, KINDS, "kind", required=True)
    yield Asked("earner", Kind.CHOICE, (*at, "earner"), ("member", "partner"), "earner",
                default="partner")  # fmt: skip
    yield Asked("paid_as", Kind.CHOICE, (*at, "pays"), ("cash", "fund"), "paid_as", default="cash")
    if get(document, (*rule, "kind")) != "claim":
        yield Asked("fund", Kind.TEXT, (*at, "fund"), hint="fund_hint")
    kind = get(document, (*rule, "kind")) or ""
    for name, key in OF_KIND.get(kind, {}).items():
        yield from _of_rule(document, rule, name, key)


def _of_rule(document: Document, rule: Place, name: str, key: str) -> Iterator[Asked]:
    place: Place = (*rule, key)
    match name:
        case "base":
            bases = dict.fromkeys([*_measured(document), *_in_use(document, rule), *MEASURES])
            yield Asked(name, Kind.CHOICE, place, tuple(bases), "measure", required=True)
            yield Asked("column", Kind.COLUMN, ("measures",), hint="column_hint")
        case "fund":
            yield Asked(name, Kind.TEXT, place, required=True)
        case "pct" | "package" | "free":
            yield Asked(
                name, Kind.NUMBER, place, required=name == "pct" and _known(document, rule)
            )
        case "amount":
            yield Asked(name, Kind.MONEY, place, required=_known(document, rule))
        case _:
            yield Asked(name, Kind.CHOICE, place, *CHOICES[name])


def _known(document: Document, rule: Place) -> bool:
    return bool(get(document, (*rule, "kind")))


#: The fields of each kind of rule, with the key of the rule that they stand for; before a kind
#: is chosen, what most of them need.
OF_KIND = {
    "": {"amount": "amount", "pct": "pct"},
    "rate": {"base": "base", "pct": "pct"},
    "per_unit": {"base": "base", "amount": "amount", "package": "package", "free": "free"},
    "fixed": {"amount": "amount", "once_per": "once_per"},
    "tiers": {"base": "base", "mode": "mode", "boundary": "boundary"},
    "rank": {"base": "measure", "ties": "ties"},
    "multiplier": {"pct": "pct"},
    "guarantee": {"amount": "amount", "recover": "recover"},
    "claim": {"pct": "reimburse_pct", "fund": "fund"},
}
CHOICES: dict[str, tuple[tuple[str, ...], str]] = {
    "once_per": (ONCE, "per"),
    "mode": (MODES, "choice_mode"),
    "boundary": (BOUNDARIES, "boundary_short"),
    "ties": (("share", "all"), "ties_short"),
    "recover": (("yes", "no", "forgive_at_end"), "recover_short"),
}


def _measured(document: Document) -> Iterator[str]:
    yield from (each["id"] for each in document.get("measures") or ())
    yield from document.get("growth") or ()


def _in_use(document: Document, rule: Place) -> Iterator[str]:
    known: dict[str, Any] = get(document, rule) or {}
    yield from (known[key] for key in ("base", "measure") if known.get(key))


def _rows(document: Document, rule: Place) -> Iterator[Asked]:
    if get(document, (*rule, "kind")) == "rank":
        yield from _prizes(document, (*rule, "prizes"))
        return
    table: Place = (*rule, "table")
    for number in range(_room(get(document, table))):
        row, place = number + 1, (*table, number)
        yield Asked(
            f"up_to_{row}", Kind.ROW_END, place, hint="row_end_hint", label="up_to", row=row
        )
        yield Asked(
            f"rate_{row}", Kind.ROW_RATE, place, hint="row_hint", label="row_rate", row=row
        )


def _prizes(document: Document, prizes: Place) -> Iterator[Asked]:
    for number in range(_room(get(document, prizes))):
        place = (*prizes, number)
        yield Asked(f"prize_{number + 1}", Kind.MONEY, place, label="prize_of", row=number + 1)


def _room(listed: list[Any] | None) -> int:
    """All there are and a few empty ones, no more than a modal holds."""
    known = len(listed or ())
    return max(known, min(known + SPARE_ROWS, MOST_ROWS))


def _limits(at: Place) -> Iterator[Asked]:
    limit: Place = (*at, "limits", 0)
    yield Asked("cap", Kind.MONEY, (*limit, "max"))
    yield Asked("cap_per", Kind.CHOICE, (*limit, "per"), LIMITS, "per", default="period")
    yield Asked("floor", Kind.MONEY, (*limit, "min"))
    yield Asked("excess", Kind.CHOICE, (*limit, "excess"), ("drop", "carry_forward"), "excess",
                default="drop")  # fmt: skip
    hold: Place = (*at, "hold")
    yield Asked("hold_pct", Kind.NUMBER, (*hold, "pct"))
    yield Asked("release", Kind.CHOICE, (*hold, "release"), RELEASES, "release",
                default="on_customer_payment")  # fmt: skip
    yield Asked("hold_days", Kind.DAYS, (*hold, "days"))
    yield Asked("hold_date", Kind.DATE, (*hold, "date"))
    claw: Place = (*at, "clawback")
    yield Asked("claw", Kind.CHOICE, (*claw, "method"), METHODS, "method", default="none")
    yield Asked("window_days", Kind.DAYS, (*claw, "window_days"))
    yield Asked("only_paid", Kind.TRUTH, (*claw, "only_paid"), ("yes", "no"), "only_paid")
