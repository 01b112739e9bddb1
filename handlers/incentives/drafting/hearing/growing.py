"""Reads pay for growth: on what exceeds a baseline, or by rows of growth in per cent."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from handlers.incentives.drafting.hearing.said import Part, Payment
from handlers.incentives.drafting.hearing.sheet import Sheet, Taken
from handlers.incentives.drafting.hearing.vocabulary import pattern, says

ID = "growth"
#: What there is to grow from, by the words for it.
BASELINES = {
    "year_on_year": "same_period_last_year", "period_on_period": "previous_period",
    "on_record": "high_water_mark", "on_target": "target",
}  # fmt: skip
_WORDS = r"(?:[\s,:]*[^\W\d_]+){0,4}?[\s,:]*"
ROWS = (
    rf"(?:{{from_row}}|{{floor}}|{{above}}|{{growth}}){_WORDS}<pct:least>(?:\s*{{growth}})?"
    r"(?:\s*(?!{from_row}|{floor})[^\W\d_]+){0,4}?\s*<pct:pays>",
    rf"<pct:pays>\s*(?:{{from_row}}|{{floor}}|{{above}}|{{if}}){_WORDS}<pct:least>",
)
RATE = (rf"<pct>{_WORDS}{{growth}}", rf"{{growth}}{_WORDS}<pct>")


def read(sheet: Sheet) -> list[Payment]:
    """Nothing unless growth is named."""
    if not sheet.says("growth"):
        return []
    growth = _growth(sheet)
    for template in ROWS:
        found = [Taken(match, sheet.tokens) for match in pattern(template).finditer(sheet.text)]
        if found and len(found) * 2 == len(sheet.left("pct")):
            return [_table(sheet, found, growth)]
    taken = sheet.take(*RATE)
    if taken is None:
        return []
    pay_on = "whole" if sheet.says("whole") else "increment"
    rule: Part = {"kind": "rate", "base": ID, "pct": taken.token("pct").value}
    return [Payment(rule, taken.start, growth={**growth, "pay_on": pay_on})]


def _growth(sheet: Sheet) -> Part:
    baseline = next((meant for word, meant in BASELINES.items() if sheet.says(word)), "")
    none = "zero" if sheet.says("no_base_zero") else "skip"
    named = {"baseline": baseline} if baseline else {}
    return {"measure": "net", **named, "pay_on": "increment", "no_baseline": none}


def _table(sheet: Sheet, found: list[Taken], growth: Part) -> Payment:
    """The rate of the row that was reached, on everything or on what exceeds the baseline."""
    rows = sorted((_pct(taken, "least"), _pct(taken, "pays")) for taken in found)
    table: list[Part] = [{"up_to": rows[0][0], "pct": Decimal(0)}]
    for (_, pays), (least, _) in pairwise(rows):
        table.append({"up_to": least, "pct": pays})
    table.append({"pct": rows[-1][1]})
    strict = all(says("above", re.sub(r"⟦.*", "", taken.match[0])) for taken in found)
    for taken in found:
        sheet.cross_out(taken.start, taken.end)
    rule: Part = {
        "kind": "tiers", "base": "net" if sheet.says("whole") or sheet.says("net") else ID,
        "by": ID, "mode": "whole", "accumulate": "window",
        "boundary": "upper_inclusive" if strict else "lower_inclusive", "table": table,
    }  # fmt: skip
    return Payment(rule, found[0].start, growth=growth)


def _pct(taken: Taken, name: str) -> Decimal:
    return Decimal(taken.token(name).value)
