"""Plans of any kind, for properties: everything that can be written, sound or not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from handlers.incentives.engine import plan as plans
from handlers.incentives.engine import rules
from handlers.incentives.engine.conditions import Op, Test, When
from handlers.incentives.engine.reading.conditions import PLAIN

IDS = st.sampled_from(["net", "a-1", "x.y", "seats_2", "日本", "no", "1e5", "2027"])
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8).map("x{}".format) | IDS
NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**14), 10**14),
    st.integers(0, 10),
)
DAYS = st.dates(min_value=date(1, 1, 1))
FEW = st.integers(1, 400)
MAYBE = st.none() | NUMBERS


def some(of: st.SearchStrategy[Any], least: int = 1) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, min_size=least, max_size=2).map(tuple)


VALUES = st.booleans() | NUMBERS | TEXTS.filter(lambda text: not PLAIN.fullmatch(text))
ORDERED = NUMBERS | DAYS.map(date.isoformat)
RANGES = st.tuples(NUMBERS, NUMBERS).map(lambda two: tuple(sorted(two)))
FIELDS = st.sampled_from(["booked", "a column", "partner.tier", "deal.end date", "product.x.y"])


COMPARED = {
    **dict.fromkeys((Op.IN, Op.NOT_IN), some(VALUES)),
    **dict.fromkeys((Op.EQ, Op.NE), st.tuples(VALUES)),
    **dict.fromkeys((Op.IS_TRUE, Op.IS_FALSE), st.just(())),
    Op.BETWEEN: RANGES,
    Op.STARTS_WITH: st.tuples(TEXTS),
}
TESTS = st.one_of(
    [st.builds(Test, FIELDS, st.just(op), COMPARED.get(op, st.tuples(ORDERED))) for op in Op]
)
GATES = st.builds(Test, IDS, st.sampled_from([Op.EQ, Op.GE, Op.LT]), st.tuples(NUMBERS))
#: A single group of several tests reads as that many groups.
GROUPS = some(st.tuples(TESTS), least=0) | st.tuples(some(TESTS), some(TESTS))
WHENS = st.just(When()) | st.builds(When, some(TESTS, least=0), GROUPS)
ROWS = st.builds(rules.Row, MAYBE, MAYBE, MAYBE, MAYBE)
RULES = st.one_of(
    st.builds(rules.Rate, IDS, NUMBERS),
    st.builds(rules.PerUnit, IDS, NUMBERS, MAYBE, NUMBERS),
    st.builds(rules.Fixed, NUMBERS, st.sampled_from(rules.OncePer), st.none() | GATES),
    st.builds(rules.Tiers, IDS, some(ROWS), by=IDS.map(lambda name: f"{name}1")),
    st.builds(rules.Multiplier, some(IDS), NUMBERS),
    st.builds(rules.Guarantee, NUMBERS, recover_from_period=FEW),
    st.builds(rules.Claim, NUMBERS, IDS),
    st.builds(rules.Rank, IDS, some(NUMBERS), st.sampled_from(rules.Ties)),
)
COLUMNS = st.one_of(
    st.tuples(st.just(plans.Of.FIELD), TEXTS),
    st.tuples(st.sampled_from([of for of in plans.Of if of is not plans.Of.FIELD]), st.just("")),
)
MEASURES = st.builds(
    lambda name, of, rest: plans.Measure(name, *of, *rest),
    IDS,
    COLUMNS,
    st.tuples(WHENS, st.sampled_from(plans.Within), st.none() | st.sampled_from(plans.On)),
)
GROWTHS = st.builds(plans.Growth, IDS.map(lambda name: f"{name}_"), IDS, fixed=MAYBE)
LIMITS = st.builds(plans.Limit, min=MAYBE, max=MAYBE)
HOLDS = st.builds(plans.Hold, NUMBERS, days=st.none() | FEW, on=st.none() | DAYS)
STEPS = st.builds(plans.Step, FEW, NUMBERS)
CLAWBACKS = st.builds(plans.Clawback, window_days=st.none() | FEW, schedule=some(STEPS, least=0))
COMPONENTS = st.builds(
    plans.Component,
    IDS,
    TEXTS,
    RULES,
    when=WHENS,
    limits=some(LIMITS, least=0),
    hold=st.none() | HOLDS,
    clawback=st.none() | CLAWBACKS,
    fund=st.just("") | IDS,
    exclusive_group=st.just("") | IDS,
    priority=st.integers(-9, 9),
)


def by_id(of: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return some(of, least=0).map(lambda found: {each.id: each for each in found})


PLANS = st.builds(
    plans.Plan,
    id=IDS,
    version=FEW,
    name=TEXTS,
    currency=st.just("IDR"),
    effective_from=DAYS,
    effective_to=st.none() | DAYS,
    measures=by_id(MEASURES),
    components=some(COMPONENTS),
    eligible=WHENS,
    growth=by_id(GROWTHS),
    fx=st.builds(plans.Fx, source=st.just("") | TEXTS),
    payout_threshold=MAYBE,
    budget=MAYBE,
)
