"""Rules of every kind, over what a plan measures."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Said = dict[str, Any]
MONEY = st.integers(1, 300).map(str)
PERCENT = st.decimals("0", "120", places=2).map(str) | st.sampled_from(["10", "33.3", "5"])
PRICE = st.decimals("0", "40", places=2).map(str)
#: A table is drawn more often than what has nothing to draw.
KINDS = ("rate", "per_unit", "fixed", "tiers", "tiers", "tiers", "claim", "rank")


@st.composite
def rules(draw: st.DrawFn, document: Said, number: int) -> Said:
    kinds = list(KINDS)
    before = document["components"]
    if [each for each in before if each["rule"]["kind"] != "guarantee"]:
        kinds.append("multiplier")
    if not any(each["rule"]["kind"] == "guarantee" for each in before):
        kinds.append("guarantee")
    if not any(each.get("pays") == "fund" for each in before):
        kinds.remove("claim")
    if all(each["window"] == "transaction" for each in document["measures"]):
        kinds.remove("rank")
    return draw(OF[draw(st.sampled_from(kinds))](document))


def bases(document: Said) -> st.SearchStrategy[str]:
    measures = [each["id"] for each in document["measures"]]
    return st.sampled_from([*measures, *measures, *document["growth"]])


@st.composite
def rate(draw: st.DrawFn, document: Said) -> Said:
    return {"kind": "rate", "base": draw(bases(document)), "pct": draw(PERCENT)}


@st.composite
def per_unit(draw: st.DrawFn, document: Said) -> Said:
    said = {"kind": "per_unit", "base": draw(bases(document)), "amount": draw(PRICE)}
    said |= draw(st.sampled_from([{}, {"free": "3"}, {"free": "120.5"}]))
    return said | draw(st.sampled_from([{}, {"package": "4"}, {"package": "2.5"}]))


@st.composite
def fixed(draw: st.DrawFn, document: Said) -> Said:
    once = draw(st.sampled_from(["transaction", "customer", "period", "plan"]))
    said: Said = {"kind": "fixed", "amount": draw(MONEY), "once_per": once}
    if draw(st.booleans()):
        op = draw(st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge", "between"]))
        low = draw(st.sampled_from([0, 5, 10, 100, 250]))
        value: Any = [low, low + 400] if op == "between" else low
        said["gate"] = {"field": draw(bases(document)), "op": op, "value": value}
    return said


@st.composite
def tiers(draw: st.DrawFn, document: Said) -> Said:
    mode = draw(st.sampled_from(["marginal", "whole", "whole", "interpolated"]))
    said: Said = {"kind": "tiers", "base": draw(bases(document)), "mode": mode}
    if mode == "whole" and draw(st.booleans()):
        said["by"] = draw(bases(document))
    grows = said.get("by") in document["growth"]
    said["table"] = draw(tables(mode, grows))
    said["accumulate"] = draw(st.sampled_from(["window", "window", "transaction"]))
    said["boundary"] = draw(st.sampled_from(["lower_inclusive", "upper_inclusive"]))
    return said


@st.composite
def tables(draw: st.DrawFn, mode: str, grows: bool) -> list[Said]:
    ends = [5, 100, 250, 1000, 2500, *([-20, -5] if grows else [])]
    ends += [0] if mode != "interpolated" else []
    bounds = sorted(draw(st.sets(st.sampled_from(ends), max_size=3)))
    table = []
    open_end = [None] if not bounds or draw(st.integers(0, 3)) else []
    for bound in [*bounds, *open_end]:
        row: Said = {} if bound is None else {"up_to": str(bound)}
        if mode == "interpolated" and bound is not None:
            row["amount"] = draw(MONEY)
        else:
            row[draw(st.sampled_from(["pct", "per_unit"]))] = draw(PRICE)
            if mode != "interpolated" and draw(st.booleans()):
                row["amount"] = draw(MONEY)
        table.append(row)
    return table


@st.composite
def claim(draw: st.DrawFn, document: Said) -> Said:
    pct = draw(st.sampled_from(["50", "100", "12.5"]))
    return {"kind": "claim", "reimburse_pct": pct, "fund": "mdf"}


@st.composite
def rank(draw: st.DrawFn, document: Said) -> Said:
    measures = [each["id"] for each in document["measures"] if each["window"] != "transaction"]
    return {
        "kind": "rank",
        "measure": draw(st.sampled_from(measures)),
        "prizes": draw(st.lists(MONEY, min_size=1, max_size=3)),
        "ties": draw(st.sampled_from(["share", "all"])),
    }


@st.composite
def multiplier(draw: st.DrawFn, document: Said) -> Said:
    of = [each["id"] for each in document["components"] if each["rule"]["kind"] != "guarantee"]
    some = draw(st.lists(st.sampled_from(of), min_size=1, max_size=2, unique=True))
    return {"kind": "multiplier", "of": some, "pct": draw(PERCENT)}


@st.composite
def guarantee(draw: st.DrawFn, document: Said) -> Said:
    recover = draw(st.sampled_from(["yes", "yes", "no", "forgive_at_end"]))
    if recover == "forgive_at_end" and "effective_to" not in document:
        recover = "yes"
    said: Said = {"kind": "guarantee", "amount": draw(MONEY), "recover": recover}
    if recover != "no" and draw(st.booleans()):
        said["recover_from_period"] = draw(st.integers(1, 4))
    return said


OF = {
    "rate": rate,
    "per_unit": per_unit,
    "fixed": fixed,
    "tiers": tiers,
    "claim": claim,
    "rank": rank,
    "multiplier": multiplier,
    "guarantee": guarantee,
}
