"""How the leaderboard looks: ranks, names where they may be shown, points and no money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal

from handlers.conversation.reply import Block, Button, Buttons, Paragraph, Reply, Table
from handlers.conversation.text import BABEL, Text
from handlers.leaderboard.ranking import Board, Points, Row
from storage.partners import Tier
from storage.values import Period

MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """A board for somebody; `named` says whether others see their name (None: they are staff)."""

    board: Board
    period: Period
    rule: Points
    tier: Tier | None
    region: str
    named: bool | None


def board(shown: Shown, text: Text) -> Reply:
    rows = shown.board.first(MOST_ROWS)
    heads = (text("rank"), text("who"), text("points"))
    table = Table(heads, tuple(_row(row, text) for row in rows), frozenset({0, 2}))
    blocks: tuple[Block, ...] = (
        *([table] if rows else [Paragraph(text("nobody"))]),
        *(Paragraph(each) for each in _said(shown, text)),
        *_ways(shown, text),
    )
    return Reply(_title(shown, text), blocks, private=True)


def chosen(shown: bool, is_new: bool, text: Text) -> Reply:
    key = "joined" if shown else "left"
    title = text(key if is_new else f"{key}_before")
    undo = "leave" if shown else "join"
    ways = Button(text("show"), "leaderboard.show"), Button(text(undo), f"leaderboard.{undo}")
    return Reply(title, (Buttons(ways),), private=True)


def _title(shown: Shown, text: Text) -> str:
    tier = text(f"called_{shown.tier}").split(", ")[0] if shown.tier else ""
    part = ", ".join(filter(None, (tier, shown.region)))
    if part:
        return text("title_part", period=shown.period, part=part)
    return text("title_all", period=shown.period)


def _row(row: Row, text: Text) -> tuple[str, str, str]:
    who = row.name or text("unnamed", number=row.number)
    if row.own:
        who = text("you", name=row.name) if row.name else text("you_unnamed")
    return text.show(row.rank), who, _points(row.points, text)


def _said(shown: Shown, text: Text) -> list[str]:
    own = shown.board.own
    said = []
    if own is not None:
        said.append(text("your_rank", rank=own.rank, points=_points(own.points, text)))
    if shown.board.left_out:
        said.append(text.plural("left_out", shown.board.left_out))
    products = ", ".join(
        text("a_unit", product=product, points=_points(points, text))
        for product, points in shown.rule.points.items()
    )
    said.append(text("how_counted", products=products, source=shown.rule.source))
    return said


def _ways(shown: Shown, text: Text) -> list[Buttons]:
    if shown.named is None:
        return []
    choice = "leave" if shown.named else "join"
    return [Buttons((Button(text(choice), f"leaderboard.{choice}"),))]


def _points(points: Decimal, text: Text) -> str:
    return format_decimal(points.normalize(), "#,##0.##", BABEL[text.language])
