"""How partners do in training, for channel managers: in a table, a picture and a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.conversation.reply import (
    Attachment,
    Bar,
    Block,
    Button,
    Buttons,
    Picture,
    Reply,
    Table,
)
from handlers.conversation.sheets import as_csv
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.training.certificates import MANAGERS
from handlers.training.handler import training
from storage.certificates import Certificate
from storage.training import Attempt, AttemptState
from storage.values import Period

SOON = timedelta(days=30)
MOST_ROWS = 30
COLUMNS = ("partner", "certified", "attempts", "passed_times", "average", "expiring")


@dataclass(frozen=True, slots=True)
class Result:
    """One partner's training so far; `average` is in percent, None without an attempt."""

    partner: str
    certified: int
    attempts: int
    passed: int
    average: int | None
    expiring: int


@training.intent("results", roles=MANAGERS)
def results_said(turn: Turn, _: str) -> Reply:
    return _shown(_results(turn), turn.text)


@training.button("results", roles=MANAGERS)
def results_pressed(turn: Turn, _: str) -> Reply:
    return _shown(_results(turn), turn.text)


@training.button("results_file", roles=MANAGERS)
def download(turn: Turn, _: str) -> Reply:
    day = turn.read.now.date()
    content = as_csv(as_rows([turn.text(column) for column in COLUMNS], _results(turn)))
    name = f"training-{day.isoformat()}.csv"
    file = Attachment(name, "text/csv", content, turn.text("results_file"))
    return Reply(turn.text("results_on", day=day), (file,), private=True)


def as_rows(headers: Sequence[str], results: Sequence[Result]) -> list[list[str]]:
    """One row a partner, under the headers."""
    rows = [
        [
            each.partner,
            str(each.certified),
            str(each.attempts),
            str(each.passed),
            "" if each.average is None else str(each.average),
            str(each.expiring),
        ]
        for each in results
    ]
    return [list(headers), *rows]


def _results(turn: Turn) -> list[Result]:
    """By partner, those with most certified people first."""
    attempts: defaultdict[int, list[Attempt]] = defaultdict(list)
    for attempt, _ in turn.records.training.attempts():
        attempts[attempt.person_id].append(attempt)
    today = turn.read.now.date()
    found = []
    for partner in turn.records.partners.all():
        people = [person.id for person in turn.records.people.at(partner.id)]
        held = [each for one in people for each in turn.records.training.held(one)]
        tried = [each for one in people for each in attempts[one]]
        found.append(_result(partner.name, held, tried, today))
    return sorted(found, key=lambda each: (-each.certified, -each.attempts, each.partner))


def _result(
    partner: str, held: Sequence[Certificate], tried: Sequence[Attempt], today: date
) -> Result:
    soon = Period(today, today + SOON)
    percents = [each.percent for each in tried if each.percent is not None]
    return Result(
        partner=partner,
        certified=len({each.person_id for each in held if each.holds(today)}),
        attempts=len(tried),
        passed=sum(each.state is AttemptState.PASSED for each in tried),
        average=round(sum(percents) / len(percents)) if percents else None,
        expiring=sum(each.valid_to in soon for each in held),
    )


def _shown(results: Sequence[Result], text: Text) -> Reply:
    headers = tuple(text(column) for column in COLUMNS)
    rows = tuple(_row(each, text) for each in results[:MOST_ROWS])
    table = Table(headers, rows, frozenset(range(1, len(COLUMNS))), text("expiring_soon"))
    file = Button(text("download_results"), "training.results_file")
    people = Button(text("title_certificate_staff"), "training.certificates")
    blocks: tuple[Block, ...] = (table, *_picture(results, text), Buttons((file, people)))
    certified = sum(each.certified for each in results)
    return Reply(text.plural("results", certified), blocks, private=True)


def _row(each: Result, text: Text) -> tuple[str, ...]:
    average = "–" if each.average is None else text("percent", percent=each.average)
    counts = (each.certified, each.attempts, each.passed)
    return (each.partner, *map(text.show, counts), average, text.show(each.expiring))


def _picture(results: Sequence[Result], text: Text) -> list[Picture]:
    bars = tuple(
        Bar(each.partner, each.certified, text.show(each.certified))
        for each in results[:MOST_ROWS]
        if each.certified
    )
    said = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    title = text("results_picture")
    return [Picture(title, bars, text("picture_in_words", bars=said))] if bars else []
