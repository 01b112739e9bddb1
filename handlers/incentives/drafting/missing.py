"""What a plan still lacks, as questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.incentives.drafting.document import spans_one_period
from handlers.incentives.drafting.hearing.said import ASKED, SHARED, WHOSE
from handlers.incentives.drafting.places import Place, without
from handlers.incentives.drafting.questions import Question
from handlers.incentives.drafting.world import Document

#: Kinds that are as often paid to a person as to a company.
EITHER = frozenset({"per_unit", "fixed", "rank"})
#: What a kind cannot do without, and the question for it.
NEEDED: dict[str, dict[str, str]] = {
    "rate": {"pct": "pct"}, "per_unit": {"amount": "amount"}, "fixed": {"amount": "amount"},
    "multiplier": {"pct": "pct"}, "guarantee": {"amount": "amount"}, "tiers": {"table": "rows"},
    "rank": {"prizes": "prizes"},
}  # fmt: skip
#: What only a person can choose, with the question and the choices.
CHOSEN: dict[str, dict[str, tuple[str, ...]]] = {
    "tiers": {"mode": ("mode", "marginal", "whole")},
    "rank": {"measure": ("measure", "seats", "net")},
    "guarantee": {"recover": ("recover", "yes", "no", "forgive_at_end")},
}
BASELINES = ("same_period_last_year", "previous_period", "target", "high_water_mark")
#: Rules for an amount of which only the size is known.
UNITS = (
    {"kind": "per_unit", "base": "seats"},
    {"kind": "fixed", "once_per": "transaction"},
    {"kind": "fixed", "once_per": "customer"},
    {"kind": "fixed", "once_per": "period"},
)


def of(plan: Document) -> tuple[Question, ...]:
    return tuple(_missing(plan))


def _missing(plan: Document) -> Iterator[Question]:
    for number, component in enumerate(plan["components"]):
        yield from _of_component(plan, component, ("components", number))
    for name, growth in (plan.get("growth") or {}).items():
        if "baseline" not in growth:
            yield Question.between("baseline", ("growth", name, "baseline"), *BASELINES)
    if "effective_from" not in plan:
        yield Question("when")
    elif _ends_first(plan):
        yield Question("ends_first")


def _of_component(plan: Document, component: Mapping[str, Any], at: Place) -> Iterator[Question]:
    rule = component["rule"]
    yield from _of_rule(rule, (*at, "rule"))
    if not component.get("earner") and component.get("pays") != "fund" and _either(rule):
        yield Question.between("earner", (*at, "earner"), "member", "partner")
    yield from _of_percentages(plan, rule)
    for number, limit in enumerate(component.get("limits", ())):
        yield from _of_cap(plan, component, limit, (*at, "limits", number))
        if not limit.keys() & {"max", "min"}:
            yield Question("cap_amount", ((*at, "limits", number),))
        if "per" not in limit and _is_longer(plan):
            yield Question.between("cap_per", (*at, "limits", number, "per"), "period", "plan")
    hold = component.get("hold")
    if hold and "release" not in hold:
        yield Question.between(
            "release", (*at, "hold"), {**hold, "release": "on_customer_payment"},
            {**hold, "release": "after_days", "days": 30},
        )  # fmt: skip


def _of_percentages(plan: Document, rule: Mapping[str, Any]) -> Iterator[Question]:
    """Over 100 per cent is paid only where that is meant."""
    rows = [rule, *(rule.get("table") or ())]
    over = [row["pct"] for row in rows if Decimal(str(row.get("pct") or 0)) > 100]
    if over and not plan.get("allow_over_100"):
        yield Question.between("over_100", ("allow_over_100",), True, said=str(over[0]))


def _of_cap(
    plan: Document, component: Mapping[str, Any], limit: Mapping[str, Any], at: Place
) -> Iterator[Question]:
    """Whose a cap is: each person's or that of all together, each component's or the last's."""
    plain = without(limit, *ASKED)
    if WHOSE in limit and component.get("earner") == "member":
        others = [each for each in component["limits"] if each is not limit]
        each, in_all = ([*others, plain], plan.get("budget")), (others, limit.get("max"))
        yield Question("cap_whose", ((*at[:-1],), ("budget",)), (each, in_all))
    if SHARED in limit:
        listed = [each.get("limits", []) for each in plan["components"]]
        places = tuple(("components", number, "limits") for number in range(len(listed)))
        last = [plain if each is limit else each for each in component["limits"]]
        alone = tuple(last if n == at[1] else each for n, each in enumerate(listed))
        all_of = tuple(last if n == at[1] else [*each, plain] for n, each in enumerate(listed))
        yield Question("cap_shared", places, (all_of, alone))


def _either(rule: Mapping[str, Any]) -> bool:
    return "amount" in rule if "kind" not in rule else rule["kind"] in EITHER


def _of_rule(rule: Mapping[str, Any], at: Place) -> Iterator[Question]:
    kind = rule.get("kind", "")
    if not kind:
        units = ({**unit, **rule} for unit in UNITS)
        yield Question.between("unit", at, *units) if "amount" in rule else Question("pays", (at,))
    for key, asked in NEEDED.get(kind, {}).items():
        if key not in rule:
            yield Question(asked, (at,))
    for key, (asked, *values) in CHOSEN.get(kind, {}).items():
        if key not in rule:
            yield Question.between(asked, (*at, key), *values)


def _is_longer(plan: Document) -> bool:
    """Does it surely run longer than a period?"""
    return bool(plan.get("effective_from")) and not (_ends_first(plan) or spans_one_period(plan))


def _ends_first(plan: Document) -> bool:
    first, last = plan["effective_from"], plan.get("effective_to")
    if not (first and last):
        return False
    return date.fromisoformat(last) < date.fromisoformat(first)
