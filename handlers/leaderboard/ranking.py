"""Ranks people by their points and hides the names that nobody agreed to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from storage.revenue import Units
from storage.rules import Rule


class Window(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Points:
    """One version of the rule: points for a unit by product, the usual window, and how many
    unnamed people a part of the board must have before they are shown at all."""

    points: Mapping[str, Decimal]
    window: Window
    least_hidden: int
    source: str

    @classmethod
    def of(cls, rule: Rule) -> Points:
        points = {product: Decimal(str(each)) for product, each in rule.value["points"].items()}
        window, least = Window(rule.value["window"]), rule.value["least_hidden"]
        return cls(points, window, least, rule.source)

    def by_member(self, sold: Iterable[Units]) -> dict[int, Decimal]:
        """A return takes its points back, down to none."""
        found: dict[int, Decimal] = {}
        for each in sold:
            points = each.number * self.points[each.product]
            found[each.member_id] = found.get(each.member_id, Decimal(0)) + points
        return {member: points for member, points in found.items() if points > 0}


@dataclass(frozen=True, slots=True)
class Row:
    """A place on the board. `number` stands for a name that is not shown; `name` is empty
    then."""

    rank: int
    number: int
    name: str
    points: Decimal
    own: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`left_out` are people too few to be shown without their names."""

    rows: tuple[Row, ...]
    left_out: int = 0

    @property
    def own(self) -> Row | None:
        return next((row for row in self.rows if row.own), None)

    def first(self, most: int) -> tuple[Row, ...]:
        """The top, and one's own place wherever it is."""
        return tuple(row for place, row in enumerate(self.rows) if place < most or row.own)


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who sells: `shown` when their name may be."""

    person_id: int
    name: str
    shown: bool


def board(players: Sequence[Player], points: Mapping[int, Decimal], reader_id: int) -> Board:
    """Everybody with points, and the reader in any case; equal points share a rank."""
    mine = [player for player in players if player.person_id in points or _is(player, reader_id)]
    ordered = sorted(mine, key=lambda each: (-points.get(each.person_id, 0), each.person_id))
    totals = [points.get(each.person_id, Decimal(0)) for each in ordered]
    return Board(
        tuple(
            Row(
                rank=1 + sum(other > total for other in totals),
                number=place,
                name=player.name if player.shown else "",
                points=total,
                own=_is(player, reader_id),
            )
            for place, (player, total) in enumerate(zip(ordered, totals, strict=True), start=1)
        )
    )


def part(whole: Board, least_hidden: int) -> Board:
    """A board of one tier or region: few unnamed people could be told by their place alone."""
    hidden = [row for row in whole.rows if not row.name and not row.own]
    if len(hidden) >= least_hidden:
        return whole
    return Board(tuple(row for row in whole.rows if row not in hidden), len(hidden))


def _is(player: Player, person_id: int) -> bool:
    return player.person_id == person_id
