"""Reads what holds for the whole plan: budget, caps, holds, returns, who is paid and how often."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.incentives.drafting.hearing.said import WHOSE, Cap, Part, Terms
from handlers.incentives.drafting.hearing.sheet import Sheet, Taken
from handlers.incentives.drafting.hearing.vocabulary import says

OFTEN = {"a_month": "month", "a_quarter": "quarter", "a_half": "half", "a_year": "year"}
BASES = {
    "on_invoice": "invoiced", "on_payment": "paid", "on_booking": "booked",
    "on_activation": "activated",
}  # fmt: skip
MODES = {"marginal": "marginal", "whole": "whole"}
WORDS = ("spiff", "rebate", "commission", "race", "bonus")
EARNERS = {
    "a_person": "member", "to_people": "member", "a_partner": "partner", "to_partners": "partner",
}  # fmt: skip
#: Whom a plan seems to pay, when nothing else says so.
HINTS = {"weak_member": "member", "weak_partner": "partner"}
#: Said with a cap: of how much at once it is the most.
MORE = (
    r"(?P<more>(?:[\s,]*(?:{a_month}|{a_quarter}|{a_half}|{a_year}|{a_deal}|{in_all}|{a_person}"
    r"|{a_partner}|{per} ⟦k\d+⟧))*)"
)
#: A second amount under the same word: *2 million per person and 600k per deal*.
AT_ONCE = (
    r"[\s,]*(?:{a_month}|{a_quarter}|{a_half}|{a_year}|{a_deal}|{in_all}|{a_person}|{a_partner})"
)
CAPS = (
    rf"{{cap}}(?P<before>[\s:=]*(?:[^\W\d_][\w'/-]*[\s:=]+){{0,4}}?)(?:{{become}} )?"
    rf"(?:<money>|<count>){MORE}(?:[\s,]*{{and}}[\s]*<money:second>(?P<also>{AT_ONCE}))?",
    rf"(?:<money>){MORE}<few>{{cap}}(?!<few>(?:<money:later>))",
)
FLOORS = (r"{floor}<few><money>[\s,]*{a_deal}", r"{a_deal}<few>{floor}<few><money>")
BUDGETS = (r"{budget}<few><money>", r"<money><few>{budget}")
THRESHOLDS = (r"{threshold}<few><money>",)
_STOP = r"(?:{cap}|{budget}|{simulate}|{claw}|{hold}|[.;,])"
_CLAUSE = rf"(?:(?!{_STOP}).)*"
HOLDS = (
    rf"(?:<pct:of_them>(?:\s+[^\W\d_]+){{0,2}}\s+)?{{hold}}(?:<few><pct>)?(?P<till>{_CLAUSE})",
)
CLAWS = (
    rf"(?:{{if}} )?(?:\w+ )?{{return}}[^.;⟦]{{0,40}}(?:<length>)?[^.;⟦]{{0,40}}?{{claw}}"
    rf"(?P<how>{_CLAUSE})",
    rf"(?:{{full}} )?{{claw}}[^.;⟦]{{0,30}}{{return}}[^.;⟦]{{0,30}}?(?:<length>)"
    rf"(?P<how>{_CLAUSE})",
    rf"{{claw}}<few><length>(?P<how>{_CLAUSE})",
)
REMOVED = ("no_cap", "no_budget", "no_hold", "no_claw")


def removed(sheet: Sheet) -> frozenset[str]:
    """What the plan is to be without; read before the words in them mean something else."""
    return frozenset(word for word in REMOVED if sheet.take("{" + word + "}"))


def read(sheet: Sheet, gone: frozenset[str]) -> Terms:
    """Words without values, from the whole sentence; what needs a value is taken out of it."""
    threshold, budget = sheet.take(*THRESHOLDS), sheet.take(*BUDGETS)
    hold, clawback = _hold(sheet), _clawback(sheet)
    return Terms(
        budget=budget.token("money").reading if budget else None,
        threshold=threshold.token("money").reading if threshold else None,
        hold=hold,
        clawback=clawback,
        earner=_first(sheet, EARNERS),
        hinted=_first(sheet, HINTS),
        period=_first(sheet, OFTEN),
        basis=_first(sheet, BASES),
        mode=_first(sheet, MODES),
        word=next((word for word in WORDS if sheet.says(word)), ""),
        removed=gone,
    )


def caps(sheet: Sheet) -> tuple[Cap, ...]:
    person = any(sheet.says(word) for word in ("a_person", "a_partner"))
    found: list[Cap] = []
    for taken in sheet.take_all(*CAPS):
        found.append(_cap(taken, person=person))
        if "second" in taken:
            limit = {"per": of_how_much(taken.text("also")) or "period"}
            amount = taken.token("second").reading
            found.append(Cap({**limit, "max": amount}, taken.start))
    return (*found, *_floors(sheet))


def _floors(sheet: Sheet) -> Iterator[Cap]:
    """The least that one sale pays."""
    for taken in sheet.take_all(*FLOORS):
        limit = {"per": "transaction", "min": taken.token("money").reading}
        yield Cap(limit, taken.start)


def of_how_much(words: str) -> str:
    """Per transaction, per period or over the whole plan, where that is said."""
    if says("a_deal", words):
        return "transaction"
    if any(says(often, words) for often in OFTEN):
        return "period"
    return "plan" if says("in_all", words) else ""


def _cap(taken: Taken, *, person: bool) -> Cap:
    per = of_how_much(f"{taken.text('before')} {taken.text('more')}")
    limit: Part = {"per": per} if per else {}
    if says("carry", taken.match.string):
        limit["excess"] = "carry_forward"
    if not (person or per in ("transaction", "plan") or "count" in taken):
        limit[WHOSE] = True
    if "count" in taken:
        return Cap(limit, taken.start, taken.token("count").value.number)
    return Cap({**limit, "max": taken.token("money").reading}, taken.start)


def _first(sheet: Sheet, words: dict[str, str]) -> str:
    return next((meant for word, meant in words.items() if sheet.says(word)), "")


def _hold(sheet: Sheet) -> Part | None:
    taken = sheet.take(*HOLDS)
    if taken is None:
        return None
    name = next((name for name in ("of_them", "pct") if name in taken), "")
    pct = taken.token(name).value if name else 100
    return {"pct": pct, **_release(sheet, taken)}


def _release(sheet: Sheet, taken: Taken) -> Part:
    till = Sheet(taken.text("till"), sheet.tokens)
    length, day = till.left("length"), till.left("day")
    if length:
        return {"release": "after_days", "days": length[0].value.in_days}
    if day:
        return {"release": "on_date", "date": day[0].reading}
    return {"release": "on_customer_payment"} if till.says("until_paid") else {}


def _clawback(sheet: Sheet) -> Part | None:
    taken = sheet.take(*CLAWS)
    if taken is None:
        return None
    said = taken.match[0]
    window = {"window_days": taken.token("length").value.in_days} if "length" in taken else {}
    method = "proportional"
    if says("by_time", said):
        method = "time_prorated"
    elif says("full", said):
        method = "full"
    return {**window, "method": method, "only_paid": True}
