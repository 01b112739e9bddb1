"""Reads how a plan pays: so much a unit, a bonus, a percentage, a guarantee, more on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from handlers.conversation.slots import Reading
from handlers.incentives.drafting.hearing import growing, offers, pairs, prizes, tables, terms
from handlers.incentives.drafting.hearing.said import Cap, Part, Payment
from handlers.incentives.drafting.hearing.sheet import Sheet, Taken
from handlers.incentives.drafting.hearing.vocabulary import says
from handlers.incentives.drafting.world import World

_THING = r"(?:(?P<seat>{seat})|(?P<unit>{unit}))"
_SMALL = r"(?:[\s,:]*(?:(?:[^\W\d_]+|·+)\s+){0,6}?)"
PER_UNIT = (
    rf"<money>\s*(?:{{extra}}\s*)?(?:/\s*|{{per}} )(?:<value:skipped> )?(?:<count>|{_THING})",
    rf"{{per}} (?:<value> )?(?:<count>|{_THING})(?: <value>)?{_SMALL}<money>",
)
NEW = (
    r"<money>(?:[\s,/]+[^\W\d_]+){0,5}?[\s/]+{a_new_customer}",
    rf"{{a_new_customer}}{_SMALL}<money>",
)
PER_CUSTOMER = (
    r"<money>\s*(?:{per} |/\s*){customer}",
    rf"{{per}} {{customer}}{_SMALL}<money>",
)
PER_DEAL = (
    r"<money>(?:\s+[^\W\d_]+){0,3}?\s*(?:(?:{per} |/\s*)(?:<value> )?{deal}|{a_deal})",
    rf"(?:{{per}} {{deal}}|{{a_deal}}){_SMALL}<money>",
)
FREE = (
    r"{after}<few>(?:{first} )?<count>(?: {first})?",
    r"{from}<few>(?:{seat}|{unit}) ?ke-? ?(?P<nth>\d+)",
)
GATES = (
    r"{whose}(?:[\s:=,]*(?:[^\W\d_]+|⟦r\d+⟧|·+)){0,3}?\s*(?:{net}|{seat}|{unit})"
    r"(?:[\s:=,]*[^\W\d_]+){0,3}?\s*(?:{above}|{floor}|{from_row})<few>(?:<money>|<count>)",
    r"{if}(?:[\s:=,]*(?:[^\W\d_]+)){0,5}?\s*(?:<money>|<count>)(?:\s*(?:{net}|{on} {net}))?",
)
ABOVE_DEALS = (r"{deal}(?: \w+){0,2}? (?P<least>(?:(?P<above>{above})|{floor})<few><money>)",)
GUARANTEES = (r"(?:{guarantee}|{floor})(?!<few>{net})<few><money>",)
FUNDS = (
    r"<pct>[\s,]*(?:(?:[^\W\d_]+|⟦[tkgx]\d+⟧)\s+){0,7}?(?:(?P<mdf>{fund_mdf})|(?P<coop>{fund_coop}))",
    r"(?:(?P<mdf>{fund_mdf})|(?P<coop>{fund_coop}))[\s:=,]*(?:[^\W\d_]+\s+){0,3}?<pct>",
)
ON_TOP = (
    r"<pct>[\s,]*(?:[^\W\d_]+\s+){0,6}?<plan>",
    r"<plan>[\s,:]*(?:[^\W\d_]+\s+){0,4}?<pct>",
)
RATES = (
    r"<pct>(?P<of>(?:\s+[^\W\d_]+){0,4}?\s+(?:{margin}|{collected}|{net}))",
    r"<pct>",
)
ZERO = Decimal(0)
NEW_DEAL: Part = {"field": "deal.type", "op": "eq", "value": "new"}


def read(sheet: Sheet, world: World) -> tuple[tuple[Payment, ...], tuple[Cap, ...]]:
    """The most particular first; a percentage or an amount that is left means the plain thing.
    A cap may look like a row, so it is read behind the rows."""
    payments = [*growing.read(sheet), *_on_top(sheet, world), *_funds(sheet)]
    above: tuple[Part, ...] = tuple(_above_deals(sheet))
    payments += [*tables.read(sheet), *pairs.read(sheet)]
    caps = terms.caps(sheet)
    gate = sheet.take(*GATES)
    payments += [
        *offers.read(sheet),
        *_guarantee(sheet),
        *_per_units(sheet),
        *_fixed(sheet),
        *prizes.read(sheet),
    ]
    payments += [*_bonus(sheet, gate), *_rates(sheet)]
    payments = _gated(sheet, gate, payments) if gate else payments
    payments.sort(key=lambda payment: payment.start)
    if sheet.take("{a_new_customer}", "{new_deals}"):
        above = (*above, NEW_DEAL)
    return tuple(_with(payment, above) for payment in payments), caps


def claims(sheet: Sheet) -> bool:
    """Paying back what was spent is not a plan that a sentence makes."""
    return sheet.says("claimed") and (sheet.says("fund_mdf") or sheet.says("fund_coop"))


def _gated(sheet: Sheet, gate: Taken, payments: list[Payment]) -> list[Payment]:
    """So much a unit, *if they sell 10*, is a table whose first row pays nothing."""
    if any("gate" in payment.rule for payment in payments):
        return payments
    rule = payments[0].rule if len(payments) == 1 else {}
    plain = rule.keys() == {"kind", "base", "amount"} and rule["kind"] == "per_unit"
    if not plain or "count" not in gate:
        sheet.put_back(gate)
        return payments
    test = _gate(gate)
    table = [{"up_to": test["value"], "per_unit": ZERO}, {"per_unit": rule["amount"]}]
    boundary = "upper_inclusive" if test["op"] == "gt" else "lower_inclusive"
    tiers: Part = {"kind": "tiers", "base": rule["base"], "mode": "whole",
                   "accumulate": "window", "boundary": boundary, "table": table}  # fmt: skip
    return [replace(payments[0], rule=tiers)]


def _with(payment: Payment, tests: tuple[Part, ...]) -> Payment:
    more = (test for test in tests if test not in payment.tests)
    return replace(payment, tests=(*payment.tests, *more))


def _on_top(sheet: Sheet, world: World) -> Iterator[Payment]:
    """More for what another plan pays: that plan's next version has one component more."""
    for taken in sheet.take_all(*ON_TOP):
        name = taken.token("plan").value
        of = [component["id"] for component in world.plans[name].get("components", ())]
        rule: Part = {"kind": "multiplier", "of": of, "pct": taken.token("pct").value}
        yield Payment(rule, taken.start, of_plan=name)


def _funds(sheet: Sheet) -> Iterator[Payment]:
    for taken in sheet.take_all(*FUNDS):
        fund = "mdf" if "mdf" in taken else "coop"
        rule: Part = {
            "kind": "rate",
            "base": _base(taken.match[0]),
            "pct": taken.token("pct").value,
        }
        yield Payment(rule, taken.start, fund)


def _above_deals(sheet: Sheet) -> Iterator[Part]:
    """*deals of at least 50 million*: only these sales count."""
    while taken := sheet.find(*ABOVE_DEALS):
        sheet.cross_out(taken.match.start("least"), taken.end)
        op = "gt" if "above" in taken else "ge"
        yield {"field": "amount", "op": op, "value": taken.token("money").reading}


def _gate(taken: Taken) -> Part:
    op = "gt" if says("above", taken.match[0]) else "ge"
    if "count" in taken:
        value = Decimal(taken.token("count").value.number)
        return {"field": "seats", "op": op, "value": value}
    return {"field": "net", "op": op, "value": taken.token("money").reading}


def _guarantee(sheet: Sheet) -> Iterator[Payment]:
    for taken in sheet.take_all(*GUARANTEES):
        rule: Part = {"kind": "guarantee", "amount": taken.token("money").reading}
        for words, meant in (
            ("no_recover", "no"),
            ("forgive", "forgive_at_end"),
            ("recover", "yes"),
        ):
            if sheet.says(words) and "recover" not in rule:
                rule |= {"recover": meant}
        yield Payment(rule, taken.start)


def _per_units(sheet: Sheet) -> Iterator[Payment]:
    for taken in sheet.take_all(*PER_UNIT):
        base = "units" if _is_unit(taken) else "seats"
        rule: Part = {"kind": "per_unit", "base": base, "amount": taken.token("money").reading}
        number = taken.token("count").value.number if "count" in taken else 1
        free = _free(sheet)
        if number > 1:
            full = 0 if sheet.says("started") else number - 1
            rule |= {"package": Decimal(number), "free": Decimal(free + full)}
        elif free:
            rule["free"] = Decimal(free)
        if not rule.get("free", 1):
            del rule["free"]
        yield Payment(rule, taken.start)


def _is_unit(taken: Taken) -> bool:
    return "unit" in taken or ("count" in taken and taken.token("count").value.unit == "unit")


def _free(sheet: Sheet) -> int:
    taken = sheet.take(*FREE)
    if taken is None:
        return 0
    return int(
        int(taken.match["nth"]) - 1 if "nth" in taken else taken.token("count").value.number
    )


def _fixed(sheet: Sheet) -> Iterator[Payment]:
    for templates, once_per, tests in (
        (NEW, "customer", (NEW_DEAL,)),
        (PER_CUSTOMER, "customer", ()),
        (PER_DEAL, "transaction", ()),
    ):
        for taken in sheet.take_all(*templates):
            yield Payment(_once(taken.token("money").reading, once_per), taken.start, tests=tests)


def _once(amount: Reading[object], per: str) -> Part:
    return {"kind": "fixed", "amount": amount, "once_per": per}


def _bonus(sheet: Sheet, gate: Taken | None) -> Iterator[Payment]:
    """An amount that is not said to be for a unit: paid once where a goal is named or how often
    it is paid is; for what else, is asked."""
    for taken in sheet.take_all(r"<money>"):
        amount = taken.token("money").reading
        if gate:
            yield Payment({**_once(amount, "period"), "gate": _gate(gate)}, taken.start)
        elif sheet.says("once"):
            yield Payment(_once(amount, "plan"), taken.start)
        else:
            yield Payment({"amount": amount}, taken.start)


def _rates(sheet: Sheet) -> Iterator[Payment]:
    rates = sheet.take_all(*RATES)
    alone = sheet.text if len(rates) == 1 else ""
    for taken in rates:
        rule: Part = {
            "kind": "rate",
            "base": _base(f"{taken.text('of')} {alone}"),
            "pct": taken.token("pct").value,
        }
        yield Payment(rule, taken.start)


def _base(words: str) -> str:
    """Revenue, unless something else is named just there."""
    named = ("margin", "collected")
    return next((base for base in named if says(base, words)), "net")
