"""Shows a manager what partners asked, what they were told, and what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.conversation.manners import stale
from handlers.conversation.reply import (
    Attachment,
    Bar,
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Reply,
    Table,
)
from handlers.conversation.sheets import as_csv
from handlers.conversation.slots import choices
from handlers.conversation.turn import Turn
from handlers.library import gap_cards, listing, shelf
from handlers.library.handler import KEEPERS, library
from knowledge.asked import key
from storage.conversations import Exchange
from storage.gaps import Opinion
from storage.people import Role
from storage.values import Period

MANAGERS = KEEPERS | {Role.ADMINISTRATOR}
ASKED = ("questions.ask", "questions.follow_up")
MOST = 10
CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a partner; `answered` from a document."""

    day: date
    question: str
    partner: str
    language: str
    answered: bool


#: *what did our partners ask this month*: no question to the documents.
REPORTED = re.compile(
    r"\W*(?:(?:tolong|coba|please|show\s+me|tampilkan|lihat(?:kan)?)\s+)*"
    r"(?:(?:bulan|minggu|kuartal)\s+(?:ini|lalu)\W+)?(?:"
    r"what\s+(?:did|do|does|have|has|were|are)\s+(?:our\s+|the\s+|all\s+)?partners?\s+"
    r"(?:been\s+|mostly\s+)?ask\w*"
    r"|what\s+(?:our\s+|the\s+)?partners?\s+(?:were\s+|are\s+|have\s+been\s+)?ask\w*"
    r"|(?:para\s+)?(?:mitra|partner)\s+(?:(?:paling|sering|banyak|sudah|udah)\s+){0,3}(?:nanya\w*|tanya\w*|bertanya|menanyakan)"
    r"\s+(?:soal\s+|tentang\s+)?apa\b"
    r"|apa\s+(?:saja\s+|aja\s+|sih\s+)?(?:yang\s+|yg\s+)?(?:di)?tanya\w*\s+(?:oleh\s+)?(?:para\s+)?"
    r"(?:mitra|partner)"
    r"|apa\s+(?:saja\s+|aja\s+)?pertanyaan\s+(?:dari\s+)?(?:para\s+)?(?:mitra|partner)"
    r"|laporan\s+pertanyaan|(?:the\s+|a\s+)?report\s+(?:of|on)\s+(?:the\s+)?questions)"
    r"\b[^\n?]{0,80}\??\W*",
    re.IGNORECASE,
)


@library.intent("report", roles=MANAGERS)
@library.written("reported", REPORTED, roles=MANAGERS)
def report(turn: Turn, sentence: str) -> Reply:
    """Of the period that is named, else of this month."""
    periods = turn.read.periods(sentence)
    period = choices(periods[0])[0] if periods else Period.month(turn.read.now.date())
    asked, disliked = _asked(turn, period), _disliked(turn, period)
    text = turn.text
    title = text("report_title", period=period)
    blocks: list[Block] = [_counts(asked, disliked, turn)]
    if asked:
        value = f"{period.first.isoformat()}:{period.last.isoformat()}"
        download = Buttons((Button(text("download"), "library.export", value),))
        blocks += [_by_week(asked, turn), *_often(asked, turn), download]
    blocks += [*_missing(turn), *_reasons(disliked, turn), *_ending(turn)]
    return Reply(title, tuple(blocks), private=True)


@library.button("export", roles=MANAGERS, sensitive=True)
def export(turn: Turn, value: str) -> Reply:
    """Every question as a row."""
    period = _period(value)
    if period is None:
        return stale(turn.language)
    text = turn.text
    columns = ("day", "question", "company", "language", "outcome")
    rows = [
        (
            each.day.isoformat(),
            each.question,
            each.partner,
            each.language,
            text("outcome_answered" if each.answered else "outcome_refused"),
        )
        for each in _asked(turn, period)
    ]
    content = as_csv([tuple(text(f"label_{name}") for name in columns), *rows])
    file = Attachment(f"questions-{value.replace(':', '-')}.csv", CSV, content, text("download"))
    return Reply(text.plural("export", len(rows)), (file,), private=True)


def _asked(turn: Turn, period: Period) -> list[Asked]:
    zone = ZoneInfo(turn.person.zone)
    since, until = _start(period.first, zone), _start(period.last + timedelta(days=1), zone)
    found = turn.records.conversations.of_members(ASKED, since, until)
    return [
        Asked(
            day=exchange.at.astimezone(zone).date(),
            question=exchange.said,
            partner=person.company.name,
            language=exchange.language,
            answered=_is_answered(exchange),
        )
        for exchange, person in found
        if not exchange.said.startswith("[") and exchange.reply
    ]


def _is_answered(exchange: Exchange) -> bool:
    """Its answer shows where it stands."""
    blocks = (exchange.reply or {}).get("blocks", ())
    return any(block.get("kind") == "Citations" for block in blocks)


def _disliked(turn: Turn, period: Period) -> list[Opinion]:
    zone = ZoneInfo(turn.person.zone)
    return [
        each
        for each in turn.records.gaps.opinions()
        if not each.helpful and each.at.astimezone(zone).date() in period
    ]


def _counts(asked: Sequence[Asked], disliked: Sequence[Opinion], turn: Turn) -> Facts:
    answered = sum(each.answered for each in asked)
    counts = {
        "asked": len(asked),
        "answered": answered,
        "refused": len(asked) - answered,
        "disliked": len(disliked),
    }
    text = turn.text
    return Facts(tuple(Fact(text(f"count_{name}"), text.show(n)) for name, n in counts.items()))


def _by_week(asked: Sequence[Asked], turn: Turn) -> Picture:
    """A bar for each week, the quiet ones between included."""
    text = turn.text
    weeks = Counter(each.day - timedelta(days=each.day.weekday()) for each in asked)
    first, last = min(weeks), max(weeks)
    mondays = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    bars = tuple(Bar(text.short_day(day), weeks[day], text.show(weeks[day])) for day in mondays)
    said = "; ".join(text("week", day=bar.label, count=bar.value) for bar in bars)
    return Picture(text("by_week"), bars, said)


def _often(asked: Sequence[Asked], turn: Turn) -> list[Block]:
    """The same question counts once, however it was put."""
    text, first = turn.text, dict[str, str]()
    for each in asked:
        first.setdefault(key(each.question), each.question)
    ranked = Counter(key(each.question) for each in asked).most_common(MOST)
    rows = tuple((first[same], text.show(count)) for same, count in ranked)
    headers = (text("label_question"), text("count_asked"))
    return [Heading(text("often")), Table(headers, rows, frozenset({1}))]


def _missing(turn: Turn) -> list[Block]:
    gaps = turn.records.gaps.still_open()[:MOST]
    names = ("gap", "question", "askers", "owner", "due")
    headers = tuple(turn.text(f"label_{name}") for name in names)
    table = Table(headers, gap_cards.rows(gaps, turn), frozenset({2}))
    return [Heading(turn.text("top_gaps")), table] if gaps else []


def _reasons(disliked: Sequence[Opinion], turn: Turn) -> list[Block]:
    text = turn.text
    rows = tuple((each.question, _why(each, turn)) for each in disliked[:MOST])
    headers = (text("label_question"), text("label_why"))
    return [Heading(text("disliked_answers")), Table(headers, rows)] if rows else []


def _why(opinion: Opinion, turn: Turn) -> str:
    words = turn.text.replies.get(f"dislike_{opinion.reason}", opinion.reason)
    return ": ".join(filter(None, (words, opinion.note)))


def _ending(turn: Turn) -> list[Block]:
    found = shelf.ending(turn)
    heading = Heading(turn.text("about_to_end"))
    return [heading, *listing.ending(found, turn)] if found else [Paragraph(turn.text("none_end"))]


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _period(value: str) -> Period | None:
    first, _, last = value.partition(":")
    try:
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
