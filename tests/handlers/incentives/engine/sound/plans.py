"""Plan documents that hold every rule, limit, hold and clawback, and are sound."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.handlers.incentives.engine.reference.times import MONTHS, Stretch
from tests.handlers.incentives.engine.sound.rules import rules
from tests.handlers.incentives.engine.sound.sales import DAYS

Said = dict[str, Any]
#: Rates of the days of sales, and of the ends of their periods.
PUBLISHED = sorted(
    {
        *DAYS,
        *(
            Stretch.of(months, date.fromisoformat(day)).last.isoformat()
            for day in DAYS
            for months in MONTHS.values()
        ),
    }
)
WINDOWS = st.sampled_from(["period", "period", "transaction", "quarter", "year", "plan"])
DATES = st.sampled_from([None, None, "booked", "invoiced", "paid", "activated"])
TESTS = st.sampled_from(
    [
        {"field": "partner.tier", "op": "in", "value": ["gold", "platinum"]},
        {"field": "partner.tier", "op": "ne", "value": "silver"},
        {"field": "partner.tier", "op": "not_in", "value": ["bronze"]},
        {"field": "partner.id", "op": "eq", "value": "A"},
        {"field": "partner.region", "op": "eq", "value": "west"},
        {"field": "product.sku", "op": "starts_with", "value": "CLD"},
        {"field": "product.category", "op": "eq", "value": "cloud"},
        {"field": "deal.registered", "op": "is_true"},
        {"field": "deal.registered", "op": "is_false"},
        {"field": "amount", "op": "gt", "value": 50},
        {"field": "amount", "op": "le", "value": 500},
        {"field": "quantity", "op": "between", "value": [1, 9]},
        {"field": "quantity", "op": "lt", "value": 10},
        {"field": "date", "op": "ge", "value": "2026-02-01"},
        {"field": "product.commission_free", "op": "eq", "value": False},
        {"field": "nowhere", "op": "eq", "value": 1},
    ]
)
WHENS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.just({}),
    TESTS.map(lambda test: {"all": [test]}),
    st.tuples(TESTS, TESTS).map(lambda two: {"any_of": [[two[0]], [two[1]]]}),
    st.tuples(TESTS, TESTS).map(lambda two: {"all": [two[0]], "any_of": [[two[1], two[0]]]}),
)
MONEY = st.integers(1, 300).map(str)
MEASURES = ("net", "seats", "deals", "left", "cash", "points")
OF = ("amount", "quantity", "count", "margin", "collected", "field")


@st.composite
def measures(draw: st.DrawFn) -> list[Said]:
    found = []
    for name, of in zip(MEASURES, OF, strict=True):
        said: Said = {"id": name, "of": of, "window": draw(WINDOWS)}
        said |= {"field": "points"} if of == "field" else {}
        date = draw(DATES)
        where = draw(WHENS | st.just({}))
        said |= {"date": date} if date else {}
        found.append(said | ({"where": where} if where else {}))
    return found


@st.composite
def growths(draw: st.DrawFn, measured: list[Said]) -> dict[str, Said]:
    """Of totals of some time; what looks back needs one that ends."""
    found: dict[str, Said] = {}
    for measure in measured:
        window = measure["window"]
        if window == "transaction" or draw(st.booleans()):
            continue
        kinds = ["target", "high_water_mark", "fixed"]
        kinds += [] if window == "plan" else ["same_period_last_year", "previous_period"] * 2
        said = {
            "measure": measure["id"],
            "baseline": draw(st.sampled_from(kinds)),
            "pay_on": draw(st.sampled_from(["whole", "increment"])),
            "no_baseline": draw(st.sampled_from(["skip", "zero"])),
        }
        if said["baseline"] == "fixed" or (said["baseline"] == "target" and draw(st.booleans())):
            said["fixed"] = draw(st.sampled_from(["0", "50", "200"]))
        found[f"up-{measure['id']}"] = said
    return found


@st.composite
def limits(draw: st.DrawFn) -> list[Said]:
    found = []
    for per in ("transaction", "period", "plan"):
        which = draw(st.sampled_from(["", "", "max", "min", "both"]))
        said: Said = {"per": per}
        if which in ("max", "both"):
            said["max"] = str(draw(st.integers(40, 300)))
        if which in ("min", "both"):
            said["min"] = str(draw(st.integers(1, 39)))
        if per == "period" and "max" in said and draw(st.booleans()):
            said["excess"] = "carry_forward"
        found += [said] if which else []
    return found


@st.composite
def clawbacks(draw: st.DrawFn) -> Said:
    method = draw(st.sampled_from(["full", "proportional", "time_prorated", "schedule"]))
    said: Said = {"method": method, "only_paid": draw(st.booleans())}
    if method == "time_prorated" or draw(st.booleans()):
        said["window_days"] = draw(st.sampled_from([30, 60, 400]))
    if method == "schedule":
        said["schedule"] = [{"within_days": 10, "pct": 100}, {"within_days": 30, "pct": 40}]
    return said


@st.composite
def components(draw: st.DrawFn, number: int, document: Said) -> Said:
    said: Said = {"id": f"c{number}", "rule": draw(rules(document, number))}
    said["earner"] = draw(st.sampled_from(["partner", "partner", "partner", "member"]))
    for name, of in (("when", WHENS), ("limits", limits()), ("clawback", clawbacks())):
        if draw(st.booleans()) and (found := draw(of)):
            said[name] = found
    kind = said["rule"]["kind"]
    if kind in ("rate", "per_unit", "tiers", "fixed", "rank") and not draw(st.integers(0, 3)):
        said |= {"pays": "fund", "fund": "mdf"}
    if kind in ("rate", "per_unit", "tiers", "fixed", "claim") and not draw(st.integers(0, 2)):
        said |= {"exclusive_group": draw(st.sampled_from("gh")), "priority": number % 7}
    if draw(st.booleans()):
        said["hold"] = {"pct": 20, "release": "after_days", "days": 30}
    return said


@st.composite
def plans(draw: st.DrawFn, most: int = 3) -> Said:
    document: Said = {
        "schema_version": 1,
        "id": "p",
        "version": 1,
        "name": "Plan",
        "currency": draw(st.sampled_from(["USD", "USD", "IDR", "JPY", "KWD"])),
        "effective_from": draw(st.sampled_from(["2025-12-01", "2026-01-01", "2026-02-01"])),
        "period": draw(st.sampled_from(["month", "month", "quarter", "half", "year"])),
        "measures": draw(measures()),
        "allow_over_100": True,
    }
    if draw(st.booleans()):
        document["effective_to"] = draw(st.sampled_from(["2026-03-31", "2027-12-31"]))
    document["growth"] = draw(growths(document["measures"]))
    mode = draw(st.sampled_from(["half_up", "half_up", "half_even", "down"]))
    at = draw(st.sampled_from(["line", "line", "statement"]))
    document["rounding"] = {"mode": mode, "at": at}
    bases = ["booked_date", "invoice_date", "period_average", "period_end", "fixed"]
    document["fx"] = {"rate": draw(st.sampled_from(bases)), "source": "bank"}
    if not draw(st.integers(0, 4)):
        document["eligible"] = draw(WHENS)
    document["components"] = []
    for number in range(draw(st.integers(1, most))):
        document["components"].append(draw(components(number, document)))
    return document


@st.composite
def priors(draw: st.DrawFn, document: Said) -> dict[str, str]:
    """Something of what may be said to have been before."""
    ids = [each["id"] for each in document["components"]]
    names = [*(each["id"] for each in document["measures"]), *document["growth"], "fund:mdf"]
    names += [f"{kind}:{id}" for kind in ("paid", "owed") for id in ids]
    said = draw(st.sets(st.sampled_from(names), max_size=3)) if draw(st.booleans()) else set()
    return {name: draw(st.sampled_from(["0", "30", "75.5", "250"])) for name in sorted(said)}


def rates(currency: str) -> dict[str, str]:
    """Of the currencies that sales are in, fixed and from some days on."""
    others = [each for each in ("USD", "EUR", "JPY", "IDR", "KWD") if each != currency]
    found: dict[str, str] = {}
    for number, other in enumerate(others, 1):
        found[f"{other}/{currency}"] = f"1.{number}"
        for nth, day in enumerate(PUBLISHED):
            found[f"{other}/{currency}@{day}"] = f"{nth % 4}.{number}{nth % 10}"
    return found
