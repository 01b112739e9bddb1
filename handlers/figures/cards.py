"""How figures look: side by side with the months before, by group, as trends, as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, product

from handlers.conversation.reply import (
    Attachment,
    Bar,
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Picture,
    Reply,
    Table,
)
from handlers.conversation.sheets import Cell, as_csv
from handlers.conversation.text import Text
from handlers.figures.asked import Asked, By
from handlers.figures.definitions import Kpi, figure, unit
from handlers.figures.fetching import Group
from handlers.figures.reading import last_months
from handlers.figures.trends import MOST_MONTHS, SCALE, Figure, Series, shown, trend
from storage.values import Money, Period

MOST_ROWS = 25
MOST_PICTURES = 4


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked for, for which months, and what it is reckoned for: the groups of each
    way to divide the partners that was asked for, or one group of them all."""

    asked: Asked
    period: Period
    before: Period
    groups: Mapping[By | None, Sequence[Group]]
    about: str


def report(found: Report, text: Text) -> Reply:
    everybody = list(chain.from_iterable(found.groups.values()))
    if not everybody:
        return Reply(text("no_groups"), private=True)
    body = chain.from_iterable(_part(by, found, text) for by in found.groups)
    unknown = found.asked.unknown_by_plan
    note = [Paragraph(text("not_by_plan", names=_names(unknown, text)))] if unknown else []
    blocks: tuple[Block, ...] = (
        *body,
        *note,
        Facts(tuple(_definition(kpi, text) for kpi in found.asked.figures)),
        Paragraph(text("counted", currency=everybody[0].facts.currency)),
        _ways(found, text),
    )
    return Reply(_title(found, text), blocks, private=True)


def file(found: Report, text: Text) -> Reply:
    """Every figure of every group, for the period and for each of the last months."""
    heads = ("figure", "group", "first", "last", "value", "unit", "definition")
    rows: list[Sequence[Cell]] = [tuple(text(f"head_{head}") for head in heads)]
    spans = [found.period, *last_months(found.period, MOST_MONTHS)]
    for by, groups in found.groups.items():
        for kpi, group in product(found.asked.figures_by(by), groups):
            rows += [_row(kpi, group, span, text) for span in spans]
    name = f"figures-{found.period.first.isoformat()}-{found.period.last.isoformat()}.csv"
    attachment = Attachment(name, "text/csv", as_csv(rows), text("file"))
    return Reply(_title(found, text), (attachment,), private=True)


def _part(by: By | None, found: Report, text: Text) -> Iterator[Block]:
    groups = found.groups[by]
    if by is None:
        return _overall(groups[0], found, text)
    return _grouped(by, groups, found, text) if groups else iter([Paragraph(text("no_groups"))])


def _overall(group: Group, found: Report, text: Text) -> Iterator[Block]:
    kpis = found.asked.figures
    heads = (text("head_figure"), text.period(found.period), text.period(found.before))
    rows = tuple(
        (
            text(f"name_{kpi}"),
            *(_shown(kpi, group, period, text) for period in (found.period, found.before)),
        )
        for kpi in kpis
    )
    yield Table(heads, rows, frozenset({1, 2}))
    pictured = kpis if found.asked.kpis else (Kpi.REVENUE,)
    for kpi in pictured[:MOST_PICTURES]:
        yield _trend(kpi, group, found, text)


def _grouped(by: By, groups: Sequence[Group], found: Report, text: Text) -> Iterator[Block]:
    kpis = found.asked.figures_by(by)
    ordered = sorted(groups, key=lambda group: -_length(_of(kpis[0], group, found)))
    rows = tuple(
        (_label(group, text), *(_shown(kpi, group, found.period, text) for kpi in kpis))
        for group in ordered[:MOST_ROWS]
    )
    hidden = len(ordered) - len(rows)
    more = text.plural("more_rows", hidden) if hidden else ""
    heads = (text(f"head_by_{by}"), *(text(f"name_{kpi}") for kpi in kpis))
    yield Table(heads, rows, frozenset(range(1, len(heads))), more)
    if found.asked.trend:
        for group in ordered[:MOST_PICTURES]:
            yield _trend(kpis[0], group, found, text)
    elif len(ordered) > 1:
        yield _bars(kpis[0], ordered[:MOST_ROWS], found, text)


def _trend(kpi: Kpi, group: Group, found: Report, text: Text) -> Picture:
    months = tuple(
        (month, figure(kpi, group.facts, month))
        for month in last_months(found.period, MOST_MONTHS)
    )
    label = _label(group, text)
    name = f"{text(f'name_{kpi}')} · {label}" if label else text(f"name_{kpi}")
    return trend(Series(name, unit(kpi), months), text.language)


def _bars(kpi: Kpi, groups: Sequence[Group], found: Report, text: Text) -> Picture:
    bars = tuple(
        Bar(
            _label(group, text),
            _length(_of(kpi, group, found)),
            _shown(kpi, group, found.period, text),
        )
        for group in groups
    )
    said = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    title = text("picture", name=text(f"name_{kpi}"), period=found.period)
    return Picture(title, bars, text("in_words", name=text(f"name_{kpi}"), bars=said))


def _of(kpi: Kpi, group: Group, found: Report) -> Figure:
    return figure(kpi, group.facts, found.period)


def _shown(kpi: Kpi, group: Group, period: Period, text: Text) -> str:
    return shown(figure(kpi, group.facts, period), unit(kpi), text)


def _length(figure: Figure) -> int:
    match figure:
        case None:
            return 0
        case Money():
            return max(figure.minor, 0)
        case _:
            return max(int(figure * SCALE), 0)


def _label(group: Group, text: Text) -> str:
    if group.by in (By.TIER, By.KIND):
        return text(f"{group.by}_{group.name}").split(", ")[0]
    return group.name


def _definition(kpi: Kpi, text: Text) -> Fact:
    return Fact(text(f"name_{kpi}"), text(f"means_{kpi}"))


def _names(kpis: Sequence[Kpi], text: Text) -> str:
    return ", ".join(text(f"name_{kpi}") for kpi in kpis)


def _title(found: Report, text: Text) -> str:
    name = _names(found.asked.kpis[:2], text) if found.asked.kpis else text("all_figures")
    if found.about:
        return text("title_about", name=name, about=found.about, period=found.period)
    return text("title", name=name, period=found.period)


def _ways(found: Report, text: Text) -> Buttons:
    value = json.dumps(found.asked.document(), separators=(",", ":"))
    return Buttons((Button(text("download"), "figures.download", value),))


def _row(kpi: Kpi, group: Group, span: Period, text: Text) -> Sequence[Cell]:
    value = figure(kpi, group.facts, span)
    counted = value.currency if isinstance(value, Money) else text(f"unit_{unit(kpi)}")
    number = value.amount if isinstance(value, Money) else value
    days = span.first.isoformat(), span.last.isoformat()
    written: Cell = "" if number is None else Decimal(number)
    name = text(f"name_{kpi}")
    return name, _label(group, text), *days, written, counted, text(f"means_{kpi}")
