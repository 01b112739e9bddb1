"""`mitra plans simulate`: what a plan pays for a file of sales, without a database."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bot.cli.failure import Refused, Worded
from bot.cli.speak import say
from handlers.conversation.text import Text
from handlers.incentives.engine.columns.rounding import decimals
from handlers.incentives.engine.evaluate import evaluate
from handlers.incentives.engine.lines import Line, Lines
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.selling.sales import BadSales, Sales
from handlers.incentives.engine.tracing import trace
from handlers.incentives.engine.tracing.steps import money
from handlers.incentives.files.columns import SIMULATION
from handlers.incentives.files.faults import UnreadableFile
from handlers.incentives.files.reading import as_mapping, read
from handlers.incentives.files.wording import complaint, refusal
from storage.sales import BadRow
from storage.values import Language, exponent

RATE = re.compile(r"[A-Z]{3}/[A-Z]{3}(@\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?")
#: Lines that a person still reads; a document has them all.
READABLE = 200
#: Faults that are told at once.
TOLD = 20


class NotSimulated(Worded):
    """Said in the language that was asked for."""


def arguments(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
    opened: Callable[[Path, Language], Plan],
) -> None:
    """`opened` gives the plan in a file, or refuses it."""
    simulate = actions.add_parser("simulate", help="say what a plan pays for a file of sales")
    simulate.add_argument("plan", type=Path, metavar="PLAN.yaml")
    simulate.add_argument("--transactions", type=Path, required=True, metavar="FILE")
    for name, example, meaning in (
        ("partner", "tier=gold", "an attribute of the partner"),
        ("prior", "net=1000", "what was before these sales: a measure, or paid:COMPONENT"),
        (
            "rate",
            "USD/IDR=16250",
            "an exchange rate; for a day and its week with @2026-09-01",
        ),
    ):
        simulate.add_argument(
            f"--{name}", help=meaning, metavar=example, action="extend", nargs="+", default=[]
        )
    simulate.add_argument("--lang", type=Language, choices=list(Language), default=Language.EN)
    simulate.add_argument("--json", action="store_true", help="print one JSON document")
    simulate.set_defaults(act=simulated, opened=opened)


def simulated(given: argparse.Namespace) -> None:
    """
    Raises:
        Refused: when the plan, the file or an argument cannot be used; nothing is printed then.
    """
    text = Text.load("simulating", given.lang)
    plan = given.opened(given.plan, given.lang)
    told = _pairs(given.partner, "--partner", text)
    partner = {name.removeprefix("partner."): value for name, value in told}
    prior, rates = (_numbers(given, name, text) for name in ("prior", "rate"))
    _known(plan, prior, text)
    _pairs_of_currencies(rates, text)
    try:
        sales = Sales.of(_rows(given.transactions, text), partner)
        lines = evaluate(plan, sales, prior=prior, rates=rates)
    except BadSales as bad:
        raise NotSimulated(_flawed(bad, plan, text)) from bad
    if given.json:
        say(json.dumps(document(lines), ensure_ascii=False))
    else:
        _print(lines, text)


def document(lines: Lines) -> dict[str, object]:
    """As JSON: amounts as texts with exactly the decimals of their currency."""
    totals = {id: _decimals(total.minor, lines.plan) for id, total in lines.totals().items()}
    return {
        "plan": {"id": lines.plan.id, "version": lines.plan.version},
        "lines": [_line(lines, line) for line in lines.each()],
        "totals": {"component": totals, "all": _decimals(lines.total().minor, lines.plan)},
    }


def _line(lines: Lines, line: Line) -> dict[str, object]:
    places = exponent(lines.plan.currency)
    return {
        "component": line.component,
        "transaction": line.transaction,
        "earner": line.earner,
        "window": line.window,
        "amount": _decimals(line.amount.minor, lines.plan),
        "currency": line.amount.currency,
        "gross": decimals(line.gross, places),
        "reason": line.reason.value or None,
        "trace": trace(lines, line),
    }


def _decimals(minor: int, plan: Plan) -> str:
    return money(minor, exponent(plan.currency))


def _pairs(given: Sequence[str], option: str, text: Text) -> Iterator[tuple[str, str]]:
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise NotSimulated(text("no_pair", option=option, written=pair))
        yield name, value


def _numbers(given: argparse.Namespace, name: str, text: Text) -> dict[str, Decimal]:
    option = f"--{name}"
    numbers = {}
    for key, value in _pairs(getattr(given, name), option, text):
        try:
            numbers[key] = Decimal(value)
        except InvalidOperation:
            numbers[key] = Decimal("NaN")
        if not numbers[key].is_finite():
            raise NotSimulated(text("no_number", option=option, name=key, written=value))
    return numbers


def _known(plan: Plan, prior: dict[str, Decimal], text: Text) -> None:
    """What is prior must be of something that the plan has."""
    ids = {component.id for component in plan.components}
    funds = {component.fund for component in plan.components if component.fund}
    known = [*plan.measures, *plan.growth, *(f"paid:{id}" for id in sorted(ids))]
    known += [f"owed:{id}" for id in sorted(ids)] + [f"fund:{fund}" for fund in sorted(funds)]
    for name in prior:
        if name not in known:
            raise NotSimulated(text("no_prior", name=name, known=", ".join(known)))


def _pairs_of_currencies(rates: dict[str, Decimal], text: Text) -> None:
    for name, rate in rates.items():
        if not RATE.fullmatch(name):
            raise NotSimulated(text("no_plan_rate", name=name))
        if rate <= 0:
            raise NotSimulated(text("no_rate_above_zero", name=name, value=str(rate)))


def _rows(path: Path, text: Text) -> list[dict[str, str]]:
    """The rows of a file, all of them good."""
    words = Text.load("sales", text.language)
    try:
        with path.open("rb") as stream:
            rows = list(read(stream, SIMULATION))
    except OSError as wrong:
        raise Refused("no_file", path=str(path), reason=wrong.strerror or str(wrong)) from wrong
    except UnreadableFile as wrong:
        raise NotSimulated(f"{path}: {complaint(wrong, words)}") from wrong
    bad = [row for row in rows if isinstance(row, BadRow)]
    if bad:
        told = [refusal(row, words) for row in bad[:TOLD]]
        raise NotSimulated("\n".join([*told, text.plural("refused", len(bad))]))
    return [as_mapping(row) for row in rows if not isinstance(row, BadRow)]


def _flawed(bad: BadSales, plan: Plan, text: Text) -> str:
    told = [
        text(flaw.why, id=flaw.transaction, field=flaw.field, value=flaw.value, home=plan.currency)
        for flaw in bad.flaws[:TOLD]
    ]
    return "\n".join([*told, text.plural("refused", len(bad.flaws))])


def _print(lines: Lines, text: Text) -> None:
    """For a person: the first lines, and what each component comes to."""
    reasons = Text.load("statement", text.language)
    say(text("title", name=lines.plan.name, id=lines.plan.id, version=str(lines.plan.version)))
    for shown, line in enumerate(lines.each()):
        if shown == READABLE:
            say(text("more_lines", count=str(len(lines) - shown)))
            break
        say(_printed(line, text, reasons))
    say()
    for component, total in lines.totals().items():
        say(text("total", component=component, amount=text.money(total)))
    say(text("all", amount=text.money(lines.total())))


def _printed(line: Line, text: Text, reasons: Text) -> str:
    who = line.earner or text("one_partner")
    what = line.transaction or text("on_total")
    said = f"{line.component} · {line.window} · {who} · {what}: {text.money(line.amount)}"
    if not line.reason:
        return said
    return f"{said} ({reasons('reason_' + line.reason.value)})"
