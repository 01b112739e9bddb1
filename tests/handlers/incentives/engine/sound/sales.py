"""Sales, returns and corrections: of several partners, shared, in other currencies, half said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from hypothesis import strategies as st

Row = dict[str, str]
Rows = list[Row]

DAYS = (
    *("2025-02-10", "2025-12-31", "2026-01-31", "2026-02-01", "2026-02-14", "2026-03-01"),
    *("2026-03-31", "2026-05-05", "2026-07-01", "2027-02-10"),
)
DAY = st.sampled_from(DAYS)
MONEY = (
    st.sampled_from(["100", "250", "1000", "0", "99.99", "5", "10.005", "33.3"])
    | st.integers(0, 200_000).map(lambda cents: f"{cents / 100:.2f}")
    | st.just("123456789012345.67")
)
UNITS = st.integers(0, 12).map(str) | st.sampled_from(["2.5", "7.25"])
FIELDS = {
    "partner": st.sampled_from("AAB"),
    "member": st.sampled_from("ST"),
    "customer": st.sampled_from("XY"),
    "product": st.sampled_from(["CLD-1", "PRO-2"]),
    "category": st.sampled_from(["cloud", "tools"]),
    "deal": st.just("D-1"),
    "partner.tier": st.sampled_from(["gold", "silver"]),
    "product.commission_free": st.sampled_from(["no", "no", "yes"]),
    "quantity": UNITS,
    "cost": st.sampled_from(["0", "1", "3.50", "20"]),
    "collected": MONEY,
    "points": UNITS,
    "booked": DAY,
    "invoiced": DAY,
    "paid": DAY,
    "activated": DAY,
}
#: What is nearly always said; the rest one time in three.
USUAL = ("partner", "customer", "quantity", "product", "partner.tier")
SHARES: st.SearchStrategy[list[tuple[str, object, str]]] = st.sampled_from(
    [
        [("A", 80, ""), ("B", 12, ""), ("C", 8, "")],
        [("A", 50, ""), ("B", 50, "sold"), ("A", 20, "overlay")],
        [("B", "33.3", ""), ("A", "66.7", "")],
        [("C", 10, "overlay"), ("A", 100, "")],
        [("A", 0, ""), ("B", 100, "")],
    ]
)


@st.composite
def credited(draw: st.DrawFn) -> str:
    found = [
        {"partner": partner, "share": str(share), "role": role}
        for partner, share, role in draw(SHARES)
    ]
    if draw(st.booleans()):
        found[0]["member"] = "U"
    return json.dumps(found)


def says(draw: st.DrawFn, name: str) -> bool:
    often = name in USUAL
    return (draw(st.integers(0, 9 if often else 2)) > 0) is often


@st.composite
def row(draw: st.DrawFn, number: int, currency: str) -> Row:
    """A sale, a refund on its own, or a correction on its own."""
    kind = draw(st.sampled_from(["sale"] * 8 + ["refund", "correction"]))
    said = {"id": f"t{number}", "date": draw(DAY), "kind": kind, "currency": currency}
    if draw(st.integers(0, 15)):
        said["amount"] = draw(MONEY)
    said |= {name: draw(of) for name, of in FIELDS.items() if says(draw, name)}
    if kind == "correction" and "amount" in said and draw(st.booleans()):
        said["amount"] = str(-Decimal(said["amount"]))
    if not draw(st.integers(0, 9)):
        said["credits"] = draw(credited())
    if not draw(st.integers(0, 5)):
        said["currency"] = draw(st.sampled_from(["EUR", "JPY"]))
    return said


@st.composite
def returned(draw: st.DrawFn, number: int, made: Rows) -> Row:
    """A return or correction of one that is there, in parts or in whole or of nothing said."""
    of = draw(st.sampled_from(made))
    kind = draw(st.sampled_from(["refund", "refund", "refund", "correction"]))
    said = {"id": f"t{number}", "date": draw(DAY), "kind": kind, "of": of["id"]}
    said["currency"] = of["currency"]
    for name in ("amount", "quantity", "collected", "points"):
        if name in of and draw(st.integers(0, 3)):
            said[name] = (
                of[name] if draw(st.booleans()) else draw(MONEY if name in MONIES else UNITS)
            )
    if kind == "correction" and "amount" in said and draw(st.booleans()):
        said["amount"] = str(-Decimal(said["amount"]))
    if not draw(st.integers(0, 3)):
        said["paid"] = draw(DAY)
    return said


MONIES = ("amount", "collected")


@st.composite
def rows(draw: st.DrawFn, currency: str, most: int = 10, returns: bool = True) -> Rows:
    made: Rows = []
    for number in range(draw(st.integers(1, most))):
        if returns and made and not draw(st.integers(0, 2)):
            made.append(draw(returned(number, made)))
        else:
            made.append(draw(row(number, currency)))
    if draw(st.booleans()):
        return made
    return draw(st.permutations(made))


def reversing(sold: Sequence[Row], day: str = "2027-03-03") -> Rows:
    """Every sale returned in whole, at the end."""
    back = [
        {"id": f"back {each['id']}", "kind": "refund", "of": each["id"]}
        | {"date": day, "currency": each["currency"]}
        for each in sold
    ]
    return [*sold, *back]
